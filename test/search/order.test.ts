import { expect, it } from 'vitest';
import { ownTest } from '../eval/judged.ts';
import { seeded } from '../eval/known/forms.ts';
import { KINDS } from './kinds.ts';
import { ids } from './small.ts';

/** On disk vectors are rounded, so that near equals may change places. */
const MOST_APART: Readonly<Record<string, number>> = { 'in memory': 0, 'on disk': 0.02 };

it.each(KINDS)('the order of the papers in the file changes no answer $name', async ({ name, build }) => {
  const { papers, queries } = await ownTest();
  const random = seeded(5);
  const shuffled = papers
    .map(paper => ({ paper, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ paper }) => paper);
  const [one, other] = await Promise.all([build(papers), build(shuffled)]);
  const apart = queries.filter(({ text }) => {
    const [first, second] = [one, other].map(index => ids(index.search(text, { limit: 20 })).join());
    return first !== second;
  });
  expect(apart.length / queries.length).toBeLessThanOrEqual(MOST_APART[name] ?? 0);
});
