import { describe, expect, it } from 'vitest';
import { acronymsIn } from '../../../src/search/query/expansions.ts';

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
