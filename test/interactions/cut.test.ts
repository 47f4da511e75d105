import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, cutAtWord, cutEscaped, linesWithin } from '../../src/interactions/cut.ts';
import { md } from '../../src/interactions/markdown.ts';

describe('cut', () => {
  it('leaves alone what fits', () => {
    expect(cut('One. Two.', 9)).toBe('One. Two.');
  });

  it('ends with a sentence where that keeps more than half', () => {
    expect(cut('The first sentence. The second one goes on and on.', 30)).toBe('The first sentence.');
  });

  it('does not take an abbreviation or a decimal for the end of a sentence', () => {
    expect(cut('We beat others, e.g. by 1.5 points in all of the settings', 40)).toBe(
      'We beat others, e.g. by 1.5 points in…',
    );
  });

  it('else ends with a word and an ellipsis', () => {
    expect(cut('Short. A very long sentence without end', 30)).toBe('Short. A very long sentence…');
  });

  it('never exceeds the limit and never splits a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 100 }), (text, limit) => {
        for (const shorter of [cut(text, limit), cutAtWord(text, limit)]) {
          expect(shorter.length).toBeLessThanOrEqual(limit);
          expect(shorter.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

describe('cutEscaped', () => {
  it('counts the escaped form', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('*', '_', 'a', ' ', '.'), maxLength: 300 }),
        fc.integer({ min: 1, max: 200 }),
        (text, limit) => {
          expect(cutEscaped(text, limit).source.length).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });
});

describe('linesWithin', () => {
  const more = (left: number) => md`And ${left} more.`;

  it('stays within the limit, and counts every line as shown or left out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,60}$/), { maxLength: 60 }),
        fc.integer({ min: 20, max: 400 }),
        fc.integer({ min: 0, max: 70 }),
        (texts, limit, most) => {
          const { source } = linesWithin(
            texts.map(text => md`${text}`),
            limit,
            more,
            { most },
          );
          expect(source.length).toBeLessThanOrEqual(limit);
          const left = Number(/And (\d+) more\.$/.exec(source)?.[1] ?? 0);
          const shown = source.split('\n').filter(line => line !== '' && !line.startsWith('And ')).length;
          expect(shown + left).toBe(texts.length);
          expect(shown).toBeLessThanOrEqual(most);
        },
      ),
    );
  });
});
