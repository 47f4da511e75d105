import { randomBytes } from 'node:crypto';
import { type Clock, pause } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Leases } from './leases.ts';

/** How long a process that ended without a word keeps the next one waiting, in ms. */
export const HELD_MS = 30_000;
const RENEWED_MS = 10_000;
/** No lease has ended by then: what another process has is left to it. */
const NEVER = 0;
/** A process that has not looked at its lease for so long has slept, in ms. */
const ASLEEP_MS = 15_000;

/**
 * How long an answer waits for that look while the database is silent, in ms: a person is answered within 3 s, and a
 * search needs no database.
 */
const LOOK_MS = 700;

export interface HeldLease {
  /**
   * Whether it is still ours; looked up where that is not known for sure any more: this process has slept, or the
   * database is away. What cannot be found out counts as before.
   */
  isHeld(): Promise<boolean>;
  /** Gives it back at once, or leaves it behind so that nobody has it until then (ms since the epoch). */
  release(until?: number): Promise<void>;
}

/**
 * Takes a task that only one process at a time may have, and keeps it until it is released; undefined when another
 * process has it.
 * @param onLost called once when another process has taken it meanwhile, as when this one was stopped for longer than
 * it holds.
 */
export async function holdLease({
  leases,
  name,
  clock,
  log,
  only,
  onLost,
}: {
  leases: Leases;
  name: string;
  clock: Clock;
  log: Log;
  /**
   * Takes it only if nobody has it, or if it still has this end, which nobody has moved for {@link HELD_MS}. Missing:
   * also when it has ended by this process's clock.
   */
  only?: 'free' | { left: number } | undefined;
  onLost: () => void;
}): Promise<HeldLease | undefined> {
  const holder = randomBytes(9).toString('base64url');
  const hold = (endedBy: number, left?: number) => leases.hold(name, holder, endedBy, clock.now() + HELD_MS, left);
  const left = typeof only === 'object' ? only.left : undefined;
  if (!(await hold(only ? NEVER : clock.now(), left))) return undefined;
  let cancel = clock.after(RENEWED_MS, renew);
  let released = false;
  let lost = false;
  let lookedAt = clock.now();
  /** Looks under way; one that hangs keeps nobody from looking again. */
  const looking = new Set<Promise<void>>();
  let latest: { since: number; look: Promise<void> } | undefined;

  async function keep(): Promise<void> {
    try {
      if (released || lost) return;
      const isOurs = await hold(NEVER);
      lookedAt = clock.now();
      if (isOurs || released) return;
      lost = true;
      onLost();
    } catch (err) {
      log.debug({ err, name }, 'A lease could not be renewed; it is tried again');
    }
  }

  function look(): Promise<void> {
    if (latest && Math.abs(clock.now() - latest.since) <= LOOK_MS) return latest.look;
    const own = keep().finally(() => {
      looking.delete(own);
      if (latest?.look === own) latest = undefined;
    });
    looking.add(own);
    latest = { since: clock.now(), look: own };
    return own;
  }

  async function renew(): Promise<void> {
    await look();
    if (!released && !lost) cancel = clock.after(RENEWED_MS, renew);
  }

  return {
    async isHeld() {
      if (Math.abs(clock.now() - lookedAt) > ASLEEP_MS) await Promise.race([look(), pause(clock, LOOK_MS)]);
      return !lost;
    },
    async release(until) {
      released = true;
      cancel();
      // A renewal under way would write it again.
      await Promise.all(looking);
      try {
        if (until === undefined) await leases.release(name, holder);
        else await leases.hold(name, holder, NEVER, until);
      } catch (err) {
        log.debug({ err, name }, 'A lease could not be given back; it ends by itself');
      }
    },
  };
}
