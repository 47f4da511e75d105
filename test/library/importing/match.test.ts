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
      { names: ['arXiv:2110.04260v3'], title: 'Something else' },
      { names: ['https://doi.org/10.1000/XYZ'] },
      { names: [], title: 'by title – A study.' },
      { names: ['https://arxiv.org/pdf/2110.04260.pdf'] },
      { names: ['arXiv:9999.99999'], title: 'Nowhere' },
      { names: [] },
    ],
  );
  expect(matched.map(({ id }) => id)).toEqual(['0000000001', '0000000002', '0000000003']);
  expect(unmatched.map(({ title }) => title)).toEqual(['Nowhere', undefined]);
});
