import { randomBytes } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Leases } from '../store/index.ts';

const PREFIX = 'interaction:';
/** Longer than two processes are ever connected together, whatever the clock of either says, in ms. */
const KEPT_MS = 24 * 60 * 60_000;

/** Which of two connected processes answers an interaction: the first that notes it. */
export function interactionClaims(leases: Pick<Leases, 'hold' | 'clear'>, clock: Clock) {
  const holder = randomBytes(9).toString('base64url');
  let isNeeded = false;
  return {
    /** Whether another process gets the same interactions. */
    get isNeeded() {
      return isNeeded;
    },
    begin() {
      isNeeded = true;
    },
    take: (id: string) => leases.hold(`${PREFIX}${id}`, holder, clock.now(), clock.now() + KEPT_MS),
    async end() {
      isNeeded = false;
      await leases.clear(PREFIX);
    },
  };
}
