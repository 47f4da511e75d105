import { randomBytes } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import type { Store } from '../store/index.ts';
import { HELD_MS, type HeldLease, holdLease } from '../store/index.ts';
import { interactionClaims } from './interaction-claims.ts';

/** Who is connected. */
const GATEWAY = 'gateway';
/** Who is next. */
const STANDBY = 'gateway-standby';
/** Whoever is connected ends, and asks the next one to come. */
const HANDOVER = 'gateway-handover';

/** How long a standby is given to connect, of the 9 s that an end may take: Discord needs one to two. In ms. */
const HANDOVER_MS = 5_000;
/** Between two looks while the connection passes on, in ms. */
const SOON_MS = 100;
/** Between two looks of a standby that hears no signals, in ms. */
const LOOK_DEAF_MS = 1_000;
/** What has reached both processes has been answered by then, in ms: Discord waits for 3 s. */
const OVERLAP_MS = 10_000;

export interface GatewayTurn {
  /** Whether this process may do something now; with an id, whether this interaction is its own. */
  mayAct(interactionId?: string): Promise<boolean>;
  /** This process is connected. Resolves when no other one is that goes on. */
  arrived(): Promise<void>;
  /** Before leaving Discord: waits until the standby is connected, if there is one and it comes in time. */
  handOver(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Of the processes on one database only one is connected to Discord's gateway: two would each get every interaction.
 * Resolves when this one may connect: at once, or when the one that is connected ends (hand-over) or has died (its
 * lease runs out). In a hand-over both are connected for a moment, so that nothing is missed: each interaction then
 * belongs to the one that claims it first.
 * @param onLost Another process has taken over, as when this one was stopped for longer than its lease lasts.
 */
export async function takeGateway({
  store: { leases, signals },
  clock,
  log,
  onLost,
}: {
  store: Pick<Store, 'leases' | 'signals'>;
  clock: Clock;
  log: Log;
  onLost: (error: Error) => void;
}): Promise<GatewayTurn> {
  const claims = interactionClaims(leases, clock);
  const hold = (left?: number) =>
    holdLease({ leases, name: GATEWAY, clock, log, left, onLost: () => onLost(new OperatorError(TAKEN)) });
  const isThere = async (name: string) => ((await leases.end(name)) ?? 0) > clock.now();

  /** Until a signal comes, or for that long. */
  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      const goOn = () => {
        cancel();
        unhear();
        resolve();
      };
      const cancel = clock.after(ms, goOn);
      const unhear = signals.listen('gateway', goOn);
    });

  /** Tries to take the lease. One whose end nobody has moved for as long as a lease lasts was left behind. */
  function taker(): () => Promise<HeldLease | undefined> {
    let seen: { end: number; at: number } | undefined;
    return async () => {
      const end = await leases.end(GATEWAY);
      if (end === undefined || end !== seen?.end) seen = end === undefined ? undefined : { end, at: clock.now() };
      return hold(seen !== undefined && clock.now() - seen.at >= HELD_MS ? seen.end : undefined);
    };
  }

  /** For how long the one that is connected has its lease, if it dies now; in ms. */
  const untilItsEnd = async () => {
    const end = await leases.end(GATEWAY).catch(() => undefined);
    return end === undefined ? LOOK_DEAF_MS : Math.min(HELD_MS, Math.max(LOOK_DEAF_MS, end - clock.now()));
  };

  /** The lease; or undefined, when this process is to connect before the other one leaves. */
  async function standBy(): Promise<HeldLease | undefined> {
    const take = taker();
    const look = async () => {
      if (!place) {
        place = await holdLease({ leases, name: STANDBY, clock, log, left: undefined, onLost: () => {} });
        if (place) log.info('This Offprint stands by: it takes over when the one that is connected ends');
      }
      if (place && (await isThere(HANDOVER))) return 'asked';
      return take();
    };
    for (;;) {
      const found = await look().catch(err => log.debug({ err }, 'A standby could not look; it tries again'));
      if (found === 'asked') return undefined;
      if (found) {
        await place?.release();
        return found;
      }
      await pause(signals.isListening ? await untilItsEnd() : LOOK_DEAF_MS);
    }
  }

  /** That of the next one, until this process has taken over. */
  let place: HeldLease | undefined;
  let cancelEnd = () => {};
  let lease = await hold();
  if (!lease) {
    log.info('Another Offprint is connected to Discord with this database');
    lease = await standBy();
    log.info(
      lease ? 'The other Offprint has gone; this one takes over' : 'The other Offprint ends; this one takes over',
    );
  }
  if (!lease) claims.begin();

  return {
    async mayAct(interactionId) {
      if (interactionId !== undefined && claims.isNeeded) return claims.take(interactionId);
      return lease?.isHeld() ?? false;
    },
    async arrived() {
      if (!lease) {
        await leases.clear(HANDOVER);
        signals.send('gateway');
        const take = taker();
        for (;;) {
          lease = await take().catch(
            err => void log.debug({ err }, 'The lease could not be asked for; it tries again'),
          );
          if (lease) break;
          await pause(SOON_MS);
        }
        await place?.release();
        log.info('This Offprint has taken over');
      }
      cancelEnd = clock.after(OVERLAP_MS, () => {
        claims
          .end()
          .catch(err => log.debug({ err }, 'Claims of interactions were left behind; the next start ends them'));
      });
    },
    async handOver() {
      if (!(await isThere(STANDBY))) return;
      log.info('Another Offprint stands by; it connects before this one leaves');
      claims.begin();
      const until = clock.now() + HANDOVER_MS;
      await leases.hold(HANDOVER, randomBytes(9).toString('base64url'), clock.now(), until);
      signals.send('gateway');
      while (await isThere(HANDOVER)) await pause(SOON_MS);
    },
    async release() {
      cancelEnd();
      await place?.release();
      await lease?.release();
      signals.send('gateway');
    },
  };
}

const TAKEN =
  'Another Offprint has taken over the connection to Discord, since this one did not move for a while. Start this one again: it then stands by.';
