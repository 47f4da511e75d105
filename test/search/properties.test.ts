import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCollection } from '../../src/papers/index.ts';
import { normaliseTitle, type Paper } from '../../src/papers/paper.ts';
import { buildIndex, type SearchIndex } from '../../src/search/index.ts';
import { ids, paper } from './small.ts';
import { anyText, sentence, word } from './texts.ts';

/** What must hold of every collection and every query. */

const own = await buildIndex(await loadCollection('data/papers.jsonl'));
await own.settled;

const smallPaper = fc.record({ title: fc.oneof(sentence, anyText), abstract: fc.oneof(sentence, anyText) });
const smallCollection = fc
  .array(smallPaper, { minLength: 1, maxLength: 12 })
  .map(papers => papers.map((given, place) => paper({ ...given, id: `p${place}` })));

/** Each has a thread that builds its latent space: so few collections, and many questions to each. */
async function built(papers: readonly Paper[]): Promise<SearchIndex> {
  const index = await buildIndex(papers);
  await index.settled;
  return index;
}

const EVERYTHING = { limit: Number.MAX_SAFE_INTEGER };

function isAnswered(index: SearchIndex, query: string): void {
  const { hits, total: matching, near } = index.search(query, EVERYTHING);
  const total = matching + near;
  expect(hits).toHaveLength(total);
  expect(new Set(hits.map(({ paper: found }) => found)).size).toBe(total);
  for (const { score } of hits) expect(score).not.toBeNaN();
  for (let i = 1; i < hits.length; i++) expect(hits[i - 1]?.score).toBeGreaterThanOrEqual(hits[i]?.score ?? 0);
  index.suggest(query);
  index.resolve(query);
  const [first] = index.papers;
  if (first) index.explain(query, [first.id]);
}

describe('any string is answered', () => {
  it('by the collection that comes with Offprint', () => {
    fc.assert(
      fc.property(anyText, query => isAnswered(own, query)),
      { numRuns: 300 },
    );
  });

  it.each<[string, string]>([
    ['one word', 'a'.repeat(20_000)],
    ['brackets', '('.repeat(20_000)],
    ['excluded brackets', '-('.repeat(10_000)],
    ['quotation marks', '"'.repeat(20_000)],
    ['alternatives', 'noise OR '.repeat(2000)],
    ['fields', 'title:'.repeat(3000)],
    ['accents', '\u0301'.repeat(20_000)],
    ['a word without spaces', '标签噪声'.repeat(3000)],
    ['unknown words', Array.from({ length: 2000 }, (_, i) => `wrod${i}`).join(' ')],
  ])('however long: %s', (_, query) => isAnswered(own, query));

  it('by small ones in several scripts', async () => {
    await fc.assert(
      fc.asyncProperty(smallCollection, fc.array(anyText, { maxLength: 30 }), async (papers, queries) => {
        const index = await built(papers);
        for (const query of queries) isAnswered(index, query);
        for (const { id } of papers) index.related(id);
      }),
      { numRuns: 12 },
    );
  });
});

describe('the same query has the same order', () => {
  it('however often it is asked, and of an index built from scratch', async () => {
    await fc.assert(
      fc.asyncProperty(
        smallCollection,
        fc.array(sentence, { minLength: 1, maxLength: 30 }),
        async (papers, queries) => {
          const [one, other] = [await built(papers), await built(papers)];
          const orders = queries.map(query => ids(one.search(query, EVERYTHING)));
          for (const [i, query] of [...queries.entries()].reverse()) {
            expect(ids(one.search(query, EVERYTHING))).toEqual(orders[i]);
            expect(ids(other.search(query, EVERYTHING))).toEqual(orders[i]);
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('page by page', () => {
    fc.assert(
      fc.property(sentence, fc.integer({ min: 1, max: 7 }), (query, size) => {
        const whole = ids(own.search(query, EVERYTHING));
        const pages = Array.from({ length: Math.ceil(whole.length / size) }, (_, page) =>
          ids(own.search(query, { limit: size, offset: page * size })),
        );
        expect(pages.flat()).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a paper’s own title finds it first', () => {
  const first = (index: SearchIndex, title: string) => index.search(title).hits[0]?.paper;

  it('in the collection that comes with Offprint, in any case', () => {
    for (const { title, id } of own.papers) {
      for (const typed of [title, title.toLowerCase(), title.toUpperCase(), ` ${title} `, `"${title}"`])
        expect(first(own, typed)?.id, typed).toBe(id);
    }
  });

  it('in any other; of several with that title, one of them', async () => {
    await fc.assert(
      fc.asyncProperty(smallCollection, async papers => {
        const index = await built(papers);
        for (const { title } of papers) {
          if (normaliseTitle(title) === '') continue;
          expect(normaliseTitle(first(index, title)?.title ?? '')).toBe(normaliseTitle(title));
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe('an exclusion only takes away', () => {
  const excluded = fc.oneof(
    word.map(one => `-${one}`),
    sentence.map(words => `-"${words}"`),
    word.map(one => `-title:${one}`),
    fc.tuple(word, word).map(([one, other]) => `-(${one} OR ${other})`),
    fc.constantFrom('-the', '-""', '-year:2021', '-topic:privacy', '-arxiv:2110.04260'),
  );
  const wanted = fc.oneof(
    sentence,
    sentence.map(words => `"${words}"`),
    fc.tuple(word, word).map(([one, other]) => `${one} OR ${other}`),
    fc.constantFrom('2110.04260', '2301.99999 label noise', 'year:2021..2023', 'topic:privacy', 'lable noize', ''),
    fc.constantFrom(...[...own.papers].map(({ title }) => title)),
    fc.constantFrom(...[...own.papers].map(({ title }) => title.slice(0, 20))),
  );

  it('what is found with it is found without it, and has not the word', async () => {
    const small = await built(
      ['Robust learning', 'Label noise', 'Шум обучение', '标签噪声', 'ラベル ノイズ', 'The label'].map(title =>
        paper({ title }),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(own, small), wanted, excluded, (index, query, without) => {
        const before = new Set(ids(index.search(query, EVERYTHING)));
        for (const typed of [`${query} ${without}`, `${without} ${query}`]) {
          for (const id of ids(index.search(typed, EVERYTHING))) expect(before, `${typed}: ${id}`).toContain(id);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the word is nowhere in what is left', () => {
    fc.assert(
      fc.property(
        sentence,
        fc.constantFrom('label', 'network', 'robust', 'training', 'loss', 'data'),
        (query, word) => {
          for (const { paper: found } of own.search(`${query} -${word}`, EVERYTHING).hits) {
            expect(`${found.title} ${found.abstract}`).not.toMatch(new RegExp(`\\b${word}\\b`, 'i'));
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('marks never change the text', () => {
  const unmarked = (index: SearchIndex, query: string) => {
    for (const { paper: found, snippet } of index.search(query, EVERYTHING).hits) {
      const text = snippet.map(span => span.text).join('');
      expect(found.abstract).toContain(text);
      expect(snippet.every(span => span.text !== '')).toBe(true);
      expect(text.length).toBeLessThanOrEqual(240);
      if (found.abstract.trim() !== '') expect(text).not.toBe('');
    }
  };

  it('in the collection that comes with Offprint', () => {
    fc.assert(
      fc.property(anyText, query => unmarked(own, query)),
      { numRuns: 50 },
    );
  });

  it('in any other', async () => {
    await fc.assert(
      fc.asyncProperty(smallCollection, fc.array(anyText, { maxLength: 30 }), async (papers, queries) => {
        const index = await built(papers);
        for (const query of queries) unmarked(index, query);
      }),
      { numRuns: 12 },
    );
  });
});
