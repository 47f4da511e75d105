import { randomBytes } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import { HELD_MS, type HeldLease, holdLease, type Leases } from '../store/index.ts';

/** The lease of one shard, and how it passes from one process to another. */
export interface GatewayLease {
  /** Takes it if nobody has it. One whose end nobody has moved for as long as a lease lasts was left behind. */
  take(): Promise<HeldLease | undefined>;
  /** When it ends if nobody renews it, in ms since the epoch. */
  end(): Promise<number | undefined>;
  /** Takes the place of the next one; undefined when another process has it. */
  standBy(): Promise<HeldLease | undefined>;
  isStoodBy(): Promise<boolean>;
  /** Whoever has it asks the next one to connect, until then. */
  ask(until: number): Promise<void>;
  /** Whether the next one is asked, and has not said yet that it is connected. */
  isAsked(): Promise<boolean>;
  /** The next one is connected. */
  answer(): Promise<void>;
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
  const isThere = async (what: string) => ((await leases.end(what)) ?? 0) > clock.now();
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
    standBy: () => holdLease({ leases, name: standby, clock, log, onLost: () => {} }),
    isStoodBy: () => isThere(standby),
    async ask(until) {
      await leases.hold(handOver, randomBytes(9).toString('base64url'), clock.now(), until);
    },
    isAsked: () => isThere(handOver),
    answer: () => leases.clear(handOver),
  };
}
