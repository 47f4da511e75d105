import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { type HeldLease, holdLease, type Leases } from '../../store/index.ts';
import type { LeaseWatch } from './lease-watch.ts';

/** An ask lasts until it is settled, whatever the clocks say; in ms. */
const ASK_MS = 24 * 60 * 60_000;

/** The lease of one shard, and how it passes from one process to another. */
export interface GatewayLease {
  /** Takes it if nobody has it, or if it was left behind. */
  take(): Promise<HeldLease | undefined>;
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
  watch,
  clock,
  log,
  onLost,
}: {
  shard: { id: number; count: number };
  leases: Leases;
  watch: LeaseWatch;
  clock: Clock;
  log: Log;
  onLost: () => void;
}): GatewayLease {
  const name = count === 1 ? 'gateway' : `gateway-${id}`;
  const standby = `${name}-standby`;
  const handOver = `${name}-handover`;

  async function takeUnlessKept(task: string, lost: () => void): Promise<HeldLease | undefined> {
    const only = await watch.look(task);
    return only === 'kept' ? undefined : holdLease({ leases, name: task, clock, log, only, onLost: lost });
  }

  return {
    take: () => takeUnlessKept(name, onLost),
    standBy: lost => takeUnlessKept(standby, lost),
    isStoodBy: async () => (await watch.look(standby)) === 'kept',
    async ask() {
      await leases.clear(handOver);
      await leases.hold(handOver, randomBytes(9).toString('base64url'), clock.now(), clock.now() + ASK_MS);
    },
    isAsked: async () => (await leases.end(handOver)) !== undefined,
    settle: () => leases.clear(handOver),
  };
}
