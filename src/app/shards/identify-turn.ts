import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Leases } from '../../store/index.ts';
import type { Pauses } from './pauses.ts';

/**
 * Discord lets one shard of a bucket in every 5 s, whichever process it is of
 * (https://discord.com/developers/docs/events/gateway#sharding-max-concurrency). In ms.
 */
const BETWEEN_SESSIONS_MS = 5_000;
const LOOK_MS = 1_000;
const PREFIX = 'gateway-identify-';
/** No turn has ended by then: another's is taken by the end that was seen, or not at all. */
const NEVER = 0;
/** A turn that was taken so long ago is over, also where clocks differ by minutes; in ms. */
const LONG_AGO_MS = 3 * 60_000;

/**
 * Waits for the turn of this process to ask for a session; no longer than it takes part. Clocks of processes differ, so
 * a turn is over when it has stood for 5 s by this process's clock, and not at the time that its taker wrote.
 */
export function identifyTurn({
  leases,
  clock,
  pauses,
}: {
  leases: Leases;
  clock: Clock;
  pauses: Pauses;
}): (bucket: number) => Promise<void> {
  /** The turn that was seen last in each bucket, by its end, and since when. */
  const seen = new Map<string, { end: number; since: number }>();
  // Who stands by for a while has nothing to wait for when it takes over.
  const lookedAround = leases.ends(PREFIX).then(
    turns => {
      for (const { name, end } of turns) seen.set(name, { end, since: clock.now() });
    },
    () => undefined,
  );

  /** Answers after how many ms to look again; 0 when it is this process's turn. */
  async function tryToBegin(bucket: number): Promise<number> {
    const name = `${PREFIX}${bucket}`;
    await lookedAround;
    const end = await leases.end(name);
    const now = clock.now();
    if (end !== undefined && end + LONG_AGO_MS > now) {
      const before = seen.get(name);
      const since = before?.end === end ? Math.min(before.since, now) : now;
      seen.set(name, { end, since });
      const waitMs = since + BETWEEN_SESSIONS_MS - now;
      if (waitMs > 0) return Math.min(LOOK_MS, waitMs);
    }
    const holder = randomBytes(9).toString('base64url');
    const until = now + BETWEEN_SESSIONS_MS;
    // Whoever has taken it meanwhile has moved its end.
    if (!(await leases.hold(name, holder, NEVER, until, end))) return LOOK_MS;
    seen.set(name, { end: until, since: now });
    return 0;
  }

  return async bucket => {
    while (!pauses.isOver) {
      // A database that is away keeps nobody from Discord.
      const waitMs = await tryToBegin(bucket).catch(() => 0);
      if (waitMs === 0) return;
      await pauses.pause(waitMs);
    }
  };
}
