import { describe, expect, it } from 'vitest';
import { ids, indexesOf } from './small.ts';

const PAPERS = [
  { id: 'e', title: 'Vitamin E in cystic fibrosis', abstract: 'Vitamin E was low in children.', authors: ['B. Adams'] },
  { id: 'k', title: 'Vitamin K in infants', abstract: 'Vitamin K was given to 3 infants.', authors: ['E. Miller'] },
  { id: 'c', title: 'Hepatitis C in adults', abstract: 'The hepatitis C virus was found.', authors: ['A. B. Cohen'] },
  { id: 'he', title: 'Hepatitis E in adults', abstract: 'The hepatitis E virus was found.', authors: ['C. Cohen'] },
  { id: 'omega', title: 'Omega 3 fatty acids', abstract: 'Omega-3 fatty acids help.', authors: ['O. Wright'] },
  { id: 'cats', title: 'Three cats', abstract: 'There were 3 cats, and a figure C.', authors: ['V. Cats'] },
  { id: 'one', title: 'Errors of type I', abstract: 'The type I error is bounded.', authors: ['I. Bound'] },
  { id: 'two', title: 'Errors of the second kind', abstract: 'Errors of type II, and I.', authors: ['T. Bound'] },
  { id: 'phi', title: 'The golden ratio', abstract: 'Phi is larger than 4 thirds.', authors: ['P. Hi'] },
  { id: 'gpt', title: 'GPT among models', abstract: 'GPT is asked 5 times.', authors: ['G. Pt'] },
  { id: 'pylori', title: 'Helicobacter pylori', abstract: 'Helicobacter pylori was found.', authors: ['P. Ylor'] },
  {
    id: 'it',
    title: 'La vitamina E nella dieta',
    abstract: 'In questo lavoro si mostra che la vitamina E non è più importante delle altre.',
    authors: [],
  },
];

describe.each(await indexesOf(PAPERS))('letters and numbers beside words, in an index $name', ({ index }) => {
  const matching = (query: string) => {
    const found = index.search(query);
    return found.hits.filter(({ without }) => without.length === 0).map(({ paper }) => paper.id);
  };

  it.each([
    ['vitamin E', ['e']],
    ['vitamin e', ['e']],
    ['vitamin K', ['k']],
    ['hepatitis C', ['c']],
    ['hepatitis E', ['he']],
    ['type I error', ['one']],
    ['omega 3', ['omega']],
    ['vitamina E', ['it']],
    ['H. pylori', ['pylori']],
  ])('%s is in %j alone', (query, papers) => {
    expect(matching(query)).toEqual(papers);
    expect(ids(index.search(query))[0]).toBe(papers[0]);
    expect(index.search(query).absent).toBeUndefined();
  });

  it.each([
    ['hepatitis C', 2],
    ['omega 3', 1],
    ['omega 3 acids', 1],
  ])('%s: the total is %i, without papers that only have the letter or the number', (query, total) => {
    const found = index.search(query);
    expect(found).toMatchObject({ total, near: 0 });
    expect(found.hits).toHaveLength(total);
  });

  it('no letter of a word is an initial of an author, but a name is found by its initial', () => {
    expect(index.search('vitamin B').hits.every(({ without }) => without.includes('B'))).toBe(true);
    expect(ids(index.search('"C. Cohen"'))).toEqual(['he']);
    expect(ids(index.search('author:"C. Cohen"'))).toEqual(['he']);
  });

  it('only the pair is marked', () => {
    const [hit] = index.search('infants omega 3').hits.filter(({ paper }) => paper.id === 'k');
    expect(hit?.snippet.filter(({ marked }) => marked).map(({ text }) => text)).toEqual(['infants']);
  });

  it.each(['Phi-4', 'phi-4', 'Phi 4 models', 'GPT-5', 'GPT 5', 'GPT-5 models'])('%s: the version is missing', query => {
    const [absent] = index.search(query).absent ?? [];
    if (query === 'Phi 4 models')
      expect(index.search(query).hits.every(({ without }) => without.length > 0)).toBe(true);
    else expect(absent?.word.replace('-', ' ').toLowerCase()).toMatch(/^(?:phi 4|gpt 5)$/);
  });

  it('where the word is missing, the letter beside it finds nothing', () => {
    expect(index.search('railway C')).toMatchObject({ total: 0, hits: [], absent: [{ word: 'railway' }] });
  });
});
