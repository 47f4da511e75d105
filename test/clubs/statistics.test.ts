import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedSession } from '../../src/clubs/club.ts';
import { pastSessions, type ReadPaper, timesPresented, topicsOverTime } from '../../src/clubs/statistics.ts';

const DAY_MS = 24 * 60 * 60_000;
const START = Date.UTC(2024, 0, 1);
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

const session: fc.Arbitrary<PlannedSession> = fc
  .record({
    day: fc.nat(900),
    cancelled: fc.boolean(),
    who: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
    confirmed: fc.boolean(),
  })
  .map(({ day, cancelled, who, confirmed }) => ({
    date: dateOf(START + day * DAY_MS),
    at: START + day * DAY_MS,
    moves: 0,
    cancelled,
    ...(who !== undefined && { presenter: { userId: who, state: confirmed ? 'confirmed' : 'asked' } }),
  }));
const sessions = fc.uniqueArray(session, { selector: ({ date }) => date, maxLength: 40 });

const paper: fc.Arbitrary<ReadPaper> = fc.record({
  date: fc.nat(4000).map(day => dateOf(START + day * DAY_MS)),
  topics: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }),
});

describe('what a club looks back on', () => {
  it('are the sessions that have begun and took place, the newest first', () => {
    const now = START + 400 * DAY_MS;
    fc.assert(
      fc.property(sessions, known => {
        const past = pastSessions(known, [{ from: '2024-03-01', to: '2024-03-31' }], now);
        for (const { at, cancelled, date } of past) {
          expect(at).toBeLessThanOrEqual(now);
          expect(cancelled).toBe(false);
          expect(date.startsWith('2024-03')).toBe(false);
        }
        expect(past.map(({ at }) => at)).toEqual(past.map(({ at }) => at).sort((a, b) => b - a));
        const left = known.filter(one => !past.includes(one));
        for (const { at, cancelled, date } of left)
          expect(at > now || cancelled || date.startsWith('2024-03')).toBe(true);
      }),
    );
  });

  it('counts each session once for whoever agreed to present it', () => {
    fc.assert(
      fc.property(sessions, known => {
        const times = timesPresented(known);
        const agreed = known.filter(({ presenter }) => presenter?.state === 'confirmed');
        expect(times.reduce((sum, one) => sum + one.times, 0)).toBe(agreed.length);
        expect(times).toEqual(timesPresented(known.toReversed()));
        expect(times.map(one => one.times)).toEqual(times.map(one => one.times).sort((a, b) => b - a));
      }),
    );
  });
});

describe('topics over time', () => {
  it('count each paper for each of its topics in its period, in at most twelve periods, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(paper, { maxLength: 40 }), papers => {
        const { periods, topics } = topicsOverTime(papers, 10);
        expect(periods.length).toBeLessThanOrEqual(12);
        expect(new Set(periods).size).toBe(periods.length);
        expect(topicsOverTime(papers.toReversed(), 10)).toEqual({ periods, topics });
        for (const { counts } of topics) {
          expect(counts).toHaveLength(periods.length);
          expect(Math.max(...counts)).toBeGreaterThan(0);
        }
        const years = new Set(periods.map(period => period.slice(0, 4)));
        const within = papers.filter(({ date }) => years.size < 12 || date.slice(0, 4) >= (periods[0] ?? ''));
        const all = within.flatMap(one => [...new Set(one.topics)]);
        expect(topics.flatMap(({ counts }) => counts).reduce((sum, one) => sum + one, 0)).toBe(all.length);
      }),
    );
  });

  it.each<[string, string[], string[]]>([
    ['months', ['2024-11-07', '2025-02-06'], ['2024-11', '2024-12', '2025-01', '2025-02']],
    [
      'quarters where that would be more than twelve',
      ['2024-01-04', '2025-01-02'],
      ['2024 Q1', '2024 Q2', '2024 Q3', '2024 Q4', '2025 Q1'],
    ],
    ['years', ['2022-05-05', '2026-05-07'], ['2022', '2023', '2024', '2025', '2026']],
  ])('stand in %s', (_what, dates, expected) => {
    expect(
      topicsOverTime(
        dates.map(date => ({ date, topics: ['a'] })),
        3,
      ).periods,
    ).toEqual(expected);
  });

  it('leave out the rarest, and are none where no paper has any', () => {
    const papers = ['a', 'a', 'b', 'c', 'c', 'c'].map(topic => ({ date: '2026-01-01', topics: [topic] }));
    expect(topicsOverTime(papers, 2).topics.map(({ name }) => name)).toEqual(['c', 'a']);
    expect(topicsOverTime([{ date: '2026-01-01', topics: [] }], 2)).toEqual({ periods: [], topics: [] });
  });
});
