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

/** Waits for the turn of this process to ask for a session; no longer than it takes part. */
export function identifyTurn({
  leases,
  clock,
  pauses,
}: {
  leases: Leases;
  clock: Clock;
  pauses: Pauses;
}): (bucket: number) => Promise<void> {
  return async bucket => {
    const holder = randomBytes(9).toString('base64url');
    const mayBegin = () => {
      const now = clock.now();
      return leases.hold(`gateway-identify-${bucket}`, holder, now, now + BETWEEN_SESSIONS_MS);
    };
    // A database that is away keeps nobody from Discord.
    while (!pauses.isOver && !(await mayBegin().catch(() => true))) await pauses.pause(LOOK_MS);
  };
}
