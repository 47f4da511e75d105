import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import type { Store } from '../store/index.ts';
import { HELD_MS, type HeldLease, holdLease } from '../store/index.ts';

const NAME = 'gateway';

/**
 * Of the processes on one database only one may be connected to Discord's gateway: two would each get every
 * interaction, and answer it twice. Waits for as long as a process that was killed may have left its lease behind.
 * @throws {OperatorError} when another process is connected.
 */
export async function holdGateway({
  store: { leases },
  clock,
  log,
  onLost,
}: {
  store: Pick<Store, 'leases'>;
  clock: Clock;
  log: Log;
  onLost: (error: Error) => void;
}): Promise<HeldLease> {
  const hold = (left?: number) =>
    holdLease({ leases, name: NAME, clock, log, left, onLost: () => onLost(new OperatorError(OTHER)) });
  const lease = await hold();
  if (lease) return lease;
  log.info('Another Offprint was connected with this database a moment ago; waiting to see whether it still is');
  const end = (await leases.end(NAME)) ?? clock.now();
  await new Promise<void>(resolve => clock.after(Math.min(HELD_MS, end - clock.now()), resolve));
  const later = await hold(end);
  if (!later) throw new OperatorError(OTHER);
  return later;
}

const OTHER =
  'Another Offprint is connected to Discord with this database; two would answer everything twice. End that one first. More processes that only deliver are started with: npm run worker.';
