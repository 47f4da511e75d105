import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { type HeldLease, holdLease, type Leases } from '../../store/index.ts';
import type { LeaseWatch } from './lease-watch.ts';
import type { Pauses } from './pauses.ts';

/** Between two looks whether those that reckon otherwise have ended, in ms. */
const LOOK_MS = 1_000;
const ALL = 'gateway-member-';

/** The part of a process in the shards of its bot. */
export interface Membership {
  /** How many shards are its own, of `count`: as many as anybody's, and one more for the first of them. */
  share(): Promise<number>;
  leave(): Promise<void>;
}

/** How the processes of a bot reckon: they all have the same number of shards, and all share or none does. */
export interface Reckoning {
  /** How many shards the bot has. */
  count: number;
  /** Each process is for shards of its own, by its settings. */
  isFixed: boolean;
}

/** The number of shards that the processes which run now reckon with; undefined where none takes part. */
export async function countInUse(leases: Pick<Leases, 'ends'>, now: number): Promise<number | undefined> {
  const kept = (await leases.ends(ALL)).filter(({ end }) => end > now);
  const counts = kept.map(({ name }) => Number.parseInt(name.slice(ALL.length), 10)).filter(count => count > 0);
  return counts[0];
}

/** Takes part, as soon as nobody does who reckons otherwise. */
export async function joinShards({
  reckoning: { count, isFixed },
  leases,
  watch,
  clock,
  log,
  pauses,
}: {
  reckoning: Reckoning;
  leases: Leases;
  watch: LeaseWatch;
  clock: Clock;
  log: Log;
  pauses: Pauses;
}): Promise<Membership | undefined> {
  const likeUs = `${ALL}${count}-${isFixed ? 'fixed' : 'shared'}-`;
  const name = `${likeUs}${randomBytes(9).toString('base64url')}`;

  /** Those that reckon otherwise; one that is connected and no member reckons with one shard. */
  async function strangers(): Promise<string[]> {
    const all = await watch.kept(ALL);
    const isAlone = count > 1 && all.length === 0 && (await watch.look('gateway')) === 'kept';
    return isAlone ? ['gateway'] : all.filter(member => !member.startsWith(likeUs));
  }

  async function tryToJoin(): Promise<HeldLease | 'strangers'> {
    if ((await strangers()).length > 0) return 'strangers';
    const lease = await holdLease({ leases, name, clock, log, onLost: () => {} });
    // Of two that begin at once one stays.
    if (lease && (await strangers()).every(member => member > name)) return lease;
    await lease?.release();
    return 'strangers';
  }

  async function join(): Promise<HeldLease | undefined> {
    for (let isTold = false; !pauses.isOver; ) {
      const joined = await tryToJoin().catch(err =>
        log.debug({ err }, 'The processes of this bot could not be looked at; it is tried again'),
      );
      if (joined === 'strangers' && !isTold) {
        isTold = true;
        log.warn(
          { shards: count, shardIds: isFixed },
          'Another Offprint runs with another number of shards, or only one of the two has SHARD_IDS; waiting until it ends',
        );
      }
      if (joined && joined !== 'strangers') return joined;
      if (!pauses.isOver) await pauses.pause(LOOK_MS);
    }
    return undefined;
  }

  const lease = await join();
  return (
    lease && {
      async share() {
        const members = (await watch.kept(likeUs)).sort();
        const number = Math.max(1, members.length);
        const rank = members.indexOf(name);
        return Math.max(1, Math.floor(count / number) + (rank >= 0 && rank < count % number ? 1 : 0));
      },
      leave: () => lease.release(),
    }
  );
}
