import { expect, it } from 'vitest';
import { type Import, imported } from '../../../commands/list/imported.ts';
import { labels, PAPER, papers } from '../../messages/given.ts';

const NOTHING: Import = { which: 'mine', added: 0, present: 0, noRoom: 0, notFound: [], rejected: [] };
const entry = { line: 1, names: [], title: 'Another title' };

it.each<[Partial<Import>, RegExp]>([
  [{ added: 1 }, /^\*\*1\*\* paper saved\.$/],
  [{ added: 2, present: 3 }, /^\*\*2\*\* papers saved\. .*\b3\b/],
  [{ noRoom: 4 }, /\b4\b.*\b2,000 papers/],
  [
    { notFound: [{ entry }], rejected: [{ line: 7, excerpt: 'x', why: 'no title' }] },
    /\b1 not found.*\b1 .*line 7: no title/s,
  ],
])('what came of an import is counted: %j', (change, expected) => {
  expect(imported({ ...NOTHING, ...change }).content?.source).toMatch(expected);
});

it('what comes closest can be chosen, each paper once, as many as a menu holds', () => {
  const closest = [...papers(30), ...papers(30)];
  const reply = imported({ ...NOTHING, notFound: closest.map(paper => ({ entry, closest: paper })) });
  expect(labels(reply)).toEqual([Array.from({ length: 25 }, () => PAPER.title)]);
  const values = reply.rows?.flatMap(row => ('choices' in row ? row.choices.map(({ value }) => value) : []));
  expect(values).toEqual(papers(25).map(({ id }) => id));
});

it('a file names the lines of what was left out', () => {
  const rejected = [{ line: 7, excerpt: '@article{', why: 'no end' }];
  const [file] = imported({ ...NOTHING, notFound: [{ entry, closest: PAPER }], rejected }).files ?? [];
  expect(file?.content).toMatch(/^Line 1, .*: Another title\n {2}closest: A title\nLine 7, .*no end.*: @article\{\n$/);
  expect(imported({ ...NOTHING, added: 1 }).files).toBeUndefined();
});
