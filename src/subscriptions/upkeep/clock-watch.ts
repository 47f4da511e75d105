import type { AskTime, Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';

/** A timer that is so late, or a time that lies so far before the last one, in ms, is a jump. */
const JUMP_MS = 60_000;
/** Clocks that differ by less, in ms, agree. */
const AGREE_MS = 5 * 60_000;
/**
 * How long, in ms, nothing happens while every other clock says that this one is wrong. After that it counts as right:
 * a late post is better than none.
 */
const LONGEST_DOUBT_MS = 60 * 60_000;

/**
 * Whether the time may be acted on. A machine may start before it knows the time, sleep, or have its clock set, for a
 * minute or for good.
 */
export interface ClockWatch {
  /**
   * A turn begins. Notices a jump since the last one. What time it is (ms since the epoch), which the clock may not say
   * a moment later; undefined while it is in doubt.
   */
  begin(): Promise<number | undefined>;
  /** A turn is over; the next one is at `until` at the latest (ms since the epoch). */
  rest(until: number): void;
  /** Asks the other clocks now. */
  isRight(): Promise<boolean>;
  stop(): void;
}

export interface ClockWatchOptions {
  clock: Clock;
  /** Other clocks. One that agrees is enough; one that does not answer has no say. */
  opinions: readonly AskTime[];
  /** What was done in a future that has not come yet is to be put right. */
  onTurnedBack: () => void;
  log: Log;
}

export function createClockWatch({ clock, opinions, onTurnedBack, log }: ClockWatchOptions): ClockWatch {
  /** Within these the time is as expected; missing before the first turn. */
  let expected: { from: number; until: number } | undefined;
  let doubt: { isOver: boolean; cancel: () => void } | undefined;

  /** By how much this clock is ahead of all others; undefined where one agrees, or none answers. In ms. */
  async function aheadOfAll(): Promise<number | undefined> {
    let ahead: number | undefined;
    for (const ask of opinions) {
      const before = clock.now();
      const other = await ask().catch(() => undefined);
      if (other === undefined) continue;
      const now = clock.now();
      // It agrees with this clock, as far as the time tells that asking took.
      if (other > Math.min(before, now) - AGREE_MS && other < Math.max(before, now) + AGREE_MS) return undefined;
      ahead ??= now - other;
    }
    return ahead;
  }

  function beginDoubt(): { isOver: boolean; cancel: () => void } {
    const begun = { isOver: false, cancel: () => {} };
    begun.cancel = clock.after(LONGEST_DOUBT_MS, () => {
      begun.isOver = true;
      log.error('The clock of this machine still differs from all others; Offprint goes by it from now on');
    });
    return begun;
  }

  async function isRight(): Promise<boolean> {
    const aheadMs = await aheadOfAll();
    if (aheadMs === undefined) {
      if (doubt) log.info('The clock of this machine is right again');
      doubt?.cancel();
      doubt = undefined;
      return true;
    }
    if (!doubt) {
      log.error(
        { aheadMs },
        'The clock of this machine is wrong: every other clock that answers (Discord’s, and the database’s on another machine) has another time. Nothing is planned or posted until it is set right, for an hour at most',
      );
      doubt = beginDoubt();
    }
    return doubt.isOver;
  }

  /** How far the time jumped since the last turn, in ms. */
  function jump(now: number): number {
    if (!expected) return 0;
    if (now < expected.from - JUMP_MS) return now - expected.from;
    return now > expected.until + JUMP_MS ? now - expected.until : 0;
  }

  return {
    async begin() {
      const isFirst = expected === undefined;
      const now = clock.now();
      const jumpedMs = jump(now);
      expected = { from: now, until: Number.POSITIVE_INFINITY };
      if (jumpedMs > 0) log.info({ jumpedMs }, 'The clock jumped ahead: it was set, or this machine slept');
      if (jumpedMs < 0) {
        log.warn({ jumpedMs }, 'The clock was set back: what was planned by the time before is planned again');
        onTurnedBack();
      }
      // Once this clock is believed after all, the hourly look is enough.
      const isDoubted = doubt !== undefined && !doubt.isOver;
      const isTrusted = isFirst || jumpedMs !== 0 || isDoubted ? await isRight() : true;
      return isTrusted ? now : undefined;
    },
    rest(until) {
      // No turn has begun yet: the first one asks.
      if (!expected) return;
      const now = clock.now();
      const began = expected.from;
      // A jump within the turn is noticed by the next one.
      const isJump = Math.abs(now - began) > JUMP_MS;
      expected = isJump ? { from: began, until: began + until - now } : { from: now, until };
    },
    isRight,
    stop: () => doubt?.cancel(),
  };
}
