import { expect, it } from 'vitest';
import { matchEntries } from '../../../src/library/importing/index.ts';
import { indexPapers, lookUp } from '../../../src/papers/lookup.ts';
import type { Paper } from '../../../src/papers/paper.ts';

const papers: Paper[] = [
  { id: '0000000001', title: 'By arXiv', abstract: '', links: [], authors: [], arxivId: '2110.04260' },
  { id: '0000000002', title: 'By DOI', abstract: '', links: [], authors: [], doi: '10.1000/xyz' },
  { id: '0000000003', title: 'By Title: a Study', abstract: '', links: [], authors: [] },
];

it('matches by arXiv id, DOI or title, each paper once', async () => {
  const { matched, unmatched } = await matchEntries(
    text => lookUp(indexPapers(papers), text),
    [
      { line: 1, names: ['arXiv:2110.04260v3'], title: 'Something else' },
      { line: 1, names: ['https://doi.org/10.1000/XYZ'] },
      { line: 1, names: [], title: 'by title – A study.' },
      { line: 1, names: ['https://arxiv.org/pdf/2110.04260.pdf'] },
      { line: 1, names: ['arXiv:9999.99999'], title: 'Nowhere' },
      { line: 1, names: [] },
    ],
  );
  expect(matched.map(({ id }) => id)).toEqual(['0000000001', '0000000002', '0000000003']);
  expect(unmatched.map(({ title }) => title)).toEqual(['Nowhere', undefined]);
});

it('a field that may hold an identifier is never taken for a title: a journal is no paper', async () => {
  const collection: Paper[] = [
    { id: '0000000001', title: 'Machine Learning', abstract: '', links: [], authors: [] },
    { id: '0000000002', title: 'Forests of Random Trees', abstract: '', links: [], authors: [] },
  ];
  const { matched } = await matchEntries(
    text => lookUp(indexPapers(collection), text),
    [{ line: 1, names: ['Machine Learning'], title: 'Forests of Random Trees' }],
  );
  expect(matched.map(({ id }) => id)).toEqual(['0000000002']);
});

it('an identifier that names a paper of another title and other people is a conflict, and is said', async () => {
  const ripples = { title: 'Ripples over a Plain', authors: ['Mira Vale'], doi: '10.5555/1234' };
  const collection: Paper[] = [{ id: '0000000001', abstract: 'x', links: [], ...ripples }];
  const entries = [
    { line: 1, names: ['10.5555/1234'], title: 'Storms on the Sphere', authors: ['Otto Stone'] },
    { line: 2, names: ['10.5555/1234'], title: 'On ripples over plains', authors: ['M. Vale'] },
  ];
  const [storms, preprint] = await Promise.all(
    entries.map(entry => matchEntries(text => lookUp(indexPapers(collection), text), [entry])),
  );
  expect(storms).toEqual({
    matched: [],
    unmatched: [],
    conflicting: [{ entry: entries[0], paper: collection[0] }],
  });
  expect(preprint?.matched.map(({ id }) => id)).toEqual(['0000000001']);
});
