import { expect, it } from 'vitest';
import { PERIODS, trends } from '../../src/library/trending.ts';

const { week } = PERIODS;

it('halves what happened a half-life ago', () => {
  const found = trends(
    [
      { paperId: 'today', kind: 'vote', day: 100, count: 1 },
      { paperId: 'before', kind: 'vote', day: 100 - week.halfLifeDays, count: 2 },
    ],
    week,
    100,
  );
  expect(found.map(({ score }) => score)).toEqual([1, 1]);
  // Equal scores are in the order of the ids, so that pages never overlap.
  expect(found.map(({ paperId }) => paperId)).toEqual(['before', 'today']);
});

it('weighs a discussion more than a save, and a save more than a vote', () => {
  const found = trends(
    [
      { paperId: 'voted', kind: 'vote', day: 9, count: 1 },
      { paperId: 'discussed', kind: 'discussion', day: 9, count: 1 },
      { paperId: 'saved', kind: 'save', day: 9, count: 1 },
      { paperId: 'loved', kind: 'vote', day: 9, count: 4 },
    ],
    week,
    9,
  );
  expect(found.map(({ paperId }) => paperId)).toEqual(['loved', 'discussed', 'saved', 'voted']);
  expect(found[1]).toMatchObject({ votes: 0, saves: 0, discussed: true });
});

it('adds up what happened on several days', () => {
  const [only] = trends(
    [
      { paperId: 'p', kind: 'vote', day: 10, count: 2 },
      { paperId: 'p', kind: 'vote', day: 8, count: 3 },
      { paperId: 'p', kind: 'save', day: 10, count: 1 },
    ],
    { days: 7, halfLifeDays: 2 },
    10,
  );
  expect(only).toEqual({ paperId: 'p', score: 2 + 1.5 + 2, votes: 5, saves: 1, discussed: false });
});
