import { describe, expect, test } from 'vitest';
import { indexPapers, lookUp } from '../../src/papers/lookup.ts';
import { newPaperId, type Paper } from '../../src/papers/paper.ts';

const paper = (title: string, more: Partial<Paper> = {}): Paper => ({
  id: newPaperId(title),
  title,
  abstract: '',
  links: [],
  authors: [],
  ...more,
});

const experts = paper('Taming Sparsely Activated Transformer with Stochastic Experts', { arxivId: '2110.04260' });
const splade = paper('SPLADE: Sparse Lexical and Expansion Model', { doi: '10.1145/3404835.3463098' });
const lookup = indexPapers([experts, splade, paper('SPLADE – sparse lexical and expansion model')]);

describe('a paper is found by each of its names', () => {
  test.each([
    [experts.id],
    [experts.id.toUpperCase()],
    ['2110.04260v2'],
    ['what about https://arxiv.org/pdf/2110.04260?'],
    ['taming sparsely activated transformer with stochastic experts'],
    ['“Taming Sparsely-Activated Transformer with Stochastic Experts.”'],
  ])('%s', text => {
    expect(lookUp(lookup, text)).toBe(experts);
  });

  test('by its DOI', () => {
    expect(lookUp(lookup, 'https://doi.org/10.1145/3404835.3463098')).toBe(splade);
  });

  test('of two with the same title, the first', () => {
    expect(lookUp(lookup, 'splade sparse lexical and expansion model')).toBe(splade);
  });

  test('the first identifier that the collection has decides', () => {
    expect(lookUp(lookup, '1901.00001 and 2110.04260')).toBe(experts);
  });

  test.each(['', '!!!', 'taming', '2110.04261', '0000000000'])('%j names none', text => {
    expect(lookUp(lookup, text)).toBeUndefined();
  });
});
