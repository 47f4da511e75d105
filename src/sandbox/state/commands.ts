import { z } from 'zod';
import { invalidForm } from '../schema/errors.ts';
import type { Json } from '../schema/json.ts';

/**
 * Application commands: what may be registered, with Discord's limits (documentation,
 * interactions/application-commands).
 */

/** Name, description and choices of one command together. */
const COMMAND_CHARACTERS = 8000;

const MAX_COMMANDS = { 1: 100, 2: 15, 3: 15 } as const;

const localisations = z.record(z.string(), z.string()).nullish();
const slashName = z
  .string()
  .regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u, 'String value did not match validation regex.')
  .refine(name => name === name.toLowerCase(), { message: 'Names of slash commands are in lower case.' });

const choice = z.object({
  name: z.string().min(1).max(100),
  value: z.union([z.string().max(100), z.number()]),
  name_localizations: localisations,
});

/** Types: 3 string, 4 integer, 5 boolean, 6 user, 7 channel, 8 role, 9 mentionable, 10 number, 11 attachment. */
const valueOption = z
  .object({
    type: z.int().min(3).max(11),
    name: slashName,
    description: z.string().min(1).max(100),
    required: z.boolean().nullish(),
    autocomplete: z.boolean().nullish(),
    choices: z.array(choice).max(25).nullish(),
    min_length: z.int().min(0).max(6000).nullish(),
    max_length: z.int().min(1).max(6000).nullish(),
    min_value: z.number().nullish(),
    max_value: z.number().nullish(),
    channel_types: z.array(z.int()).nullish(),
    name_localizations: localisations,
    description_localizations: localisations,
  })
  .refine(it => !(it.autocomplete && it.choices?.length), {
    path: ['autocomplete'],
    message: 'Fixed choices and autocomplete exclude each other.',
  });

const valueOptions = z.array(valueOption).max(25).superRefine(inOrder);

const subcommand = z.object({
  type: z.literal(1),
  name: slashName,
  description: z.string().min(1).max(100),
  options: valueOptions.nullish(),
  name_localizations: localisations,
  description_localizations: localisations,
});

const group = z.object({
  type: z.literal(2),
  name: slashName,
  description: z.string().min(1).max(100),
  options: z.array(subcommand).min(1).max(25),
  name_localizations: localisations,
  description_localizations: localisations,
});

const shared = {
  name_localizations: localisations,
  description_localizations: localisations,
  default_member_permissions: z
    .union([z.string().regex(/^\d+$/), z.int()])
    .transform(String)
    .nullish(),
  dm_permission: z.boolean().nullish(),
  contexts: z
    .array(z.literal([0, 1, 2]))
    .min(1)
    .nullish(),
  integration_types: z
    .array(z.literal([0, 1]))
    .min(1)
    .nullish(),
  nsfw: z.boolean().nullish(),
};

const slashCommand = z
  .object({
    type: z.literal(1),
    name: slashName,
    description: z.string().min(1).max(100),
    options: z
      .union([valueOptions, z.array(z.discriminatedUnion('type', [subcommand, group])).max(25)])
      .nullish()
      .superRefine((options, check) => uniqueNames(options ?? [], check)),
    ...shared,
  })
  .superRefine((command, check) => {
    const total = characters(command);
    if (total > COMMAND_CHARACTERS) {
      check.addIssue({
        code: 'custom',
        message: `Command exceeds maximum size (${total} of ${COMMAND_CHARACTERS})`,
        params: { code: 'APPLICATION_COMMAND_TOO_LARGE' },
      });
    }
  });

/** 2 on a user, 3 on a message. */
const menuCommand = z.object({
  type: z.literal([2, 3]),
  name: z.string().min(1).max(32),
  description: z.literal('').nullish(),
  ...shared,
});

export const commandBody = z.preprocess(
  body => (typeof body === 'object' && body !== null && !('type' in body) ? { ...body, type: 1 } : body),
  z.discriminatedUnion('type', [slashCommand, menuCommand]),
);

export type CommandBody = z.infer<typeof commandBody>;
export type ValueOption = z.infer<typeof valueOption>;
export type Subcommand = z.infer<typeof subcommand>;
export type Group = z.infer<typeof group>;

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

function inOrder(options: readonly { required?: boolean | null | undefined }[], check: z.core.$RefinementCtx): void {
  const firstOptional = options.findIndex(({ required }) => !required);
  options.forEach(({ required }, index) => {
    if (firstOptional < 0 || index < firstOptional || !required) return;
    check.addIssue({
      code: 'custom',
      path: [index],
      message: 'Required options must be placed before non-required options',
      params: { code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID' },
    });
  });
}

function uniqueNames(options: readonly { name: string }[], check: z.core.$RefinementCtx): void {
  options.forEach(({ name }, index) => {
    if (options.findIndex(other => other.name === name) === index) return;
    check.addIssue({
      code: 'custom',
      path: [index, 'name'],
      message: 'Option name already used',
      params: { code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS' },
    });
  });
}

/** What Discord counts: names, descriptions and values of choices, at all depths; the longest localisation of each. */
function characters(part: object): number {
  let sum = 0;
  for (const [name, value] of Object.entries(part)) {
    if (Array.isArray(value)) sum += value.reduce((all: number, item: unknown) => all + charactersOf(item), 0);
    else if (name === 'name' || name === 'description' || name === 'value') {
      const localised = Object.entries(part).find(([other]) => other === `${name}_localizations`)?.[1];
      const texts = [value, ...(localised ? Object.values(localised) : [])];
      sum += Math.max(...texts.map(text => (typeof text === 'string' ? text.length : 0)));
    }
  }
  return sum;
}

const charactersOf = (item: unknown) => (typeof item === 'object' && item !== null ? characters(item) : 0);
