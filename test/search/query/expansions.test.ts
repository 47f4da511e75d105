import { describe, expect, it } from 'vitest';
import plainWords from '../../../data/plain-words.json' with { type: 'json' };
import { terms } from '../../../src/search/analysis/tokens.ts';
import { acronymsIn, Expansions } from '../../../src/search/query/expansions.ts';
import { ids, indexOf } from '../small.ts';

describe('acronyms that a text explains', () => {
  it.each([
    ['Mixture-of-Experts (MoE)', 'MoE', 'Mixture-of-Experts'],
    ['we train large language models (LLMs)', 'LLM', 'large language models'],
    ['the Expected Calibration Error (ECE) of', 'ECE', 'Expected Calibration Error'],
    ['Conditional Value-at-Risk (CVaR)', 'CVaR', 'Conditional Value-at-Risk'],
    ['Low-Rank Adaptation (LoRA)', 'LoRA', 'Low-Rank Adaptation'],
  ])('%s', (text, short, long) => {
    expect(acronymsIn(text)).toEqual([{ short, long }]);
  });

  it.each(['the agency (NASA)', 'the (A) case', '(SAM)', 'as in (Smith 2020)'])('none: %s', text => {
    expect(acronymsIn(text)).toEqual([]);
  });
});

describe('other words', () => {
  it('lead both ways within a group, and one way from an everyday word', () => {
    const expansions = new Expansions();
    expansions.addGroup(['image', 'picture'], 0.4);
    expansions.addOneWay('guess', ['predict', 'estimate'], 0.4);
    const from = (...words: string[]) =>
      expansions.from(words, 0).flatMap(found => found.expansions.map(({ terms }) => terms.join(' ')));
    expect(from('imag')).toEqual(['pictur']);
    expect(from('pictur')).toEqual(['imag']);
    expect(from('guess')).toEqual(['estim', 'predict']);
    expect(from('predict')).toEqual([]);
  });
});

describe('everyday words', () => {
  const PAPERS = [
    { id: 'network', title: 'Neural network pruning', abstract: 'Pruning a neural network by its gradients.' },
    { id: 'rates', title: 'Learning rates of neural networks', abstract: 'How the learning rate is chosen.' },
  ];
  const ORCHARD = [
    { id: 'apples', title: 'Pruning fruit trees', abstract: 'Fruit trees are pruned in winter.' },
    { id: 'pears', title: 'Fruit trees on walls', abstract: 'Fruit trees grow on walls.' },
  ];
  const FRUIT_TREES = [{ id: 'fruit-trees', name: 'fruit trees', aliases: [], acronyms: [] }];

  it('find what papers of the field call it, and nothing in another field', async () => {
    const field = await indexOf(PAPERS);
    const other = await indexOf(ORCHARD, { topics: FRUIT_TREES });
    expect(ids(field.search('trim the network'))[0]).toBe('network');
    expect(field.search('trim the network').absent).toMatchObject([{ word: 'trim', how: 'near', instead: ['prune'] }]);
    expect(ids(other.search('trim'))).toEqual([]);
  });

  it('in the file lead somewhere, each of them', () => {
    for (const [plain, others] of Object.entries(plainWords)) {
      for (const other of others) {
        const expansions = new Expansions();
        expansions.addOneWay(plain, [other], 0.4);
        expect(expansions.from(terms(plain), 0), `${plain}: ${other}`).toHaveLength(1);
      }
    }
  });

  it('are no phrase of which stop words leave a single word', () => {
    const expansions = new Expansions();
    expansions.addOneWay('without labels', ['unsupervised'], 0.4);
    expansions.addGroup(['zero-shot', 'no examples'], 0.4);
    expect(expansions.from(['label'], 0)).toEqual([]);
    expect(expansions.from(['exampl'], 0)).toEqual([]);
  });
});
