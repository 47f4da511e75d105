import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { type HeldLease, holdLease, type Leases } from '../../store/index.ts';
import type { Pauses } from './pauses.ts';

/** Between two looks whether those that reckon with another number of shards have ended, in ms. */
const LOOK_MS = 1_000;
const ALL = 'gateway-member-';

/** The part of a process in the shards of its bot. */
export interface Membership {
  /** How many shards are its own, of `count`: as many as anybody's, and one more for the first of them. */
  share(): Promise<number>;
  leave(): Promise<void>;
}

/** Takes part, as soon as nobody does who reckons with another number of shards. */
export async function joinShards({
  count,
  leases,
  clock,
  log,
  pauses,
}: {
  count: number;
  leases: Leases;
  clock: Clock;
  log: Log;
  pauses: Pauses;
}): Promise<Membership> {
  const likeUs = `${ALL}${count}-`;
  const name = `${likeUs}${randomBytes(9).toString('base64url')}`;

  /** Those that reckon with another number; one that is connected and no member reckons with one. */
  async function strangers(): Promise<string[]> {
    const all = await leases.held(ALL, clock.now());
    const isAlone = count > 1 && all.length === 0 && ((await leases.end('gateway')) ?? 0) > clock.now();
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

  async function join(): Promise<HeldLease> {
    for (let isTold = false; ; ) {
      const joined = await tryToJoin().catch(err =>
        log.debug({ err }, 'The processes of this bot could not be looked at; it is tried again'),
      );
      if (joined === 'strangers' && !isTold) {
        isTold = true;
        log.warn({ shards: count }, 'Another Offprint runs with another number of shards; waiting until it ends');
      }
      if (joined && joined !== 'strangers') return joined;
      await pauses.pause(LOOK_MS);
    }
  }

  const lease = await join();
  return {
    async share() {
      const members = (await leases.held(likeUs, clock.now())).sort();
      const number = Math.max(1, members.length);
      const rank = members.indexOf(name);
      return Math.max(1, Math.floor(count / number) + (rank >= 0 && rank < count % number ? 1 : 0));
    },
    leave: () => lease.release(),
  };
}
