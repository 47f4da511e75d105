import { Temporal } from 'temporal-polyfill';
import { isOnHoliday } from './calendar.ts';
import type { Holiday, PlannedSession } from './club.ts';

/** Sessions that have begun and were not cancelled, the newest first. */
export function pastSessions(
  known: readonly PlannedSession[],
  holidays: readonly Holiday[],
  now: number,
): PlannedSession[] {
  return known
    .filter(session => session.at <= now && !session.cancelled && !isOnHoliday(session, holidays))
    .toSorted((a, b) => b.at - a.at || (a.date < b.date ? 1 : -1));
}

/** Who has presented, and how often; the most often first. Whoever was asked and has not agreed does not count. */
export function timesPresented(sessions: readonly PlannedSession[]): { userId: string; times: number }[] {
  const times = new Map<string, number>();
  for (const { presenter } of sessions)
    if (presenter?.state === 'confirmed') times.set(presenter.userId, (times.get(presenter.userId) ?? 0) + 1);
  return [...times]
    .map(([userId, count]) => ({ userId, times: count }))
    .sort((a, b) => b.times - a.times || (a.userId < b.userId ? -1 : 1));
}

/** A paper that was read, and what it is about. */
export interface ReadPaper {
  /** Of its session, `2026-03-26`. */
  date: string;
  topics: readonly string[];
}

export interface TopicsOverTime {
  /** What the columns are, the oldest first, without a gap: `2026-03`, `2026 Q1` or `2026`. */
  periods: string[];
  /** The most frequent topics first; of each, how many papers in each period. */
  topics: { name: string; counts: number[] }[];
}

/** Columns that can be told apart. */
const MOST_PERIODS = 12;

type Span = 'month' | 'quarter' | 'year';

/**
 * How often each topic was read about, by months, or by quarters or years where there would be more than twelve
 * columns; of more years, the newest twelve. A paper counts for each of its topics. The order of the papers does not
 * matter.
 */
export function topicsOverTime(papers: readonly ReadPaper[], mostTopics: number): TopicsOverTime {
  const about = papers.filter(({ topics }) => topics.length > 0).toSorted((a, b) => (a.date < b.date ? -1 : 1));
  const [first, last] = [about[0], about.at(-1)];
  if (!first || !last) return { periods: [], topics: [] };
  const [from, to] = [Temporal.PlainDate.from(first.date), Temporal.PlainDate.from(last.date)];
  const span =
    (['month', 'quarter', 'year'] as const).find(one => place(to, one) - place(from, one) < MOST_PERIODS) ?? 'year';
  const start = Math.max(place(from, span), place(to, span) - MOST_PERIODS + 1);
  const periods = Array.from({ length: place(to, span) - start + 1 }, (_, i) => label(start + i, span));
  const counts = new Map<string, number[]>();
  for (const { date, topics } of about) {
    const column = place(Temporal.PlainDate.from(date), span) - start;
    if (column < 0) continue;
    for (const name of new Set(topics)) {
      const row = counts.get(name) ?? periods.map(() => 0);
      row[column] = (row[column] ?? 0) + 1;
      counts.set(name, row);
    }
  }
  const total = (row: readonly number[]) => row.reduce((sum, one) => sum + one, 0);
  const topics = [...counts]
    .map(([name, row]) => ({ name, counts: row }))
    .sort((a, b) => total(b.counts) - total(a.counts) || (a.name < b.name ? -1 : 1));
  return { periods, topics: topics.slice(0, mostTopics) };
}

/** Periods counted through, so that neighbours differ by one. */
function place({ year, month }: Temporal.PlainDate, span: Span): number {
  switch (span) {
    case 'month':
      return year * 12 + month - 1;
    case 'quarter':
      return year * 4 + Math.floor((month - 1) / 3);
    case 'year':
      return year;
  }
}

function label(at: number, span: Span): string {
  switch (span) {
    case 'month':
      return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
    case 'quarter':
      return `${Math.floor(at / 4)} Q${(at % 4) + 1}`;
    case 'year':
      return String(at);
  }
}
