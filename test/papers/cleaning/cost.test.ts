import { describe, expect, test } from 'vitest';
import { readTex } from '../../../src/papers/cleaning/tex/read-tex.ts';
import { tokenize } from '../../../src/papers/cleaning/tex/tokens.ts';
import { ungrouped } from '../../../src/papers/references/ungrouped.ts';

/** What the reader goes through for so many repetitions, in tokens. */
function steps(text: string): number {
  let count = 0;
  readTex(text, new Map(), () => count++);
  return count;
}

const HOSTILE: readonly (readonly [what: string, made: (n: number) => string])[] = [
  ['nested braces', n => `\\a ${'{'.repeat(n)}x${'}'.repeat(n)}`],
  ['braces that never close', n => `\\a ${'{'.repeat(n)}`],
  ['braces that never open', n => `\\a ${'}'.repeat(n)}`],
  ['backslashes', n => '\\'.repeat(2 * n)],
  ['dollars', n => '$'.repeat(2 * n)],
  ['dollars around a letter', n => '$x'.repeat(n)],
  ['nested fonts', n => `${'\\emph{'.repeat(n)}x${'}'.repeat(n)}`],
  ['nested macros that nobody knows', n => `${'\\ours{'.repeat(n)}x${'}'.repeat(n)}`],
  ['nested fractions', n => `$${'\\frac{1}{'.repeat(n)}x${'}'.repeat(n)}$`],
  ['nested scripts', n => `$${'x^{'.repeat(n)}2${'}'.repeat(n)}$`],
  ['nested norms', n => `${'\\norm{'.repeat(n)}x${'}'.repeat(n)}`],
  ['nested colours', n => `${'\\textcolor{'.repeat(n)}x${'}{y}'.repeat(n)}`],
  ['nested overbars', n => `$${'\\overset{a}{'.repeat(n)}x${'}'.repeat(n)}$`],
  ['accents of accents', n => `${"\\'{".repeat(n)}e${'}'.repeat(n)}`],
  ['roots without braces', n => `$${'\\sqrt'.repeat(n)}x$`],
  ['nested environments', n => `${'\\begin{a}'.repeat(n)}x${'\\end{a}'.repeat(n)}`],
  ['environments that never end', n => '\\begin{a}'.repeat(n)],
  ['lengths', n => '\\hspace 3mm \\rule{1mm}{2mm}'.repeat(n)],
  ['groups with over', n => `$${'{a \\over '.repeat(n)}x${'}'.repeat(n)}$`],
];

describe('the work that LaTeX makes grows with its length, not with its nesting', () => {
  test.each(HOSTILE)('%s', (_, made) => {
    const [once, twice] = [steps(made(1_000)), steps(made(2_000))];
    // No token is read more than a few times, and twice as much is twice the work.
    expect(once).toBeLessThanOrEqual(4 * tokenize(made(1_000)).list.length);
    expect(twice).toBeLessThanOrEqual(2.2 * once);
  });

  test.each(HOSTILE)('%s in BibTeX: what is written stays as long', (_, made) => {
    const latex = made(1_000);
    expect(ungrouped(latex).length).toBeLessThanOrEqual(2 * latex.length);
  });
});
