import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { HELD_MS, type HeldLease, holdLease, type Leases } from '../../store/index.ts';

/** An ask lasts until it is settled, whatever the clocks say; in ms. */
const ASK_MS = 24 * 60 * 60_000;

/** The lease of one shard, and how it passes from one process to another. */
export interface GatewayLease {
  /** Takes it if nobody has it. One whose end nobody has moved for as long as a lease lasts was left behind. */
  take(): Promise<HeldLease | undefined>;
  /** When it ends if nobody renews it, in ms since the epoch. */
  end(): Promise<number | undefined>;
  /** Takes the place of the next one; undefined when another process has it. `onLost`: another one has taken it. */
  standBy(onLost: () => void): Promise<HeldLease | undefined>;
  isStoodBy(): Promise<boolean>;
  /** Whoever has the lease asks the next one to connect. */
  ask(): Promise<void>;
  /** Whether the next one is asked, and neither has come nor is called off. */
  isAsked(): Promise<boolean>;
  /**
   * The next one has come, or whoever asked calls it off: who does so first decides. False when the other one was
   * first, or nobody was asked.
   */
  settle(): Promise<boolean>;
}

/** @param onLost Another process has taken it, as when this one was stopped for longer than it lasts. */
export function gatewayLease({
  shard: { id, count },
  leases,
  clock,
  log,
  onLost,
}: {
  shard: { id: number; count: number };
  leases: Leases;
  clock: Clock;
  log: Log;
  onLost: () => void;
}): GatewayLease {
  const name = count === 1 ? 'gateway' : `gateway-${id}`;
  const standby = `${name}-standby`;
  const handOver = `${name}-handover`;
  let seen: { end: number; at: number } | undefined;

  return {
    async take() {
      const end = await leases.end(name);
      if (end === undefined) seen = undefined;
      else if (end !== seen?.end) seen = { end, at: clock.now() };
      const left = seen !== undefined && clock.now() - seen.at >= HELD_MS ? seen.end : undefined;
      return holdLease({ leases, name, clock, log, left, onLost });
    },
    end: () => leases.end(name),
    standBy: lost => holdLease({ leases, name: standby, clock, log, onLost: lost }),
    isStoodBy: async () => ((await leases.end(standby)) ?? 0) > clock.now(),
    async ask() {
      await leases.clear(handOver);
      await leases.hold(handOver, randomBytes(9).toString('base64url'), clock.now(), clock.now() + ASK_MS);
    },
    isAsked: async () => (await leases.end(handOver)) !== undefined,
    settle: () => leases.clear(handOver),
  };
}
