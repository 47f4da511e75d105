import { expect, it } from 'vitest';
import { normalised } from '../../src/platform/normalised.ts';

it('writes texts in a form of Unicode, as the runtime does', () => {
  for (const text of ['Hölder ﬁne ℓ₁', 'हिन्दी भाषा', 'Việt Nam', 'שָׁלוֹם', 'がｶﾞ', '한국어', '\ud800', ''])
    for (const form of ['NFC', 'NFD', 'NFKD'] as const) expect(normalised(text, form)).toBe(text.normalize(form));
});

it('leaves out marks beyond those that any writing has: their order would take the square of their number', () => {
  const marks = ['\u0327', '\u0301', '\u093c', '\u0316', '\uff9e'];
  const run = Array.from({ length: 100_000 }, (_, i) => marks[(i * 7919 + (i >> 3)) % marks.length]).join('');
  expect(normalised(`a${run}b${run}`, 'NFKD').length).toBeLessThan(200);
});
