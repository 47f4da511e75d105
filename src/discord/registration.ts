import { isDeepStrictEqual } from 'node:util';
import { type REST, type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord.js';
import { z } from 'zod';
import type { Command } from '../interactions/command.ts';
import { Markdown, md } from '../interactions/markdown.ts';
import type { Log } from '../platform/log.ts';
import { definition } from './definitions.ts';

export interface Registration {
  rest: REST;
  applicationId: string;
  /** Register in this server alone; missing: everywhere. */
  guildId: string | undefined;
  /**
   * Servers that may still have commands of their own from an earlier setting; asked only when the commands everywhere
   * are written.
   */
  guilds: () => Promise<readonly string[]>;
  log: Log;
}

/** The ids that Discord gave to the slash commands, by name. */
export type CommandIds = ReadonlyMap<string, string>;

/** `/name`, or `/name word` of a subcommand, to be clicked; in code letters as long as Discord has given no id. */
export function mentionCommand(ids: CommandIds, name: string): Markdown {
  const id = ids.get(name.split(' ', 1)[0] ?? '');
  return id === undefined ? md`\`/${name}\`` : new Markdown(`</${name}:${id}>`);
}

/** Brings Discord's list of commands in step with ours: one read if nothing differs, one write if something does. */
export async function register(commands: readonly Command[], registration: Registration): Promise<CommandIds> {
  const { rest, applicationId, guildId, log } = registration;
  const everywhere = Routes.applicationCommands(applicationId);
  const own = guildId ? Routes.applicationGuildCommands(applicationId, guildId) : everywhere;
  const { written, commands: registered } = await bringInStep(
    rest,
    own,
    commands.map(guildId ? guildDefinition : definition),
  );
  if (written) log.info({ commands: registered.length, guildId }, 'Commands registered');
  // The same command in both scopes would show twice.
  if (guildId) await empty(rest, everywhere, log);
  else if (written) {
    for (const guild of await registration.guilds())
      await empty(rest, Routes.applicationGuildCommands(applicationId, guild), log);
  }
  return new Map(registered.map(command => [command.name, command.id]));
}

/** Whether Discord's list of commands is ours. */
export async function isInStep(
  commands: readonly Command[],
  { rest, applicationId, guildId }: Pick<Registration, 'rest' | 'applicationId' | 'guildId'>,
): Promise<boolean> {
  const route = guildId
    ? Routes.applicationGuildCommands(applicationId, guildId)
    : Routes.applicationCommands(applicationId);
  return isSame(await commandsAt(rest, route), commands.map(guildId ? guildDefinition : definition));
}

function isSame(present: readonly object[], wanted: readonly object[]): boolean {
  const keys = new Set(wanted.flatMap(command => Object.keys(command)));
  return isDeepStrictEqual(comparable(present, keys), comparable(wanted, keys));
}

const registeredSchema = z.array(z.looseObject({ id: z.string(), name: z.string() }));

async function bringInStep(rest: REST, route: `/${string}`, wanted: RESTPostAPIApplicationCommandsJSONBody[]) {
  const present = await commandsAt(rest, route);
  if (isSame(present, wanted)) return { written: false, commands: present };
  return { written: true, commands: registeredSchema.parse(await rest.put(route, { body: wanted })) };
}

async function empty(rest: REST, route: `/${string}`, log: Log): Promise<void> {
  try {
    if ((await commandsAt(rest, route)).length > 0) await rest.put(route, { body: [] });
  } catch (err) {
    log.warn({ err, route }, 'Commands of the other scope could not be looked through; they may show twice');
  }
}

async function commandsAt(rest: REST, route: `/${string}`) {
  return registeredSchema.parse(await rest.get(route));
}

/** Where a command may be used and how it is installed can be said only of commands that are registered everywhere. */
function guildDefinition(command: Command): RESTPostAPIApplicationCommandsJSONBody {
  const { integration_types, contexts, ...rest } = definition(command);
  return rest;
}

const OPTION_KEYS = new Set([
  'type',
  'name',
  'description',
  'required',
  'autocomplete',
  'choices',
  'options',
  'channel_types',
  'min_value',
  'max_value',
  'min_length',
  'max_length',
]);

/** What of a command we decide: Discord adds ids, versions and default values, and keeps no order of commands. */
function comparable(commands: readonly object[], keys: ReadonlySet<string>): unknown[] {
  return commands
    .map(command => withoutDefaults(command, keys))
    .sort((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`));
}

function withoutDefaults(value: object, keys: ReadonlySet<string>): Record<string, unknown> {
  const entries = Object.entries(value)
    .filter(([key, field]) => keys.has(key) && !isDefault(field))
    .map(([key, field]): [string, unknown] => [
      key,
      key === 'options' && Array.isArray(field)
        ? field.map(option => withoutDefaults(option, OPTION_KEYS))
        : inOrder(field),
    ]);
  return Object.fromEntries(entries);
}

function isDefault(field: unknown): boolean {
  return (
    field === null ||
    field === undefined ||
    field === false ||
    field === '' ||
    (Array.isArray(field) && field.length === 0)
  );
}

/** Lists of numbers (contexts, channel types) are sets. */
function inOrder(field: unknown): unknown {
  return Array.isArray(field) && field.every(item => typeof item === 'number')
    ? field.toSorted((a, b) => a - b)
    : field;
}
