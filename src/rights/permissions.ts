/**
 * Discord's permissions that decide what the bot does for a person, with their bits and their names in Discord's
 * settings.
 */
export const RIGHTS = {
  view: { bit: 1n << 10n, name: 'View Channel' },
  send: { bit: 1n << 11n, name: 'Send Messages' },
  history: { bit: 1n << 16n, name: 'Read Message History' },
  connect: { bit: 1n << 20n, name: 'Connect' },
  manageThreads: { bit: 1n << 34n, name: 'Manage Threads' },
  createThreads: { bit: 1n << 35n, name: 'Create Public Threads' },
  sendInThreads: { bit: 1n << 38n, name: 'Send Messages in Threads' },
} as const;

export type Right = keyof typeof RIGHTS;

const ADMINISTRATOR = 1n << 3n;
const EVERYTHING = (1n << 60n) - 1n;
/**
 * What a timed-out member keeps.
 * https://discord.com/developers/docs/topics/permissions#permissions-for-timed-out-members
 */
const IN_TIME_OUT = RIGHTS.view.bit | RIGHTS.history.bit;

/** Allows or denies for a role or a member in one channel. */
export interface Overwrite {
  /** Of the role or the member. */
  id: string;
  allow: bigint;
  deny: bigint;
}

export interface Standing {
  userId: string;
  /** Without @everyone. */
  roleIds: readonly string[];
  guild: {
    id: string;
    ownerId: string;
    /** The permissions of each role; the role whose id is the guild's is @everyone. */
    roles: ReadonlyMap<string, bigint>;
  };
  /** Of the channel; of a thread: those of the channel that it hangs in. */
  overwrites: readonly Overwrite[];
}

/** What a member may do in a channel: https://discord.com/developers/docs/topics/permissions#permission-overwrites */
export function permissionsIn({ userId, roleIds, guild, overwrites }: Standing): bigint {
  if (guild.ownerId === userId) return EVERYTHING;
  const layers = [[guild.id], roleIds, [userId]];
  let granted = [guild.id, ...roleIds].reduce((sum, id) => sum | (guild.roles.get(id) ?? 0n), 0n);
  if ((granted & ADMINISTRATOR) !== 0n) return EVERYTHING;
  for (const ids of layers) {
    const those = overwrites.filter(({ id }) => ids.includes(id));
    for (const { deny } of those) granted &= ~deny;
    for (const { allow } of those) granted |= allow;
  }
  return granted;
}

/**
 * What is left of granted permissions: who cannot see a channel can do nothing in it, and a time-out leaves only
 * reading.
 */
export function inForce(granted: bigint, timedOut: boolean): bigint {
  if ((granted & ADMINISTRATOR) !== 0n) return EVERYTHING;
  if ((granted & RIGHTS.view.bit) === 0n) return 0n;
  return timedOut ? granted & IN_TIME_OUT : granted;
}

export function has(granted: bigint, right: Right): boolean {
  return (granted & RIGHTS[right].bit) !== 0n;
}

/**
 * Whether everyone who sees one channel surely sees the other: that one is open to all, or the same people are let in
 * and kept out. Where roles would have to be compared the answer is no: what is kept back harms nobody, what is shown
 * cannot be taken back.
 */
export function isAsOpen(here: readonly Overwrite[], there: readonly Overwrite[], everyone: Overwrite): boolean {
  const view = RIGHTS.view.bit;
  const aboutSeeing = (overwrites: readonly Overwrite[]) =>
    overwrites
      .filter(({ allow, deny }) => ((allow | deny) & view) !== 0n)
      .map(({ id, allow, deny }) => `${id} ${(allow & view) !== 0n} ${(deny & view) !== 0n}`)
      .sort()
      .join();
  const own = there.find(({ id }) => id === everyone.id);
  const openToAll = ((everyone.allow | (own?.allow ?? 0n)) & view) !== 0n;
  if (openToAll && there.every(({ deny }) => (deny & view) === 0n)) return true;
  return aboutSeeing(here) === aboutSeeing(there);
}
