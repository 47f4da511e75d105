import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { OperatorError } from './operator-error.ts';
import type { Store } from './store/index.ts';

const NAME = 'gateway';
/** How long a process that ended without a word keeps the next one waiting, in ms. */
const HELD_MS = 30_000;
const RENEWED_MS = 10_000;

export interface GatewayLease {
  release(): Promise<void>;
}

/**
 * Of the processes on one database only one may be connected to Discord's gateway: two would each get every interaction, and answer it
 * twice. Waits for as long as a process that was killed may have left its lease behind.
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
}): Promise<GatewayLease> {
  const holder = randomBytes(9).toString('base64url');
  const hold = () => leases.hold(NAME, holder, clock.now(), clock.now() + HELD_MS);
  if (!(await hold())) {
    log.info('Another Offprint was connected with this database a moment ago; waiting to see whether it still is');
    const end = (await leases.end(NAME)) ?? clock.now();
    await new Promise<void>(resolve => clock.after(Math.min(HELD_MS, end - clock.now()), resolve));
    if (!(await hold())) throw new OperatorError(OTHER);
  }
  let cancel = clock.after(RENEWED_MS, renew);
  let released = false;

  async function renew(): Promise<void> {
    try {
      if (released) return;
      if (!(await hold()) && !released) return onLost(new OperatorError(OTHER));
    } catch (err) {
      log.debug({ err }, 'The lease of the gateway could not be renewed; it is tried again');
    }
    if (!released) cancel = clock.after(RENEWED_MS, renew);
  }

  return {
    async release() {
      released = true;
      cancel();
      try {
        await leases.release(NAME, holder);
      } catch (err) {
        log.debug({ err }, 'The lease of the gateway could not be given back; it ends by itself');
      }
    },
  };
}

const OTHER =
  'Another Offprint is connected to Discord with this database; two would answer everything twice. End that one first. More processes that only deliver are started with: npm run worker.';
