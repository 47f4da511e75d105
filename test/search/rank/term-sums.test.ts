import { describe, expect, it } from 'vitest';
import { ForwardIndex } from '../../../src/search/forward.ts';
import { profile } from '../../../src/search/rank/feedback.ts';
import { TermSums } from '../../../src/search/rank/term-sums.ts';

describe('sums of terms', () => {
  it('are taken in the order in which terms came, and begin again', () => {
    const sums = new TermSums();
    sums.add(7, 1);
    sums.add(2000, 2);
    sums.add(7, 3);
    expect(sums.take()).toEqual([
      [7, 4],
      [2000, 2],
    ]);
    expect(sums.take()).toEqual([]);
  });
});

describe('what a paper is about', () => {
  /** Files of an index on disk may be gone when they are read. */
  class Torn extends ForwardIndex {
    override text(): Uint32Array {
      throw new Error('The file cannot be read.');
    }
  }

  it('is not mixed with what was read before reading another paper failed', () => {
    const whole = new ForwardIndex();
    for (let i = 0; i < 2; i++) whole.add([], ['noise', 'label'], []);
    const before = profile(whole, 0, 1);
    const torn = new Torn();
    for (let i = 0; i < 2; i++) torn.add(['one', 'two', 'three'], [], []);
    expect(() => profile(torn, 0, 1)).toThrow('cannot be read');
    expect(profile(whole, 0, 1)).toEqual(before);
  });
});
