import { expect, it } from 'vitest';
import { planning } from '../../../src/store/planning.ts';
import { votes } from '../../../src/store/votes.ts';
import { choose } from '../../../src/subscriptions/selection/choosing.ts';
import { preferences } from '../../../src/subscriptions/selection/preference.ts';
import { eachStore } from '../../store/each-store.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 15);
const pool = Array.from({ length: 20 }, (_, i) => `paper ${i}`);

const NOTHING_TO_READ = { interest: () => Promise.reject(new Error('nothing is to be read')) };

eachStore('what a server likes', openFresh => {
  it('is what its people voted for of late, and what is new', async () => {
    const { db, traits } = await openFresh();
    for (const userId of ['a', 'b']) await votes(db).toggle({ guildId: 'g', paperId: 'liked', userId }, NOW);
    await votes(db).toggle({ guildId: 'g', paperId: 'once', userId: 'a' }, NOW - 10 * DAY);
    await votes(db).toggle({ guildId: 'other', paperId: 'elsewhere', userId: 'a' }, NOW);
    const prefer = preferences(id => ({ new: { date: '2026-06-15' }, upvoted: { upvotes: 99 } })[id]);
    const preferred = await planning({ db, traits })(from =>
      prefer(from, { place: { kind: 'text', channelId: 'c', guildId: 'g' } }, NOW),
    );
    expect(['liked', 'once', 'elsewhere', 'new', 'upvoted', 'unknown'].map(preferred)).toEqual([3, 1.5, 1, 2, 2, 1]);
  });
});

it.each<[string, string | undefined, number]>([
  ['of today', '2026-06-15', 2],
  ['of tomorrow, by a clock ahead', '2026-06-16', 2],
  ['ninety days old', '2026-03-17', 1.5],
  ['a hundred and eighty days old', '2025-12-17', 1.25],
  ['ten years old', '2016-06-15', 1],
  ['of no known date', undefined, 1],
])('of two papers the newer one is preferred: one %s', async (_age, date, expected) => {
  const prefer = preferences(() => (date === undefined ? {} : { date }));
  // In direct messages nothing is looked up: nobody votes there.
  const preferred = await prefer(NOTHING_TO_READ, { place: { kind: 'dm', channelId: 'c' } }, NOW);
  expect(preferred('paper')).toBeCloseTo(expected, 5);
});

it('a paper preferred comes first in proportion, and none is left out or repeated', () => {
  const first = { liked: 0, other: 0 };
  for (let i = 0; i < 2000; i++) {
    const chosen = choose({
      pool,
      count: pool.length,
      past: new Map(),
      taken: new Set(),
      preferred: id => (id === 'paper 7' ? 19 : 1),
      seed: `seed ${i}`,
    });
    expect(new Set(chosen).size).toBe(pool.length);
    first[chosen[0] === 'paper 7' ? 'liked' : 'other'] += 1;
  }
  // 19 of 38 weights: half of the times, give or take five standard deviations.
  expect(Math.abs(first.liked - 1000)).toBeLessThan(5 * Math.sqrt(500));
});

it('where nothing is known the order is the fair shuffle', () => {
  const wish = { pool, count: 20, past: new Map(), taken: new Set<string>(), seed: 's' };
  expect(choose({ ...wish, preferred: () => 1 })).toEqual(choose(wish));
});
