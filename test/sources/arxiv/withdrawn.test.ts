import { describe, expect, test } from 'vitest';
import { toRecord } from '../../../src/sources/arxiv/entry.ts';

const withdrawn = (more: { comment?: string; abstract?: string; title?: string }) =>
  toRecord({
    id: '2501.90001',
    title: 'A Title',
    abstract: 'We study.',
    authors: [],
    date: '',
    categories: [],
    doi: '',
    journal: '',
    ...more,
  });

describe('a paper that is gone is known', () => {
  test.each([
    'arXiv admin note: this version has been removed by arXiv administrators as the submitter could not grant the licence',
    'The authors have withdrawn this submission; Lemma 3 does not hold',
    'Paper withdrawn',
    'This paper has been withdrawn by the author due to an error in equation 4',
    'Withdrawn',
    'Article retracted.',
    'We withdraw this paper because of a gap in the proof',
    'arXiv admin note: this submission has been withdrawn by arXiv administrators due to fraud',
    'Submission removed by arXiv admin',
    'Manuscript temporarily withdrawn for revision',
  ])('by the comment “%s”', comment =>
    expect(withdrawn({ comment })).toMatchObject({ withdrawn: true, onlyKnown: true }),
  );

  test.each([
    'This paper has been withdrawn by the author due to a crucial error.',
    'The authors have withdrawn this paper.',
    'Withdrawn by the authors.',
    'This submission has been removed by arXiv administrators.',
  ])('by “%s” in place of the abstract, which is kept as it was', abstract => {
    expect(withdrawn({ abstract })).toMatchObject({ withdrawn: true, onlyKnown: true, abstract: undefined });
  });

  test.each([
    'Withdrawn: On Trees',
    '[Retracted] On Trees',
    'On Trees (withdrawn)',
    'On Trees (this paper has been withdrawn)',
    'This paper has been withdrawn',
  ])('by the title “%s”', title => expect(withdrawn({ title })).toMatchObject({ withdrawn: true, onlyKnown: true }));
});

describe('a paper that stands', () => {
  test.each([
    'Withdrawn from ICML 2020 and accepted at NeurIPS',
    'A previous version was withdrawn; this one is corrected',
    'Supersedes the withdrawn arXiv:2401.00001',
    'arXiv admin note: substantial text overlap with arXiv:2401.00001',
    '12 pages, 3 figures removed',
    '10 pages; to appear',
  ])('whatever the comment “%s”', comment => expect(withdrawn({ comment })).toMatchObject({ withdrawn: false }));

  test.each([
    'Withdrawn Troops and the Market',
    'Withdrawal from Opioids',
    'Retracted Papers in Physics',
    'How Reviews Are Withdrawn',
  ])('whatever the title “%s”', title => expect(withdrawn({ title })?.withdrawn).toBeUndefined());

  test('whose abstract is about withdrawals', () => {
    expect(
      withdrawn({ abstract: 'We study papers that were withdrawn or retracted, and why authors withdraw them.' })
        ?.withdrawn,
    ).toBeUndefined();
  });
});
