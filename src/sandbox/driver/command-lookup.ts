import type { Command } from '../state/commands.ts';
import type { State } from '../state/state.ts';
import { has, type PERMISSIONS } from '../world/permissions.ts';
import { type Guild, permissionsIn } from '../world/world.ts';
import { type CommandLeaf, leavesOf } from './command-leaves.ts';
import type { Spot } from './place.ts';

/** Which registered commands a person can use at a place, as Discord's client decides it. */

/** Kinds of commands: 1 typed, 2 on a user, 3 on a message. */
export function commandsAt(state: State, spot: Spot, type: number): Command[] {
  const own = spot.guild && !spot.userInstalled ? state.commands.list(spot.guild.id) : [];
  return [...own, ...state.commands.list()].filter(
    command => command.body.type === type && refusal(state, spot, command) === undefined,
  );
}

/** The command of that name, throwing with the reason why there is none for this person. */
export function findCommand(state: State, spot: Spot, type: number, name: string, checked: boolean): Command {
  const own = spot.guild ? state.commands.list(spot.guild.id) : [];
  const named = [...own, ...state.commands.list()].filter(({ body }) => body.type === type && body.name === name);
  const [first] = named;
  if (!first) {
    const all = [...own, ...state.commands.list()]
      .filter(({ body }) => body.type === type)
      .map(({ body }) => body.name);
    throw new Error(`No command "${name}" is registered. Registered: ${all.join(', ') || 'none'}.`);
  }
  if (!checked) return first;
  const usable = named.find(command => refusal(state, spot, command) === undefined);
  if (!usable) throw new Error(refusal(state, spot, first));
  return usable;
}

/** Why this person cannot use the command here; nothing if they can. */
function refusal({ world, commandRights }: State, spot: Spot, { body, guildId }: Command): string | undefined {
  const { user, guild, channel, context, userInstalled } = spot;
  const who = `${user.name} cannot use "${body.name}"`;
  const types = body.integration_types ?? [0];
  const contexts = body.contexts ?? (body.dm_permission === false ? [0] : [0, 1, 2]);
  if (channel.thread?.archived) return `${who}: the thread is archived.`;
  if (guildId !== undefined && (guildId !== guild?.id || userInstalled)) return `${who}: it belongs to another server.`;
  if (guildId === undefined) {
    if (!contexts.some(it => it === context)) return `${who}: it is not made for context ${context}.`;
    if (userInstalled && !types.includes(1)) return `${who}: it cannot be installed by a user.`;
    if (!userInstalled && !types.includes(0) && !user.installed) return `${who}: they have not installed the app.`;
  }
  if (!guild) return undefined;
  const granted = permissionsIn(world, guild, user.id, channel);
  const needed: (keyof typeof PERMISSIONS)[] = ['USE_APPLICATION_COMMANDS'];
  if (!has(granted, ...needed)) return `${who}: they may not use commands in #${channel.name}.`;
  const wanted = body.default_member_permissions;
  if (wanted === null || wanted === undefined || has(granted, 'ADMINISTRATOR')) return undefined;
  const rights = commandRights.get(`${guild.id} ${body.name}`) ?? [];
  const here = channel.thread ? channel.parentId : channel.id;
  const said = [...rights, ...(commandRights.get(`${guild.id} `) ?? [])].find(({ id }) => id === here);
  if (said?.permission === false) return `${who}: the server closes it in #${channel.name}.`;
  if (rights.some(({ type: kind }) => kind !== CHANNEL))
    return letIn(rights, guild, user.id) ? undefined : `${who}: the server lets others run it.`;
  const missing = wanted === '0' || (granted & BigInt(wanted)) !== BigInt(wanted);
  return missing ? `${who}: it is for members with the permissions ${wanted}.` : undefined;
}

/**
 * What a rule is about:
 * https://discord.com/developers/docs/interactions/application-commands#application-command-permissions-object
 */
const CHANNEL = 3;

/**
 * What the server decided of a command stands in place of the command's default: one role that allows is enough,
 * @everyone comes last.
 */
function letIn(rights: readonly { id: string; permission: boolean }[], guild: Guild, userId: string): boolean {
  const roles = guild.members.get(userId)?.roles ?? [];
  const own = rights.filter(({ id }) => roles.includes(id));
  if (own.length > 0) return own.some(({ permission }) => permission);
  return rights.some(({ id, permission }) => id === guild.id && permission);
}

/** The command itself, or its subcommand of that name (`list`, or `group list`). */
export function findLeaf({ body }: Command, subcommand: string | undefined): CommandLeaf {
  const leaves = leavesOf(body);
  const found = leaves.find(leaf => leaf.subcommand === subcommand);
  if (found) return found;
  const names = leaves.flatMap(leaf => leaf.subcommand ?? []);
  if (names.length === 0) throw new Error(`/${body.name} has no subcommands.`);
  throw new Error(`/${body.name} needs one of its subcommands: ${names.join(', ')}.`);
}
