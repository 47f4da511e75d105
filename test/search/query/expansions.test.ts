import { describe, expect, it } from 'vitest';
import { acronymsIn, Expansions } from '../../../src/search/query/expansions.ts';

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
