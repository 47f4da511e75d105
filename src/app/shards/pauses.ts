import type { Clock } from '../../platform/clock.ts';
import type { Signals } from '../../store/index.ts';

/** Waits that a signal about the gateway cuts short. */
export interface Pauses {
  /** Signals that have come so far: taken before a look, so that one that comes meanwhile is not lost. */
  readonly heard: number;
  /** For `ms`, or until a signal comes; not at all when one has come since `known` of them. */
  pause(ms: number, known?: number): Promise<void>;
  /** This process takes no further part; pauses under way are cut short. */
  end(): void;
  readonly isOver: boolean;
  /** Resolves with {@link end}. */
  readonly over: Promise<void>;
  /** Hears no signals any more. */
  close(): void;
}

export function createPauses(signals: Signals, clock: Clock): Pauses {
  const waiting = new Set<() => void>();
  const over = Promise.withResolvers<void>();
  let heard = 0;
  let isOver = false;
  const cutShort = () => {
    for (const goOn of waiting) goOn();
  };
  const unhear = signals.listen('gateway', () => {
    heard += 1;
    cutShort();
  });
  return {
    get heard() {
      return heard;
    },
    pause: (ms, known = heard) =>
      new Promise<void>(resolve => {
        if (known !== heard) return resolve();
        const goOn = () => {
          cancel();
          waiting.delete(goOn);
          resolve();
        };
        const cancel = clock.after(ms, goOn);
        waiting.add(goOn);
      }),
    end() {
      isOver = true;
      over.resolve();
      cutShort();
    },
    get isOver() {
      return isOver;
    },
    over: over.promise,
    close: unhear,
  };
}
