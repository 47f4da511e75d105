import { firstOccurrence, type Occurrence, occurrenceAfter, type Schedule } from '../../calendar/occurrences.ts';

export interface Due {
  /** The one to be posted. */
  current?: Occurrence;
  /** Passed over, the oldest first; only the last few are named. */
  missed: { occurrence: Occurrence; note: 'late' | 'superseded' }[];
  next: Occurrence;
}

/** After a long absence only these many missed occurrences are put on record. */
const MISSED_NAMED = 7;
/** Weekly ones among them: what is older than this many weeks, in ms, is not even gone through. */
const LONG_AGO_MS = MISSED_NAMED * 7 * 24 * 60 * 60 * 1000;

/**
 * What became due between the next occurrence of a subscription and now. Only the newest is still posted, and only
 * within `catchUpMs` of its time: people want today's paper, not a flood of old ones.
 */
export function dueBy(schedule: Schedule, first: Occurrence, now: number, catchUpMs: number): Due {
  const passed: Occurrence[] = [];
  let next = now - first.at > LONG_AGO_MS ? firstOccurrence(schedule, now - LONG_AGO_MS) : first;
  while (next.at <= now) {
    passed.push(next);
    if (passed.length > MISSED_NAMED) passed.shift();
    next = occurrenceAfter(schedule, next.date);
  }
  const newest = passed.at(-1);
  const current = newest && now - newest.at <= catchUpMs ? newest : undefined;
  const missed = passed
    .filter(occurrence => occurrence !== current)
    .map(occurrence => ({
      occurrence,
      note: now - occurrence.at <= catchUpMs ? ('superseded' as const) : ('late' as const),
    }));
  return { ...(current && { current }), missed, next };
}
