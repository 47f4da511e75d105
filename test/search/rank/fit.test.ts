import { describe, expect, it } from 'vitest';
import { buildIndex } from '../../../src/search/index.ts';
import { ownTest } from '../../eval/judged.ts';
import { ids, indexesOf, paper } from '../small.ts';

const PAPERS = [
  paper({
    title: 'Towards Debiasing Sentence Representations',
    abstract: 'We remove what a corpus has too much of.',
    authors: ['Christopher Davis'],
    year: 2019,
  }),
  paper({
    title: 'Learning of Universal Sentence Representations from Inference Data',
    abstract:
      'Sentence representations are towards the end of each sentence. Representations of a sentence are learnt.',
    authors: ['Davis Liang'],
    year: 2019,
  }),
  paper({
    title: 'Rivers in spring',
    abstract: 'Rivers rise in spring.',
    authors: ['Ann Vale', 'Jo Davis'],
    year: 2019,
  }),
];

describe.each(await indexesOf(PAPERS))('an index $name', ({ index }) => {
  it('takes a name that is cited for the family name, first that of the first author', () => {
    expect(ids(index.search('Davis 2019')).slice(0, 2)).toEqual([
      'Towards Debiasing Sentence Representations',
      'Rivers in spring',
    ]);
  });
});

const LEFT_OUT = [
  paper({ title: 'QZX-7 approach to native language identification', abstract: 'We took part.' }),
  paper({
    title: 'A dataset of native language identification',
    abstract:
      'An approach to language identification. Identification of a native language needs an approach. Native language identification is an approach.',
  }),
  paper({ title: 'Bridges', abstract: 'A bridge of one ton. Another ton.' }),
  paper({
    title: 'Reconnaissance multilingue',
    abstract: 'Nous présentons la reconnaissance de la langue dans les textes.',
  }),
];

describe.each(await indexesOf(LEFT_OUT))('an index $name', ({ index }) => {
  it('finds a title without the rare name in front of it, where others say more of the subject', () => {
    const [first] = index.search('approach to native language identification').hits;
    expect(first?.paper.title).toBe('QZX-7 approach to native language identification');
  });

  it('takes no two words for one whose stem is another word', () => {
    expect(ids(index.search('to native'))).not.toContain('Bridges');
  });
});

/** Other papers say these words more often, or closer together. */
it.each([
  ['by Learning Continually Spectral Regularization', 'Learning Continually by Spectral Regularization'],
  ['Dropout Very Large Fine-tuning with', 'Fine-tuning with Very Large Dropout'],
  [
    'Neural Networks Adversarial Model Regularizing Perturbation via',
    'Regularizing Neural Networks via Adversarial Model Perturbation',
  ],
])('of the own papers finds the title that %s remembers', async (query, title) => {
  const { papers } = await ownTest();
  const index = await buildIndex(papers);
  await index.settled;
  expect(index.search(query).hits[0]?.paper.title).toBe(title);
});

const WORDED = [
  paper({ title: 'Tidal Bay Sediment Modeling', abstract: 'Grains are moved.' }),
  paper({ title: 'Deep Bay Sediment Model', abstract: 'A model of sediment: bay sediment is modelled.' }),
  paper({ title: 'Barges', abstract: 'Barges are moved.' }),
  paper({ title: 'Weirs', abstract: 'Weirs are built.' }),
];

it.each(await indexesOf(WORDED))(
  'an index $name takes a title in the words typed before others of the same stems',
  ({ index }) => {
    const [modeling, model] = WORDED.map(({ title }) => title);
    expect(ids(index.search('Bay Sediment Modeling'))[0]).toBe(modeling);
    expect(ids(index.search('Bay Sediment Model'))[0]).toBe(model);
  },
);
