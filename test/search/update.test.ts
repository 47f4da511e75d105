import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCollection } from '../../src/papers/index.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { buildIndex, remembering } from '../../src/search/index.ts';
import type { IndexChange, SearchIndex, Topic } from '../../src/search/types.ts';

const TOPICS: Topic[] = [
  { id: 'experts', name: 'Mixture of experts', aliases: ['sparse experts'], acronyms: ['MoE'] },
  { id: 'noise', name: 'Label noise', aliases: ['noisy labels'], acronyms: [] },
  { id: 'masking', name: 'Masked modelling', aliases: [], acronyms: ['MIM'] },
];

const OPTIONS = { topics: TOPICS, pauses: 0 };

/**
 * Few words, so that papers share them, and terms come and go; with compounds, acronyms, inflections and names of
 * topics.
 */
const PHRASES = [
  'mixture of experts (MoE)',
  'sparse mixtures of experts',
  'MoE',
  'maximum of errors (MoE)',
  'label noise',
  'noisy labels',
  'labelled',
  'meta-learning',
  'metalearning',
  'a re-sample',
  'resample',
  'sample',
  'masked modelling',
  'masked image modeling (MIM)',
  'patches',
  'hard patches',
  'gradient',
  'gradients',
  'calibration',
  'calibrated',
  'the',
  'ℓ1 norm.',
  'We show that it works.',
  'Zürich',
  'loss',
];

const text = (most: number) =>
  fc.array(fc.constantFrom(...PHRASES), { minLength: 1, maxLength: most }).map(parts => parts.join(' '));

const paper: fc.Arbitrary<Paper> = fc.record(
  {
    id: fc.integer({ min: 0, max: 11 }).map(n => n.toString(16).padStart(10, '0')),
    title: text(4),
    abstract: text(14),
    links: fc.constant<string[]>([]),
    authors: fc.array(fc.constantFrom('Ann Other', 'Bob Else', 'Ann Else', 'Li Wei')),
    arxivId: fc.constantFrom('2110.04260', '2305.00001', '1901.00002'),
    doi: fc.constantFrom('10.1000/abc', '10.1000/xyz'),
    date: fc.constantFrom('2021-10', '2023-05', '2019-01'),
    year: fc.constantFrom(2019, 2021, 2023),
  },
  { requiredKeys: ['id', 'title', 'abstract', 'links', 'authors'] },
);

const change = fc.oneof(
  { weight: 3, arbitrary: paper.map((one): IndexChange => ({ id: one.id, paper: one })) },
  { weight: 1, arbitrary: paper.map(({ id }): IndexChange => ({ id })) },
);

const QUERIES = [
  ...PHRASES,
  'mixture experts noisy label gradients',
  'moe patches',
  'calibr',
  'calibratoin',
  'resampling meta learning',
  'title:patches',
  '"label noise"',
  'author:else',
  'year:2020..2022',
  '2110.04260',
  '10.1000/abc',
  '-noise gradient',
  '0000000003',
  'lab',
  'mim',
];

/**
 * Everything that can be asked. Scores are sums of the same numbers in another order, so the last digits may differ.
 */
function answers(index: SearchIndex) {
  const asked = QUERIES.map(query => {
    const { hits, ...rest } = index.search(query, { limit: 20 });
    return {
      query,
      ...rest,
      hits: hits.map(({ score, ...hit }) => ({ ...hit, score: rounded(score) })),
      suggested: index.suggest(query),
      resolved: index.resolve(query),
      newest: index.search(query, { sort: 'newest', topic: 'moe' }).hits.map(hit => hit.paper.id),
      explained: [...index.papers].map(({ id }) => {
        const explanation = index.explain(query, [id]).get(id);
        return { ...explanation, closeness: rounded(explanation?.closeness ?? 0) };
      }),
    };
  });
  return {
    asked,
    papers: [...index.papers],
    size: index.size,
    suggested: index.suggest(''),
    topics: index.topics(),
    ofPapers: [...index.papers].map(({ id }) => ({
      got: index.get(id),
      topics: index.topicsOf(id),
      related: index.related(id).map(({ score, ...rest }) => ({ ...rest, score: rounded(score) })),
    })),
  };
}

function rounded(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}

describe('an index that was updated', () => {
  it('gives the same answers as one built anew of what it holds', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(paper, { maxLength: 8 }),
        fc.array(fc.array(change, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
        async (first, batches) => {
          const distinct = [...new Map(first.map(one => [one.id, one])).values()];
          const index = await buildIndex(distinct, OPTIONS);
          for (const batch of batches) await index.update(batch);
          const anew = await buildIndex([...index.papers], OPTIONS);
          await Promise.all([index.settled, anew.settled]);
          expect(answers(index)).toEqual(answers(anew));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('holds what was added or changed last at the end, and nothing that was removed', async () => {
    const [a, b, c] = [1, 2, 3].map(n => aPaper(`${n}`, `Paper ${n}`));
    if (!a || !b || !c) throw new Error('There are three.');
    const index = await buildIndex([a, b]);
    await index.update([{ id: c.id, paper: c }, { id: a.id, paper: { ...a, title: 'Changed' } }, { id: b.id }]);
    expect([...index.papers].map(({ title }) => title)).toEqual(['Paper 3', 'Changed']);
    expect(index.get(b.id)).toBeUndefined();
  });

  it('can be emptied and filled again', async () => {
    const papers = await loadCollection('data/papers.jsonl');
    const index = await buildIndex(papers, { pauses: 0 });
    await index.update(papers.map(({ id }) => ({ id })));
    expect([index.size, index.topics(), index.search('calibration').hits, index.suggest('')]).toEqual([0, [], [], []]);
    await index.update(papers.map(one => ({ id: one.id, paper: one })));
    const anew = await buildIndex(papers, { pauses: 0 });
    await Promise.all([index.settled, anew.settled]);
    const both = [index, anew].map(one => [
      one.search('label noise', { limit: 119 }).hits.map(({ paper: { id } }) => id),
      one.topics(),
      one.related(papers[0]?.id ?? '').map(({ paper: { id } }) => id),
    ]);
    expect(both[0]).toEqual(both[1]);
  });

  it('answers between any two changes as the collection then is, and makes updates one after the other', async () => {
    const papers = await loadCollection('data/papers.jsonl');
    const index = await buildIndex(papers, { pauses: 0 });
    const versions = (n: number) => papers.map(one => ({ id: one.id, paper: { ...one, year: 2000 + n } }));
    const updates = [1, 2, 3].map(n => index.update(versions(n)));
    let going = true;
    let looks = 0;
    const looking = (async () => {
      while (going) {
        const found = index.search('regularization', { limit: 200 });
        expect(index.size).toBe(papers.length);
        expect(new Set(found.hits.map(({ paper: { id } }) => id)).size).toBe(found.hits.length);
        for (const { paper: hit } of found.hits) expect(index.get(hit.id)).toBe(hit);
        looks++;
        await new Promise(resolve => setImmediate(resolve));
      }
    })();
    await Promise.all(updates);
    going = false;
    await looking;
    expect(looks).toBeGreaterThan(1);
    expect([...index.papers].every(({ year }) => year === 2003)).toBe(true);
  });

  it('is not remembered as it was', async () => {
    const papers = await loadCollection('data/papers.jsonl');
    const index = remembering(await buildIndex(papers, { pauses: 0 }));
    await index.settled;
    const [first] = index.search('label noise').hits;
    expect(index.search('label noise').hits[0]).toBe(first);
    await index.update([{ id: first?.paper.id ?? '' }]);
    expect(index.size).toBe(papers.length - 1);
    expect(index.search('label noise').hits.map(({ paper: hit }) => hit.id)).not.toContain(first?.paper.id);
  });

  it('forgets words that only papers that went had as one', async () => {
    const joined = aPaper('1', 'A re-ordering of re-ordered lists');
    const apart = aPaper('2', 'An order of lists');
    const index = await buildIndex([joined, apart]);
    expect(index.search('reordering').hits.map(({ paper: { id } }) => id)).toContain(apart.id);
    await index.update([{ id: joined.id }]);
    expect(index.search('reordering')).toEqual((await buildIndex([apart])).search('reordering'));
  });

  it('knows what papers mean before its latent space is made anew: of new ones, and of those that moved up', async () => {
    const papers = await loadCollection('data/papers.jsonl');
    const [first, one, ...others] = papers;
    if (!first || !one) throw new Error('There are two.');
    const index = await buildIndex([first, ...others], { pauses: 1e6 });
    await index.settled;
    const closeness = () => others.map(({ id, title }) => index.explain(title, [id]).get(id)?.closeness ?? 0);
    const before = closeness();
    await index.update([{ id: one.id, paper: one }, { id: first.id }]);
    expect(index.explain(one.title, [one.id]).get(one.id)?.closeness).toBeGreaterThan(0.5);
    for (const [i, close] of closeness().entries()) expect(close).toBeCloseTo(before[i] ?? 0, 1);
  });
});

function aPaper(n: string, title: string): Paper {
  return { id: n.padStart(10, '0'), title, abstract: `About ${title}.`, links: [], authors: [] };
}
