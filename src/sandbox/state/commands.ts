import type { CommandBody, Group, Subcommand, ValueOption } from '../schema/command-body.ts';
import { invalidForm } from '../schema/errors.ts';
import type { Json } from '../schema/json.ts';

/** How many an application may register of each type (documentation, interactions/application-commands). */
const MAX_COMMANDS = { 1: 100, 2: 15, 3: 15 } as const;

export interface Command {
  id: string;
  version: string;
  /** Missing for a global command. */
  guildId?: string;
  body: CommandBody;
}

/** The registered commands of one application. */
export class Commands {
  readonly #scopes = new Map<string, Map<string, Command>>();
  readonly #newId: () => string;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** Global (no guild) or of one guild. */
  list(guildId?: string): Command[] {
    return [...this.#scope(guildId).values()];
  }

  find(id: string, guildId?: string): Command | undefined {
    return this.list(guildId).find(command => command.id === id);
  }

  /** Replaces all commands of the scope; one whose name stays keeps its id. */
  replaceAll(bodies: CommandBody[], guildId?: string): Command[] {
    for (const type of [1, 2, 3] as const) {
      const some = bodies.filter(body => body.type === type);
      if (some.length > MAX_COMMANDS[type]) {
        throw invalidForm({
          path: [],
          code: 'BASE_TYPE_BAD_LENGTH',
          message: `Must be ${MAX_COMMANDS[type]} or fewer.`,
        });
      }
      some.forEach((body, index) => {
        if (some.findIndex(({ name }) => name === body.name) === index) return;
        throw invalidForm({
          path: [bodies.indexOf(body), 'name'],
          code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
          message: 'Application command names must be unique',
        });
      });
    }
    const before = this.#scope(guildId);
    const after = new Map(bodies.map(body => [key(body), this.#made(body, before.get(key(body)), guildId)]));
    this.#scopes.set(guildId ?? '', after);
    return [...after.values()];
  }

  /** Adds a command, or replaces the one of its name and type. */
  put(body: CommandBody, guildId?: string): Command {
    const scope = this.#scope(guildId);
    const command = this.#made(body, scope.get(key(body)), guildId);
    scope.set(key(body), command);
    return command;
  }

  remove({ body, guildId }: Command): void {
    this.#scope(guildId).delete(key(body));
  }

  #made(body: CommandBody, before: Command | undefined, guildId?: string): Command {
    return { id: before?.id ?? this.#newId(), version: this.#newId(), body, ...(guildId !== undefined && { guildId }) };
  }

  #scope(guildId = ''): Map<string, Command> {
    const scope = this.#scopes.get(guildId) ?? new Map<string, Command>();
    this.#scopes.set(guildId, scope);
    return scope;
  }
}

/** As Discord gives a command back: with every default filled in, and nothing that equals "not set" within options. */
export function commandJson(applicationId: string, { id, version, guildId, body }: Command, localised: boolean): Json {
  const names = (part: { name_localizations?: unknown; description_localizations?: unknown }) =>
    localised
      ? {
          name_localizations: part.name_localizations ?? null,
          description_localizations: part.description_localizations ?? null,
        }
      : {};
  const options = body.type === 1 ? (body.options ?? []) : [];
  return {
    id,
    application_id: applicationId,
    version,
    default_member_permissions: body.default_member_permissions ?? null,
    type: body.type,
    name: body.name,
    ...names(body),
    description: body.description ?? '',
    ...(guildId === undefined
      ? {
          dm_permission: body.dm_permission ?? body.contexts?.includes(1) ?? true,
          contexts: body.contexts ?? null,
          integration_types: body.integration_types ?? [0],
        }
      : { guild_id: guildId }),
    nsfw: body.nsfw ?? false,
    ...(options.length > 0 && { options: options.map(option => optionJson(option, names)) }),
  };
}

function optionJson(option: ValueOption | Subcommand | Group, names: (part: object) => Json): Json {
  const set = Object.entries(option).filter(([, value]) => value !== null && value !== undefined && value !== false);
  const json: Json = { ...Object.fromEntries(set), ...names(option) };
  if ('options' in option && option.options) json.options = option.options.map(inner => optionJson(inner, names));
  return json;
}

const key = ({ type, name }: CommandBody) => `${type} ${name}`;
