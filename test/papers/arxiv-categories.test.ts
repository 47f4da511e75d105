import { expect, it } from 'vitest';
import categories from '../../data/arxiv-categories.json' with { type: 'json' };
import { CATEGORIES, findCategory, readCategory } from '../../src/papers/arxiv-categories.ts';

it('each category is one that people can type, has a name of its own, and stands once', () => {
  for (const { id } of categories) expect(readCategory(id)).toBe(id);
  const ids = categories.flatMap(({ id, also = [] }) => [id, ...also]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(categories.map(({ name }) => name.toLowerCase())).size).toBe(categories.length);
  expect(CATEGORIES.map(({ id }) => id).sort()).toEqual(categories.map(({ id }) => id).sort());
});

it('those that most people look for come first', () => {
  expect(CATEGORIES.slice(0, 3).map(({ id }) => id)).toEqual(['cs.LG', 'cs.AI', 'cs.CL']);
});

it.each([
  ['hep-th', 'High energy physics: theory'],
  ['alg-geom', 'Algebraic geometry'],
  ['math.IT', 'Information theory'],
  ['83C57', undefined],
])('%s is called %s', (id, name) => {
  expect(findCategory(id)?.name).toBe(name);
});
