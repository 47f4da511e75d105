import { type Clock, pause } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Leases } from '../../store/index.ts';
import { HELD_MS, holdLease } from '../../store/index.ts';

/** Services that share one connection and one pace; all of arXiv's are one. */
export type Service = 'arxiv' | 'hugging-face';

/**
 * The least time between the end of an answer and the next request, in ms. arXiv: one request in 3 s over one
 * connection, all its services together (https://info.arxiv.org/help/api/tou.html). Hugging Face names no number.
 */
const APART_MS: Record<Service, number> = { arxiv: 3_000, 'hugging-face': 1_000 };

const NAMES: Record<Service, string> = { arxiv: 'arXiv', 'hugging-face': 'Hugging Face' };

/** Hears in words what a run waits for. */
export type OnWait = (what: string) => void;

export interface Turn {
  /** Nobody asks before the pause of the service, or a longer one, is over. */
  end(pauseMs?: number): Promise<void>;
}

/**
 * One request to a service at a time, of all processes on the store: whoever asks holds the service's lease, and leaves
 * it behind until the next request is allowed. So what is on record is at once who asks now and when the next may.
 */
export function turns({ leases, clock, log }: { leases: Leases; clock: Clock; log: Log }) {
  return async (service: Service, signal: AbortSignal, onWait?: OnWait): Promise<Turn> => {
    const name = `asking ${service}`;
    for (;;) {
      // Lost only by a process that stood still for long; its request is over then.
      const lease = await holdLease({ leases, name, clock, log, onLost: () => {} });
      if (lease) {
        return { end: (pauseMs = 0) => lease.release(clock.now() + Math.max(APART_MS[service], pauseMs)) };
      }
      const end = (await leases.end(name)) ?? clock.now();
      const ms = Math.min(HELD_MS, Math.max(1, end - clock.now()));
      onWait?.(`waiting ${seconds(ms)} for the next turn to ask ${NAMES[service]}`);
      await pause(clock, ms, signal);
    }
  };
}

/** `3 s` */
export function seconds(ms: number): string {
  return `${Math.ceil(ms / 1000)} s`;
}
