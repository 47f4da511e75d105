import { storeFile } from '../resources/attachments.ts';
import type { ValueOption } from '../schema/command-body.ts';
import type { Json } from '../schema/json.ts';
import type { State } from '../state/state.ts';
import { partialChannelJson } from '../wire/channels.ts';
import { attachmentJson } from '../wire/messages.ts';
import { memberJson, roleJson, userJson } from '../wire/people.ts';
import { byName, permissionsIn } from '../world/world.ts';
import type { Spot } from './place.ts';

/** A file for an attachment option. */
export interface Upload {
  filename: string;
  content: string | Buffer;
  contentType?: string;
}

/** Users, channels and roles are named by name or id. */
export type OptionValue = string | number | boolean | Upload;

export type Options = Record<string, OptionValue>;

/** Discord's types of options. */
const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const MENTIONABLE = 9;
const NUMBER = 10;
const ATTACHMENT = 11;

/** What Discord's client lets nobody send; throws with the reason. */
export function enforce(options: ValueOption[], given: Options): void {
  for (const name of Object.keys(given)) {
    if (options.some(option => option.name === name)) continue;
    throw new Error(`There is no option "${name}". There is: ${options.map(it => it.name).join(', ') || 'none'}.`);
  }
  for (const option of options) {
    const value = given[option.name];
    const wrong = value === undefined ? option.required && 'is required' : whatIsWrong(option, value);
    if (wrong) throw new Error(`The option "${option.name}" ${wrong}.`);
  }
}

function whatIsWrong({ type, choices, ...limits }: ValueOption, value: OptionValue): string | undefined {
  if (choices?.length && !choices.some(choice => choice.value === value)) {
    return `must be one of ${choices.map(choice => choice.value).join(', ')}`;
  }
  if (type === STRING) {
    if (typeof value !== 'string') return 'is a text';
    const min = Math.max(1, limits.min_length ?? 0);
    const max = limits.max_length ?? 6000;
    if (value.length < min) return `needs ${min} characters or more`;
    return value.length > max ? `takes ${max} characters or fewer` : undefined;
  }
  if (type === INTEGER || type === NUMBER) {
    if (typeof value !== 'number' || (type === INTEGER && !Number.isSafeInteger(value))) return 'is a number';
    if (value < (limits.min_value ?? Number.NEGATIVE_INFINITY)) return `is ${limits.min_value} or more`;
    return value > (limits.max_value ?? Number.POSITIVE_INFINITY) ? `is ${limits.max_value} or less` : undefined;
  }
  if (type === BOOLEAN) return typeof value === 'boolean' ? undefined : 'is true or false';
  return (type === ATTACHMENT) === (typeof value === 'object') ? undefined : 'is a file';
}

export interface OptionData {
  options: Json[];
  /** The users, channels, roles and files that the options name. */
  resolved?: Json;
}

/** The options as they stand in the interaction's data; unknown ones by what their value is. */
export function optionData(state: State, spot: Spot, options: ValueOption[], given: Options): OptionData {
  const resolved: Record<string, Json> = {};
  const put = (kind: string, id: string, json: Json) => {
    resolved[kind] = { ...resolved[kind], [id]: json };
    return id;
  };
  const data = Object.entries(given).map(([name, value]) => {
    const option = options.find(it => it.name === name);
    const type = option?.type ?? typeOf(value);
    return { name, type, value: resolve(state, spot, { type, value, channelTypes: option?.channel_types }, put) };
  });
  return { options: data, ...(Object.keys(resolved).length > 0 && { resolved }) };
}

type Put = (kind: string, id: string, json: Json) => string;

function resolve(
  state: State,
  { guild, user: asker }: Spot,
  { type, value, channelTypes }: { type: number; value: OptionValue; channelTypes: number[] | null | undefined },
  put: Put,
): string | number | boolean {
  const { world } = state;
  if (typeof value === 'object') {
    const { filename, content, contentType = 'application/octet-stream' } = value;
    const stored = storeFile(state, { filename, content: Buffer.from(content), contentType });
    state.uploads.set(stored.id, stored);
    return put('attachments', stored.id, attachmentJson(stored));
  }
  if (type === CHANNEL && guild) {
    const fitting = [...guild.channels.values()].filter(it => !channelTypes?.length || channelTypes.includes(it.type));
    const channel = byName(fitting, String(value), 'channel');
    const permissions = String(permissionsIn(world, guild, asker.id, channel));
    const app_permissions = String(permissionsIn(world, guild, world.bot.id, channel));
    return put('channels', channel.id, { ...partialChannelJson(world, channel), permissions, app_permissions });
  }
  if (type === ROLE && guild) return putRole(put, byName(guild.roles.values(), String(value), 'role'));
  if (type === USER || type === MENTIONABLE) {
    const role =
      type === MENTIONABLE && [...(guild?.roles.values() ?? [])].find(it => it.id === value || it.name === value);
    if (role) return putRole(put, role);
    const user = byName(world.users.values(), String(value), 'user');
    const member = guild?.members.get(user.id);
    if (member) put('members', user.id, { ...memberJson(world, member), user: undefined });
    return put('users', user.id, userJson(user));
  }
  return value;
}

const putRole = (put: Put, role: Parameters<typeof roleJson>[0]) => put('roles', role.id, roleJson(role));

function typeOf(value: OptionValue): number {
  if (typeof value === 'string') return STRING;
  if (typeof value === 'boolean') return BOOLEAN;
  return typeof value === 'number' ? NUMBER : ATTACHMENT;
}
