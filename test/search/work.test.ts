import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Paper } from '../../src/papers/paper.ts';
import { IndexedCollection } from '../../src/search/collection.ts';
import { Field } from '../../src/search/field.ts';
import { matchingOf } from '../../src/search/find.ts';
import { correcting, togetherIn } from '../../src/search/query/known.ts';
import { neighbours } from '../../src/search/query/neighbours.ts';
import { Searcher } from '../../src/search/searcher.ts';
import { hostileQueries } from '../attack/queries.ts';

/** Every one has the words that the hostile queries ask for. */
const PAPERS: Paper[] = Array.from({ length: 600 }, (_, i) => ({
  id: String(i).padStart(10, '0'),
  title: `The model of a method number ${i}`,
  abstract:
    `We show that the model of the data is a method for learning. In this paper the approach to the network is new, and the results of the task are ${i}. `.repeat(
      3,
    ),
  links: [],
  authors: ['Jean Moreau', 'Li Wei', 'Ana García'],
}));

/** A collection that counts what is looked at: terms of papers, and texts of papers by their characters. */
async function counted() {
  const collection = new IndexedCollection(await Field.of([]));
  for (const paper of PAPERS) collection.add(paper);
  const spent = { terms: 0, characters: 0 };
  const { selectable, forward } = collection;
  for (const field of ['title', 'text', 'authors'] as const) {
    const read = forward[field].bind(forward);
    forward[field] = place => {
      const terms = read(place);
      spent.terms += terms.length;
      return terms;
    };
  }
  const { paperAt } = selectable;
  selectable.paperAt = place => {
    const paper = paperAt(place);
    spent.characters += paper?.abstract.length ?? 0;
    return paper;
  };
  return { searcher: new Searcher(collection), collection, spent };
}

/** What one query may cost. All papers with all conditions would be a thousand times as much. */
const MOST = { terms: 8_000_000, characters: 3_000_000 };

describe('what a query costs', async () => {
  const { searcher, collection, spent } = await counted();
  const termsOf = (words: string) => words.split(' ').flatMap(word => collection.forward.numberOf(word) ?? []);
  const costOf = (query: string) => {
    Object.assign(spent, { terms: 0, characters: 0 });
    const answer = searcher.search(query);
    return { ...spent, answer };
  };

  it('is bounded, whatever is asked', () => {
    for (const { text } of hostileQueries(PAPERS, 120, 5)) {
      const { terms, characters } = costOf(text);
      expect(terms, text).toBeLessThan(MOST.terms);
      expect(characters, text).toBeLessThan(MOST.characters);
    }
  });

  it('is bounded for hundreds of excluded phrases of stop words, and the answer says what was left out', () => {
    const words = ['model', 'method', 'data', 'paper', 'approach', 'network', 'task', 'results'];
    const phrases = words.flatMap(word => ['each', 'per', 'any', 'over'].map(stop => `-"${stop} ${word} per ${stop}"`));
    const { characters, answer } = costOf(`learning ${phrases.join(' ')}`);
    expect(characters).toBeLessThan(MOST.characters);
    expect(answer.total).toBeGreaterThan(0);
    expect(answer.leftOut).toContain('-"over results per over"');
  });

  it('says when only the best papers were looked into', () => {
    const { answer } = costOf('learning -"each model per" -"any data over" -"each paper" -"any network per"');
    expect(answer.partly).toBe(true);
    expect(answer.total).toBeGreaterThan(0);
    expect(answer.total).toBeLessThanOrEqual(PAPERS.length);
    expect(answer.hits.length).toBe(10);
  });

  it('asks no more than ordinary queries need: those are answered in full', () => {
    for (const query of [
      '"the model of the data"',
      'learning -"a network"',
      'title:"model of a method" OR author:"jean moreau"',
    ]) {
      const { answer } = costOf(query);
      expect(answer.partly).toBeUndefined();
      expect(answer.leftOut).toBeUndefined();
    }
  });

  it('gathers no more postings than it may to tell which papers have a word', () => {
    const gathered: number[] = [];
    const selectable = {
      ...collection.selectable,
      holding: (term: number) => {
        gathered.push(term);
        return collection.selectable.holding(term);
      },
    };
    const forms = [termsOf('model method'), ...termsOf('model method data learn').map(term => [term])];
    const wanted = { text: '', concepts: [], forms, first: [], clauses: [], options: {} };
    const query = { ...wanted, concepts: [{ readings: new Map([[Math.max(...termsOf('number')), 1]]) }] };
    const postings = 6 * PAPERS.length;
    expect(matchingOf(query, selectable, postings)?.count).toBe(PAPERS.length);
    expect(gathered).toHaveLength(6);
    expect(matchingOf(query, selectable, postings - 1)).toBeUndefined();
    expect(gathered).toHaveLength(6);
  });

  it('looks up each pair of words once, and no more pairs than it may', () => {
    let gathered = 0;
    const stand = togetherIn(collection.forward, term => {
      gathered++;
      return collection.selectable.holding(term);
    });
    for (let i = 0; i < 100; i++) expect(stand('model', 'method')).toBe(true);
    expect(gathered).toBe(2);
    const words = ['model', 'method', 'data', 'learn', 'paper', 'approach', 'network', 'task', 'result', 'new'];
    for (let i = 0; i < 100; i++) for (const one of words) for (const other of words) stand(other, one);
    expect(gathered).toBeLessThanOrEqual(2 * words.length ** 2);
  });

  it('tries other spellings of a word of any language, and of none that is longer', async () => {
    const isWord = vi.spyOn(neighbours, 'isWord');
    onTestFinished(() => isWord.mockRestore());
    const { searcher } = await counted();
    const triedFor = (word: string) => {
      isWord.mockClear();
      searcher.search(word);
      return isWord.mock.calls.length;
    };
    expect(triedFor('a'.repeat(40))).toBeGreaterThan(40);
    expect(triedFor('a'.repeat(2_000))).toBeLessThan(40);
    expect(triedFor('ä'.repeat(2_000))).toBeLessThan(40);
  });

  it('corrects as many words as a large vocabulary leaves time for, fewer when they are long', () => {
    const lookedFor = (size: number, length: number) => {
      let words = 0;
      const corrections = () => {
        words++;
        return [];
      };
      const corrected = correcting({ size, corrections }, () => false);
      for (let i = 0; i < 100; i++) corrected(String(i).padStart(length, 'x'));
      return words;
    };
    expect([10, 40].map(length => lookedFor(1000, length))).toEqual([20, 20]);
    expect([10, 40].map(length => lookedFor(50_000, length))).toEqual([16, 4]);
    expect([10, 40].map(length => lookedFor(5_000_000, length))).toEqual([3, 3]);
  });
});
