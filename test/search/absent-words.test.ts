import { describe, expect, it } from 'vitest';
import { loadCollection } from '../../src/papers/index.ts';
import { terms, tokenise } from '../../src/search/analysis/tokens.ts';
import { buildIndex } from '../../src/search/index.ts';
import { neighbours } from '../../src/search/query/neighbours.ts';
import words from '../judgements/absent-words.json' with { type: 'json' };
import { typosOf } from './typos.ts';

/** A word of the collection that nothing else stands for. */
const KNOWN = 'noise';

const papers = await loadCollection('data/papers.jsonl');
const index = await buildIndex(papers);
await index.settled;

const everyday = words.everyday.split(' ');
const names = words.names.split(' ');

/** What is said of a word in a query; undefined where it is passed over in silence. */
function said(query: string, word: string) {
  const answer = index.search(query);
  const absent = answer.absent?.find(one => one.word === word);
  return absent && { ...absent, found: answer.hits.length };
}

describe('words that the own papers lack', () => {
  it('are 200 everyday ones and 100 names of models at least', () => {
    expect(everyday.length).toBeGreaterThanOrEqual(200);
    expect(names.length).toBeGreaterThanOrEqual(100);
  });

  it.each([
    ['alone', (word: string) => word],
    ['before a word that is there', (word: string) => `${word} ${KNOWN}`],
    ['after one', (word: string) => `${KNOWN} ${word}`],
  ])('%s are never replaced without a note', (_where, query) => {
    expect([...everyday, ...names].filter(word => said(query(word), word) === undefined)).toEqual([]);
  });

  it('find nothing alone, unless they are the beginning of a word or another name of the same', () => {
    const found = everyday.filter(word => {
      const note = said(word, word);
      return note && note.found > 0 && note.how !== 'completed' && note.how !== 'same';
    });
    expect(found).toEqual([]);
  });

  it.each([
    ['yolo', 'another letter makes another short word'],
    ['protien', 'it is nearer to a word of the language that no paper has'],
  ])('“%s” is not put right: %s', word => {
    expect(said(word, word)).toMatchObject({ instead: [], found: 0 });
  });

  it.each(['protein', 'nobody', 'YOLO'])('“%s” brings no suggestion that is near to it by chance', word => {
    expect(said(word, word)?.instead).toEqual([]);
  });

  it('are not missed in a paper that has their adjective', () => {
    const lacking = index.search('label noise', { limit: 100 }).hits.filter(hit => hit.without.includes('noise'));
    expect(lacking.length).toBeGreaterThan(0);
    expect(lacking.filter(({ paper }) => /\bnoisy\b/i.test(`${paper.title} ${paper.abstract}`))).toEqual([]);
  });

  it('are replaced by words that a paper has', () => {
    expect(said('picture', 'picture')?.instead).toContain('image');
  });

  it.each(['Nemotron', 'nemotron', 'Baichuan', 'baichuan', 'hôpital', 'pompier', 'Calibartion'])(
    '“%s” may be a name or a word of another language',
    word => {
      expect(said(`${word} ${KNOWN}`, word)?.how).not.toBe('corrected');
      expect(said(word, word)).toMatchObject({ found: 0 });
    },
  );

  it('are never corrected', () => {
    const corrected = [...everyday, ...names].filter(word =>
      [word, `${word} ${KNOWN}`, `${KNOWN} ${word}`].some(query => said(query, word)?.how === 'corrected'),
    );
    expect(corrected).toEqual([]);
  });
});

describe('slips of words that they have', () => {
  it('are put right, 95 of 100 at least', () => {
    const known = new Map<string, number>();
    for (const { title, abstract } of papers)
      for (const { word, term } of tokenise(`${title}. ${abstract}`))
        if (term !== '' && /^[a-z]{5,}$/.test(word)) known.set(word, (known.get(word) ?? 0) + 1);
    const there = new Set(known.keys());
    const frequent = [...known].filter(([, count]) => count > 1).map(([word]) => word);
    const typos = typosOf(frequent.sort(), 300, typo => !there.has(typo) && !neighbours.knows(typo));
    // Another form of the word is as good.
    const right = typos.filter(({ typo, word }) => {
      const [meant = typo] = index.search(`${typo} ${KNOWN}`).absent?.find(one => one.word === typo)?.instead ?? [];
      return terms(meant).join() === terms(word).join();
    });
    expect(right.length / typos.length).toBeGreaterThanOrEqual(0.95);
  });
});
