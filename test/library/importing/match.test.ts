import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { matchEntries } from '../../../src/library/importing/index.ts';
import { indexPapers, lookUp } from '../../../src/papers/lookup.ts';
import type { Paper } from '../../../src/papers/paper.ts';
import { type FileEntry, readReferences } from '../../../src/papers/references/index.ts';

const papers: Paper[] = [
  { id: '0000000001', title: 'By arXiv', abstract: '', links: [], authors: [], arxivId: '2110.04260' },
  { id: '0000000002', title: 'By DOI', abstract: '', links: [], authors: [], doi: '10.1000/xyz' },
  { id: '0000000003', title: 'By Title: a Study', abstract: '', links: [], authors: [] },
];

/** What a search would find is given: all papers, in their order. */
function collectionOf(held: readonly Paper[]) {
  return { named: (text: string) => lookUp(indexPapers(held), text), closest: () => held };
}

it('matches by arXiv id, DOI or title, each paper once', async () => {
  const { matched, notFound } = await matchEntries(collectionOf(papers), [
    { line: 1, names: ['arXiv:2110.04260v3'], title: 'Something else' },
    { line: 1, names: ['https://doi.org/10.1000/XYZ'] },
    { line: 1, names: [], title: 'by title – A study.' },
    { line: 1, names: ['https://arxiv.org/pdf/2110.04260.pdf'] },
    { line: 1, names: ['arXiv:9999.99999'], title: 'Nowhere' },
    { line: 1, names: [] },
  ]);
  expect(matched.map(({ id }) => id)).toEqual(['0000000001', '0000000002', '0000000003']);
  expect(notFound.map(({ entry }) => entry.title)).toEqual(['Nowhere', undefined]);
});

it('a journal’s name in a BibTeX file is no title', async () => {
  const file = await readFile(
    new URL('../../papers/references/fixtures/16-journal-is-a-title.bib', import.meta.url),
    'utf8',
  );
  const content = readReferences(file, 10);
  if (content.kind !== 'entries') throw new Error(content.kind);
  const held: Paper[] = [
    { id: '0000000001', title: 'Machine Learning', abstract: '', links: [], authors: ['Ann Other'], year: 1990 },
    {
      id: '0000000002',
      title: 'Forests of Random Trees',
      abstract: '',
      links: [],
      authors: ['Otto Stone'],
      year: 2001,
    },
  ];
  const { matched, notFound } = await matchEntries(collectionOf(held), content.entries);
  expect([matched.map(({ title }) => title), notFound]).toEqual([['Forests of Random Trees'], []]);
});

it('a field that may hold an identifier is never taken for a title: a journal is no paper', async () => {
  const collection: Paper[] = [
    { id: '0000000001', title: 'Machine Learning', abstract: '', links: [], authors: [] },
    { id: '0000000002', title: 'Forests of Random Trees', abstract: '', links: [], authors: [] },
  ];
  const { matched } = await matchEntries(collectionOf(collection), [
    { line: 1, names: ['Machine Learning'], title: 'Forests of Random Trees' },
  ]);
  expect(matched.map(({ id }) => id)).toEqual(['0000000002']);
});

it('an identifier that names a paper of another title and other people is a conflict, and is said', async () => {
  const ripples = { title: 'Ripples over a Plain', authors: ['Mira Vale'], doi: '10.5555/1234' };
  const collection: Paper[] = [{ id: '0000000001', abstract: 'x', links: [], ...ripples }];
  const entries = [
    { line: 1, names: ['10.5555/1234'], title: 'Storms on the Sphere', authors: ['Otto Stone'] },
    { line: 2, names: ['10.5555/1234'], title: 'On ripples over plains', authors: ['M. Vale'] },
  ];
  const [storms, preprint] = await Promise.all(entries.map(entry => matchEntries(collectionOf(collection), [entry])));
  expect(storms).toEqual({ matched: [], notFound: [{ entry: entries[0], conflicting: collection[0] }] });
  expect(preprint?.matched.map(({ id }) => id)).toEqual(['0000000001']);
});

const editorial = (id: string, author: string, more: Partial<Paper> = {}): Paper => {
  return { id, title: 'Editorial', abstract: '', links: [], authors: [author], ...more };
};

it.each<[why: string, held: Paper[], entry: Partial<FileEntry>, saved: string[], closest: string | undefined]>([
  ['other authors', [editorial('a', 'Ann Other')], { authors: ['Otto Stone'] }, [], 'a'],
  [
    'the second of two with that title',
    [editorial('a', 'Ann Other'), editorial('b', 'Otto Stone')],
    { authors: ['O. Stone'] },
    ['b'],
    undefined,
  ],
  [
    'another arXiv id',
    [editorial('a', 'Ann Other', { arxivId: '2101.00001' })],
    { authors: ['Ann Other'], names: ['arXiv:2102.00002'] },
    [],
    'a',
  ],
  ['authors that nobody knows', [editorial('a', 'Ann Other')], {}, ['a'], undefined],
  ['half of the title', [editorial('a', 'Ann Other')], { title: 'Editorial Farewell' }, [], 'a'],
  ['a word of it', [editorial('a', 'Ann Other')], { title: 'An Editorial Look at Forests' }, [], undefined],
  [
    'an identifier in the title is that of another paper',
    [editorial('a', 'Ann Other', { arxivId: '2101.00001' })],
    { title: 'A Reply to arXiv:2101.00001' },
    [],
    undefined,
  ],
])('the whole title counts, and authors may contradict it: %s', async (_, held, said, saved, closest) => {
  const entry = { line: 1, names: [], title: 'Editorial', ...said };
  const { matched, notFound } = await matchEntries(collectionOf(held), [entry]);
  expect(matched.map(({ id }) => id)).toEqual(saved);
  expect(notFound.map(one => one.closest?.id)).toEqual(saved.length > 0 ? [] : [closest]);
});

it('lets others have their turn after some characters, however few the entries are', async () => {
  const entries = Array.from({ length: 20 }, (_, line) => ({ line, names: [`${line} ${'long '.repeat(4200)}`] }));
  let turns = 0;
  let counting = true;
  const count = () => {
    turns++;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  await matchEntries({ named: () => undefined, closest: () => [] }, entries);
  counting = false;
  expect(turns).toBeGreaterThanOrEqual(entries.length - 1);
});

it('lets others have their turn before each search for what comes closest, of which there are 200 at most', async () => {
  let turns = 0;
  const count = () => {
    turns++;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  const turnsBefore: number[] = [];
  const sought: string[] = [];
  const collection = {
    named: () => undefined,
    closest: (text: string) => {
      turnsBefore.push(turns);
      sought.push(text);
      return [];
    },
  };
  const entries = Array.from({ length: 300 }, (_, i) => ({
    line: i,
    names: [],
    title: `Number ${i} ${'long '.repeat(300)}`,
  }));
  await matchEntries(collection, entries);
  clearImmediate(next);
  expect(sought).toHaveLength(200);
  expect(new Set(turnsBefore).size).toBe(200);
  expect(Math.max(...sought.map(text => text.length))).toBe(300);
});
