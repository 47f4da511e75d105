import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/search/analysis/fold.ts';
import { terms, tokenise } from '../../../src/search/analysis/tokens.ts';
import { anyText } from '../texts.ts';

const wordsOf = (text: string) => tokenise(text).map(({ word }) => word);

describe('words of a text', () => {
  it.each([
    ['naïve Hölder ERDŐS Łukasz', ['naive', 'holder', 'erdos', 'lukasz']],
    ['ﬁne-tuning', ['fine', 'tuning']],
    ['STRASSE Straße', ['strasse', 'strasse']],
    ['ＡＢＣ１２', ['abc12']],
    ['İstanbul', ['istanbul']],
    ['ёлка', ['елка']],
    ['हिन्दी', ['हिन्दी']],
    ['한국어 논문', ['한국어', '논문']],
    ['BERT’s model’s models', ['bert', 'model', 'models']],
    ["don't don’t dont", ['dont', 'dont', 'dont']],
    ['2,000 2000 0.95', ['2000', '2000', '0.95']],
    ['GPT-4, C++; a/b', ['gpt', '4', 'c', 'a', 'b']],
    ['_emphasis_ *bold* `code`', ['emphasis', 'bold', 'code']],
    ['🙂 …', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('a letter with an index is one word, however it is written', () => {
    expect(new Set(terms(String.raw`l1 L1 L_1 ℓ₁ ℓ_1 l_{1} \ell_1 \ell_{1} l^1`))).toEqual(new Set(['l1']));
    expect(new Set(terms('F1 F₁ f_1 F_{1}'))).toEqual(new Set(['f1']));
    expect(new Set(terms('x² x^2 x2'))).toEqual(new Set(['x2']));
    expect(new Set(terms('θ_1 θ₁ theta1'))).toEqual(new Set(['theta1']));
  });

  it('a word in two spellings or in its forms is one term', () => {
    for (const forms of [
      'regularisation regularization regularised regularizing regularizer',
      'generalise generalize generalization generalisation',
      'behaviour behavior behavioural',
      'colour color colours',
      'labelled labeled labelling labels',
      'modelling modeling models',
      'centre center centred',
      'analyse analyze analysing',
      'optimiser optimizer optimisers',
      'grey gray',
      'haemoglobin hemoglobin',
      'artefact artifact artefacts',
    ])
      expect(new Set(terms(forms)), forms).toHaveLength(1);
  });

  it('does not take for American what only looks British', () => {
    for (const [one, other] of [
      ['noise', 'noize'],
      ['precise', 'precize'],
      ['hour', 'hor'],
      ['four', 'for'],
      ['pairwise', 'pairwize'],
      ['compare', 'comper'],
    ])
      expect(terms(one ?? ''), one).not.toEqual(terms(other ?? ''));
  });

  it('stop words have no term, but within a compound they stand for the whole of it', () => {
    expect(terms('what is the calibration of a network')).toEqual(['calibr', 'network']);
    expect(tokenise('off-policy learning').map(({ term }) => term)).toEqual(['offpolici', 'polici', 'learn']);
    expect(tokenise('out-of-distribution').map(({ term }) => term)).toEqual(['outofdistribut', '', 'distribut']);
    expect(terms('in-the-of')).toEqual([]);
  });

  it('tells which words a hyphen ties together, and a dash does not', () => {
    expect(tokenise('meta-learning – fast').map(({ word, hyphenated }) => [word, hyphenated])).toEqual([
      ['meta', false],
      ['learning', true],
      ['fast', false],
    ]);
    expect(tokenise('a‑b').at(-1)?.hyphenated).toBe(true);
    expect(tokenise('a - b').at(-1)?.hyphenated).toBe(false);
  });

  it('cuts scripts without spaces into words', () => {
    expect(wordsOf('深度学习中的标签噪声')).toEqual(expect.arrayContaining(['深度', '学习', '标签', '噪声']));
    expect(wordsOf('ラベルノイズに頑健な学習')).toEqual(expect.arrayContaining(['ラベル', 'ノイズ', '頑健', '学習']));
    expect(wordsOf('BERT模型与Transformer')).toEqual(['bert', '模型', '与', 'transformer']);
    expect(wordsOf('ไทยภาษา')).toEqual(['ไทย', 'ภาษา']);
  });

  it('of any text, each token is a piece of it, in order', () => {
    fc.assert(
      fc.property(anyText, text => {
        let at = 0;
        for (const { word, start, end } of tokenise(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(word).not.toBe('');
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('to fold twice is to fold once', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

it('reads a text in nothing but capitals in no more time than another: the whole of it is looked at once and not for each word', () => {
  const shouted = 'US IT WHO '.repeat(10_000);
  const timeOf = (text: string) => {
    const start = performance.now();
    tokenise(text);
    return performance.now() - start;
  };
  const once = () => timeOf(shouted) / timeOf(`a ${shouted}`);
  // Looked at for each word it takes some hundred times as long.
  expect(Math.min(once(), once(), once())).toBeLessThan(10);
});
