import { describe, expect, it } from 'vitest';
import { worthOf } from '../../../src/search/rank/worth.ts';

const RARITY: Record<string, number> = { rare: 8, common: 0.5, everywhere: 0.1 };
const rarityOf = (term: string) => RARITY[term] ?? 0;

describe('what terms bring', () => {
  it('is weight times rarity', () => {
    expect(
      worthOf(
        [
          ['rare', 0.5],
          ['common', 1],
        ],
        rarityOf,
      ),
    ).toEqual([
      ['rare', 4],
      ['common', 0.5],
    ]);
  });

  it('leaves out other words that bring next to nothing, never a word of the query', () => {
    expect(
      worthOf(
        [
          ['rare', 1],
          ['everywhere', 1],
          ['common', 0.5],
        ],
        rarityOf,
      ),
    ).toEqual([
      ['rare', 8],
      ['everywhere', 0.1],
    ]);
  });

  it('of nothing is nothing', () => {
    expect(worthOf([], rarityOf)).toEqual([]);
  });
});
