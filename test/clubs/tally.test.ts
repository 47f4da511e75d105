import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Approval, type Candidate, tally } from '../../src/clubs/tally.ts';

const candidates: Candidate[] = ['a', 'b', 'c'].map((paperId, i) => ({ paperId, voices: 1, nominatedAt: i }));
const approve = (userId: string, ...paperIds: string[]): Approval => ({ userId, paperIds });
const first = (...args: Parameters<typeof tally>) => tally(...args).ranking[0]?.paperId;

describe('the tally', () => {
  it('reads what most people approve of', () => {
    const result = tally(candidates, [approve('1', 'b', 'c'), approve('2', 'c'), approve('3', 'a')], 0);
    expect(result).toEqual({
      ranking: [
        { paperId: 'c', votes: 2 },
        { paperId: 'a', votes: 1 },
        { paperId: 'b', votes: 1 },
      ],
      voters: 3,
      decidedBy: 'votes',
    });
  });

  it('gives a tie to the paper nominated first', () => {
    const result = tally(candidates, [approve('1', 'c'), approve('2', 'b')], 0);
    expect([result.ranking[0]?.paperId, result.decidedBy]).toEqual(['b', 'tie']);
  });

  it('lets the nominations decide where nobody voted, or too few', () => {
    const loved = candidates.map(one => (one.paperId === 'b' ? { ...one, voices: 2 } : one));
    expect(tally(loved, [], 0)).toMatchObject({ decidedBy: 'nobody-voted', voters: 0 });
    expect(first(loved, [], 0)).toBe('b');
    expect(tally(loved, [approve('1', 'c')], 2)).toMatchObject({ decidedBy: 'no-quorum', voters: 1 });
    expect(first(loved, [approve('1', 'c')], 2)).toBe('b');
    expect(first(loved, [approve('1', 'c'), approve('2', 'c')], 2)).toBe('c');
  });

  it('counts a person once for a paper, and nothing for a paper that is no candidate', () => {
    const result = tally(candidates, [approve('1', 'a', 'a', 'x'), approve('1', 'a'), approve('2', 'x')], 0);
    expect(result).toMatchObject({ voters: 1, ranking: [{ paperId: 'a', votes: 1 }, { votes: 0 }, { votes: 0 }] });
  });

  const ids = ['p', 'q', 'r', 's', 't'];
  const votes = fc.array(
    fc.record({ userId: fc.constantFrom('1', '2', '3', '4', '5', '6'), paperIds: fc.subarray(ids) }),
    { maxLength: 12 },
  );
  const papers = fc.subarray(ids, { minLength: 1 }).chain(some =>
    fc.tuple(
      ...some.map(paperId =>
        fc.record({
          paperId: fc.constant(paperId),
          voices: fc.integer({ min: 1, max: 3 }),
          nominatedAt: fc.integer({ min: 0, max: 3 }),
        }),
      ),
    ),
  );

  it('does not depend on the order of votes or of candidates', () => {
    fc.assert(
      fc.property(
        papers,
        votes,
        fc.integer({ min: 0, max: 4 }),
        fc.infiniteStream(fc.nat()),
        (some, given, quorum, chance) => {
          const shuffled = <T>(list: readonly T[]) =>
            list
              .map(one => [chance.next().value, one] as const)
              .sort((a, b) => a[0] - b[0])
              .map(([, one]) => one);
          expect(tally(shuffled(some), shuffled(given), quorum)).toEqual(tally(some, given, quorum));
        },
      ),
    );
  });

  it('never reads a paper that more people approve of less, where there is a quorum', () => {
    fc.assert(
      fc.property(papers, votes, (some, given) => {
        const { ranking, voters } = tally(some, given, 0);
        if (voters === 0) return;
        const most = Math.max(...ranking.map(one => one.votes));
        expect(ranking[0]?.votes).toBe(most);
      }),
    );
  });
});
