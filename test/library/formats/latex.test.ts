import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latex, latexTitle } from '../../../src/library/formats/latex.ts';

describe('text as LaTeX', () => {
  it.each([
    ['R&D at 90% for $5 #1 a_b', 'R\\&D at 90\\% for \\$5 \\#1 a\\_b'],
    ['Aurélien Müller, Łukasz, Bjørn', 'Aur{\\\'e}lien M{\\"u}ller, {\\L}ukasz, Bj{\\o}rn'],
    ['{x} \\y', '{\\textbraceleft}x{\\textbraceright} {\\textbackslash}y'],
    ['α ≤ ∞', '{$\\alpha$} {$\\leq$} {$\\infty$}'],
    ['2–3 and a--b', '2--3 and a-{}-b'],
    ['学习 한국어', '学习 한국어'],
  ])('%s', (text, expected) => {
    expect(latex(text)).toBe(expected);
  });

  it('keeps the capitals of acronyms through styles that lower titles', () => {
    expect(latexTitle('An SDE for LegendreTron in 3D')).toBe('An {SDE} for {LegendreTron} in {3D}');
  });

  it('leaves no character that LaTeX would take as a command, and braces balance, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.stringMatching(/^[\\{}$&%#_~^\-'` a-z]{0,40}$/)),
        text => {
          const written = latexTitle(text.toWellFormed());
          expect(depths(written)).toEqual({ lowest: 0, last: 0 });
          // A comment sign or an alignment tab would end the entry or the document.
          expect(/(?<!\\)[%&#]/.test(written)).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes no time for a letter under a heap of accents', () => {
    expect(latex(`a${'\u0301'.repeat(5000)}`).length).toBeLessThan(20);
  });
});

function depths(text: string): { lowest: number; last: number } {
  let depth = 0;
  let lowest = 0;
  for (const character of text.replace(/\\[\\{}]/g, '')) {
    if (character === '{') depth++;
    if (character === '}') depth--;
    lowest = Math.min(lowest, depth);
  }
  return { lowest, last: depth };
}
