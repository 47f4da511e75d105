import { expect, it } from 'vitest';
import { readCorpus } from '../../src/search/corpus.ts';
import { ownTest } from '../eval/judged.ts';
import { KNOWN_ITEM_BASELINES } from '../eval/known/baselines.ts';
import { generatedQueries, writtenQueries } from '../eval/known/queries.ts';
import { mean, measure } from '../eval/metrics.ts';
import { KINDS } from './kinds.ts';

/** Of each form in each half; `npm run eval` asks more of them. */
const MOST_OF_A_FORM = 15;
const own = await ownTest();
const acl = await readCorpus('test/known-items/acl.jsonl');
const written = await writtenQueries('test/known-items/acl-queries.jsonl', acl.papers);

/** Floors a little below what docs/search.md says: a query or two may change places. */
it.each([
  { name: 'the own papers', papers: own.papers, queries: generatedQueries(own.papers, MOST_OF_A_FORM), floor: 0.985 },
  { name: 'another field', papers: acl.papers, queries: generatedQueries(acl.papers, MOST_OF_A_FORM), floor: 0.97 },
  { name: 'another field, by hand', papers: acl.papers, queries: written, floor: 0.97 },
])('finds the one paper of $name first, in memory and on disk alike', async ({ papers, queries, floor }) => {
  const indexes = await Promise.all(KINDS.map(({ build }) => build(papers)));
  const [memory = [], disk = []] = indexes.map(index =>
    queries.map(({ text, judged }) => {
      const { hits, total } = index.search(text, { limit: 20 });
      return {
        total,
        ...measure(
          hits.map(({ paper }) => paper.id),
          judged,
        ),
      };
    }),
  );
  expect(queries.length).toBeGreaterThan(150);
  expect(mean(memory.map(({ success1 }) => success1))).toBeGreaterThanOrEqual(floor);
  expect(mean(disk.map(({ success1 }) => success1))).toBeGreaterThanOrEqual(floor);
  const apart = queries.filter((_, at) => memory[at]?.success1 !== disk[at]?.success1);
  expect(apart.length / queries.length).toBeLessThan(0.01);
});

/** One or two of the thirty queries of a form may find their paper second or later. */
const TOLERANCE = 0.04;

it.each([
  { name: 'the own papers', papers: own.papers },
  { name: 'another field', papers: acl.papers },
])(
  'finds the one paper of $name as well as the plain library, in every form, and better in all',
  async ({ papers }) => {
    const [inMemory] = KINDS;
    const index = await inMemory?.build(papers);
    const queries = generatedQueries(papers, MOST_OF_A_FORM);
    const plain = ['minisearch defaults', 'minisearch title ×2, prefix, fuzzy'].map(
      engine => KNOWN_ITEM_BASELINES[engine]?.(papers) ?? (() => []),
    );
    const search = (text: string) => index?.search(text, { limit: 20 }).hits.map(({ paper }) => paper.id) ?? [];
    const reached = [search, ...plain.map(engine => (text: string) => engine(text, 20))].map(engine =>
      queries.map(({ text, judged }) => measure(engine(text), judged).mrr),
    );
    const means = (places: readonly number[]) => reached.map(mrr => mean(places.map(place => mrr[place] ?? 0)));
    for (const [form, places] of Map.groupBy(queries.keys(), place => queries[place]?.kind)) {
      const [offprint = 0, ...others] = means(places);
      expect(offprint, form).toBeGreaterThanOrEqual(Math.max(...others) - TOLERANCE);
    }
    const [offprint = 0, ...others] = means([...queries.keys()]);
    expect(offprint).toBeGreaterThanOrEqual(Math.max(...others) - TOLERANCE / 10);
  },
);
