/** Discord's permissions that matter for a bot that posts, by the names and bits of its documentation. */
export const PERMISSIONS = {
  ADMINISTRATOR: 1n << 3n,
  MANAGE_CHANNELS: 1n << 4n,
  MANAGE_GUILD: 1n << 5n,
  ADD_REACTIONS: 1n << 6n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MENTION_EVERYONE: 1n << 17n,
  USE_EXTERNAL_EMOJIS: 1n << 18n,
  CONNECT: 1n << 20n,
  MUTE_MEMBERS: 1n << 22n,
  MOVE_MEMBERS: 1n << 24n,
  MANAGE_ROLES: 1n << 28n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  MANAGE_EVENTS: 1n << 33n,
  MANAGE_THREADS: 1n << 34n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  CREATE_PRIVATE_THREADS: 1n << 36n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
  CREATE_EVENTS: 1n << 44n,
  SEND_POLLS: 1n << 49n,
  USE_EXTERNAL_APPS: 1n << 50n,
} as const satisfies Record<string, bigint>;

export type PermissionName = keyof typeof PERMISSIONS;

const ALL_PERMISSIONS = (1n << 53n) - 1n;

/** All names' bits together. */
export function bits(...names: PermissionName[]): bigint {
  return names.reduce((sum, name) => sum | PERMISSIONS[name], 0n);
}

export function has(granted: bigint, ...names: PermissionName[]): boolean {
  const wanted = bits(...names);
  return (granted & wanted) === wanted;
}

/** Allows or denies for one role (type 0) or one member (type 1) in one channel. */
export interface Overwrite {
  id: string;
  type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

export interface PermissionQuestion {
  guildId: string;
  ownerId: string;
  userId: string;
  /** Permissions of each role of the guild, by id; the role whose id is the guild's is @everyone. */
  roles: ReadonlyMap<string, { permissions: bigint }>;
  memberRoles: readonly string[];
  /** Members who are timed out only see and read. */
  timedOut?: boolean;
  /** Of the channel, or of a thread's parent; missing when the question is about the guild as a whole. */
  overwrites?: readonly Overwrite[];
}

/**
 * What a member may do in a channel: the algorithm of Discord's documentation, topics/permissions, "Permission
 * Overwrites".
 */
export function permissionsOf(question: PermissionQuestion): bigint {
  const granted = untimed(question);
  // "All permissions except VIEW_CHANNEL and READ_MESSAGE_HISTORY" (documentation, topics/permissions, "Permissions for
  // Timed Out Members").
  const exempt = granted === ALL_PERMISSIONS;
  return question.timedOut && !exempt ? granted & bits('VIEW_CHANNEL', 'READ_MESSAGE_HISTORY') : granted;
}

function untimed(question: PermissionQuestion): bigint {
  const { guildId, ownerId, userId, roles, memberRoles, overwrites } = question;
  if (userId === ownerId) return ALL_PERMISSIONS;
  let granted = roles.get(guildId)?.permissions ?? 0n;
  for (const id of memberRoles) granted |= roles.get(id)?.permissions ?? 0n;
  if (has(granted, 'ADMINISTRATOR')) return ALL_PERMISSIONS;
  if (!overwrites) return granted;

  const apply = (some: readonly Overwrite[]) => {
    for (const { deny } of some) granted &= ~deny;
    for (const { allow } of some) granted |= allow;
  };
  apply(overwrites.filter(({ id }) => id === guildId));
  apply(overwrites.filter(({ id, type }) => type === 0 && id !== guildId && memberRoles.includes(id)));
  apply(overwrites.filter(({ id, type }) => type === 1 && id === userId));
  // Who cannot see a channel can do nothing in it.
  return has(granted, 'VIEW_CHANNEL') ? granted : 0n;
}
