import type { Clock } from './clock.ts';

/** A step that takes longer is said. In ms. */
const SLOW_MS = 1_500;

/** Says which step goes on whenever it takes long; `undefined`: all are done. */
export type OnStep = (what: string | undefined) => void;

export function sayingSlowSteps(clock: Clock, say: (what: string) => void): OnStep {
  let cancel = () => {};
  return what => {
    cancel();
    if (what !== undefined) cancel = clock.after(SLOW_MS, () => say(what));
  };
}
