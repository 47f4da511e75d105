import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Leases } from '../../store/leases.ts';
import { sleep } from './sleep.ts';

/** Services that share one connection and one pace; all of arXiv's are one. */
export type Service = 'arxiv' | 'hugging-face';

/**
 * The least time between the end of an answer and the next request, in ms. arXiv: one request in 3 s over one connection, all its
 * services together (https://info.arxiv.org/help/api/tou.html). Hugging Face names no number.
 */
const APART_MS: Record<Service, number> = { arxiv: 3_000, 'hugging-face': 1_000 };

/** How long a process that was killed during a request keeps the others from asking, in ms: longer than a request may take. */
const HELD_MS = 150_000;

export interface Turn {
  /** Nobody asks before the pause of the service, or a longer one, is over. */
  end(pauseMs?: number): Promise<void>;
}

/**
 * One request to a service at a time, of all processes on the store: whoever asks holds the service's lease, and leaves it behind until the
 * next request is allowed. So what is on record is at once who asks now and when the next may.
 */
export function turns(leases: Leases, clock: Clock) {
  return async (service: Service, signal: AbortSignal): Promise<Turn> => {
    const name = `asking ${service}`;
    const holder = randomBytes(9).toString('base64url');
    while (!(await leases.hold(name, holder, clock.now(), clock.now() + HELD_MS))) {
      const end = (await leases.end(name)) ?? clock.now();
      // A later end than there can be: the clock was set back.
      await sleep(clock, Math.min(HELD_MS, Math.max(1, end - clock.now())), signal);
    }
    return {
      async end(pauseMs = 0) {
        const next = clock.now() + Math.max(APART_MS[service], pauseMs);
        await leases.hold(name, holder, clock.now(), next);
      },
    };
  };
}
