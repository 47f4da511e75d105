import { type NonThreadGuildBasedChannel, PermissionsBitField } from 'discord.js';
import { inForce, permissionsIn } from '../rights/index.ts';

/** Who a question about rights is about. */
export interface Holder {
  userId: string;
  roleIds: readonly string[];
  /** Timed out until then, ms since the epoch. */
  timedOutUntil?: number;
}

/** What decides on rights in a channel. */
export interface Rights {
  guildId: string;
  ownerId: string;
  /** Of each role, by its id; the role whose id is the server's is @everyone. */
  roles: ReadonlyMap<string, bigint>;
  overwrites: readonly { id: string; allow: bigint; deny: bigint }[];
}

/**
 * What a member may do in a channel (https://discord.com/developers/docs/topics/permissions#permission-overwrites);
 * without time-outs, see {@link isTimedOut}.
 */
export function grantedTo({ guildId, ownerId, roles, overwrites }: Rights, { userId, roleIds }: Holder) {
  const granted = permissionsIn({ userId, roleIds, guild: { id: guildId, ownerId, roles }, overwrites });
  return asGranted(granted);
}

/** What permissions are worth: who cannot see a channel can do nothing in it. */
export function asGranted(permissions: bigint) {
  return new PermissionsBitField(inForce(permissions, false));
}

/** Whether a member only sees and reads, whatever their roles say; administrators and the owner cannot be timed out. */
export function isTimedOut(
  { guildId, ownerId, roles }: Rights,
  { userId, roleIds, timedOutUntil }: Holder,
  now: number,
) {
  if (timedOutUntil === undefined || timedOutUntil <= now || ownerId === userId) return false;
  return ![guildId, ...roleIds].some(id => new PermissionsBitField(roles.get(id) ?? 0n).has('Administrator', false));
}

/** As the gateway has told it. */
export function rightsIn({ guild, permissionOverwrites }: NonThreadGuildBasedChannel): Rights {
  return {
    guildId: guild.id,
    ownerId: guild.ownerId,
    roles: new Map(guild.roles.cache.map(({ id, permissions }) => [id, permissions.bitfield])),
    overwrites: permissionOverwrites.cache.map(({ id, allow, deny }) => ({
      id,
      allow: allow.bitfield,
      deny: deny.bitfield,
    })),
  };
}
