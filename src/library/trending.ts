import type { InterestDay, InterestKind } from '../store/index.ts';

/**
 * What is trending: each vote, save and living discussion gives points, and points halve with every `halfLifeDays`, so
 * that what happened yesterday outweighs what happened last month without anything falling off a cliff.
 */
export interface Period {
  /** Days looked back; nothing older counts. */
  days: number;
  halfLifeDays: number;
}

/**
 * Within a week or a month the newest days decide, and the oldest still count for about a tenth; over all time, half a
 * year halves.
 */
export const PERIODS = {
  week: { days: 7, halfLifeDays: 2 },
  month: { days: 30, halfLifeDays: 10 },
  all: { days: 36_500, halfLifeDays: 180 },
} as const satisfies Record<string, Period>;
export type PeriodName = keyof typeof PERIODS;

/** A save says more than a press of 👍; a thread that people write in says most. */
const POINTS: Record<InterestKind, number> = { vote: 1, save: 2, discussion: 3 };

export interface Trend {
  paperId: string;
  score: number;
  votes: number;
  saves: number;
  discussed: boolean;
}

/** The papers that got any points, the most first; of equal ones the id decides, so that pages never overlap. */
export function trends(days: readonly InterestDay[], { halfLifeDays }: Period, today: number): Trend[] {
  const byPaper = Map.groupBy(days, day => day.paperId);
  const found = [...byPaper].map(([paperId, its]) => ({
    paperId,
    score: its.reduce((sum, day) => sum + points(day, halfLifeDays, today), 0),
    votes: total(its, 'vote'),
    saves: total(its, 'save'),
    discussed: total(its, 'discussion') > 0,
  }));
  return found.sort((a, b) => b.score - a.score || (a.paperId < b.paperId ? -1 : 1));
}

function points({ kind, count, day }: InterestDay, halfLifeDays: number, today: number): number {
  return count * POINTS[kind] * 0.5 ** (Math.max(0, today - day) / halfLifeDays);
}

function total(days: readonly InterestDay[], kind: InterestKind): number {
  return days.reduce((sum, day) => sum + (day.kind === kind ? day.count : 0), 0);
}
