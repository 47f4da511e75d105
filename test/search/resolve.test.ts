import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAtWord } from '../../src/interactions/cut.ts';
import { normaliseTitle } from '../../src/papers/paper.ts';
import { indexesOf, paper } from './small.ts';

const PAPERS = [
  paper({
    title: 'MaxSup: Overcoming Representation Collapse in Label Smoothing',
    id: 'aaaaaaaaaa',
    arxivId: '2502.15798',
  }),
  paper({ title: 'On the Calibration of Networks', id: 'bbbbbbbbbb', arxivId: '2110.04260', authors: ['Ada Stone'] }),
  paper({ title: 'On the Calibration of Networks under Shift', id: 'cccccccccc', doi: '10.1234/shift' }),
  paper({ title: 'An Old Story', id: 'dddddddddd' }),
  paper({ title: 'An old story', id: 'eeeeeeeeee' }),
  paper({ title: 'SAM as Sharpness', id: 'ffffffffff' }),
  paper({ title: `Very long ${'and longer '.repeat(15)}one`, id: '1111111111' }),
  paper({ title: `Very long ${'and longer '.repeat(15)}two`, id: '2222222222' }),
  paper({ title: `Rather long ${'and longer '.repeat(15)}one`, id: '3333333333' }),
];

for (const { name, index } of await indexesOf(PAPERS)) {
  describe(`what somebody types for a paper, ${name}`, () => {
    const idOf = (text: string) => {
      const found = index.resolve(text);
      return found.kind === 'exact' ? found.paper.id : found.kind;
    };
    const offered = (text: string) => {
      const found = index.resolve(text);
      return found.kind === 'guess' ? found.papers.map(({ id }) => id) : found.kind;
    };

    it.each([
      ['its id', 'aaaaaaaaaa', 'aaaaaaaaaa'],
      ['a link', 'https://arxiv.org/abs/2502.15798v2', 'aaaaaaaaaa'],
      ['a DOI', 'https://doi.org/10.1234/shift', 'cccccccccc'],
      ['the title as a browser shows it', '[2110.04260] On the Calibration of Networks - Ada Stone', 'bbbbbbbbbb'],
      ['its whole title, also where another begins so', 'on the calibration of networks', 'bbbbbbbbbb'],
      ['the only title that begins so', 'MaxSup', 'aaaaaaaaaa'],
      ['in quotation marks', '"MaxSup: Overcoming"', 'aaaaaaaaaa'],
      ['with an unfinished word', 'maxsup over', 'aaaaaaaaaa'],
      ['a short word that is whole', 'SAM', 'ffffffffff'],
      ['a label that was cut', cutAtWord(PAPERS[8]?.title ?? '', 100), '3333333333'],
    ])('is certain for %s', (_, text, id) => expect(idOf(text)).toBe(id));

    it.each([
      ['several titles that begin so', 'On the Calibration', ['bbbbbbbbbb', 'cccccccccc']],
      ['two papers with one title', 'an old story', ['dddddddddd', 'eeeeeeeeee']],
      ['a cut label of two papers', cutAtWord(PAPERS[6]?.title ?? '', 100), ['1111111111', '2222222222']],
      ['two identifiers', '2110.04260 and 2502.15798', ['bbbbbbbbbb', 'aaaaaaaaaa']],
    ])('offers the papers for %s', (_, text, ids) => {
      expect(offered(text).slice(0, ids.length)).toEqual(ids);
    });

    it.each([
      ['words', 'representation collapse'],
      ['an identifier among words of another subject', 'does 2110.04260 treat speech recognition for tonal languages'],
      ['too few letters', 'ma'],
      ['what is excluded', '-MaxSup calibration of networks'],
    ])('guesses for %s', (_, text) => expect(index.resolve(text).kind).toBe('guess'));

    it('offers five at most, each once, and never claims to be certain of what begins no title', () => {
      fc.assert(
        fc.property(fc.oneof(fc.string(), fc.constantFrom(...PAPERS.map(({ title }) => title.slice(3)))), text => {
          const found = index.resolve(text);
          if (found.kind === 'exact') return normaliseTitle(found.paper.title).startsWith(normaliseTitle(text));
          if (found.kind !== 'guess') return true;
          return found.papers.length <= 5 && new Set(found.papers).size === found.papers.length;
        }),
        { numRuns: 60 },
      );
    });
  });
}
