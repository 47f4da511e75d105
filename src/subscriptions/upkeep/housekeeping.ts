import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { INTERACTIONS, type Store } from '../../store/index.ts';
import type { ClockWatch } from './clock-watch.ts';
import type { Guilds } from './departed-guilds.ts';

const HOUR_MS = 60 * 60_000;
/** While the clock is in doubt, and after a failure. In ms. */
const SOON_MS = 60_000;

export interface UpkeepOptions {
  store: Pick<Store, 'keptTexts' | 'leases' | 'scrub'>;
  /** Puts right what was written by a clock that was ahead. */
  correct: (now: number, turnedBack: boolean) => Promise<boolean>;
  watch: Pick<ClockWatch, 'isRight'>;
  guilds: Pick<Guilds, 'tidy'>;
  /** What is due next may have changed. */
  onCorrected: () => void;
  clock: Clock;
  log: Log;
}

export interface Upkeep {
  /** The clock was set back. */
  turnedBack(): void;
  stop(): Promise<void>;
}

/** Tidies up at once, every hour, and when the clock was set back. By a clock that is in doubt nothing is deleted. */
export function startUpkeep({ store, correct, watch, guilds, onCorrected, clock, log }: UpkeepOptions): Upkeep {
  let stopped = false;
  let cancel = () => {};
  let working: Promise<void> | undefined;
  let isTurnedBack = false;
  /** The clock was set back meanwhile. */
  let again = false;

  async function tidy(): Promise<number> {
    if (!(await watch.isRight())) return SOON_MS;
    const turnedBack = isTurnedBack;
    isTurnedBack = false;
    try {
      if (await correct(clock.now(), turnedBack)) onCorrected();
      await store.keptTexts.forgetUnused();
      await store.leases.tidy(INTERACTIONS, clock.now());
      const deleted = await guilds.tidy();
      if (deleted.length > 0)
        log.info({ servers: deleted.length }, 'Settings of servers that left long ago are deleted');
      store.scrub();
      return HOUR_MS;
    } catch (err) {
      isTurnedBack ||= turnedBack;
      log.warn({ err }, 'Tidying up failed; it is tried again');
      return turnedBack ? SOON_MS : HOUR_MS;
    }
  }

  function begin(): void {
    cancel();
    if (working) {
      again = true;
      return;
    }
    working = tidy().then(ms => {
      working = undefined;
      if (stopped) return;
      cancel = clock.after(again ? 0 : ms, begin);
      again = false;
    });
  }

  begin();
  return {
    turnedBack() {
      isTurnedBack = true;
      if (!stopped) begin();
    },
    async stop() {
      stopped = true;
      cancel();
      await working;
    },
  };
}
