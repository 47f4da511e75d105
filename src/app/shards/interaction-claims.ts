import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { INTERACTIONS, type Leases } from '../../store/index.ts';

/** Longer than two processes get the same interactions, also where their clocks differ by minutes; in ms. */
const KEPT_MS = 10 * 60_000;

export interface InteractionClaims {
  /** Whether another process gets the same interactions. */
  readonly isNeeded: boolean;
  /** From now on another process gets the same; the answer ends that. */
  begin(): () => void;
  /** Whether this process is the first that notes it. */
  take(id: string): Promise<boolean>;
}

/** Which of two processes that are connected to the same shard answers an interaction. */
export function interactionClaims(leases: Pick<Leases, 'hold'>, clock: Clock): InteractionClaims {
  const holder = randomBytes(9).toString('base64url');
  let overlaps = 0;
  return {
    get isNeeded() {
      return overlaps > 0;
    },
    begin() {
      let isOver = false;
      overlaps += 1;
      return () => {
        if (!isOver) overlaps -= 1;
        isOver = true;
      };
    },
    async take(id) {
      const now = clock.now();
      return leases.hold(`${INTERACTIONS}${id}`, holder, now, now + KEPT_MS);
    },
  };
}
