import { expect, it } from 'vitest';
import { tagFits } from '../../src/discussions/tags.ts';

const paper = {
  title: 'Regularisation of Graph Neural Networks',
  abstract: 'We study methods. Our method beats other methods. An application is shown.',
};

it.each([
  ['graph neural network', true],
  ['Graphs', true],
  ['methods', true],
  ['applications', false],
  ['neural graph', false],
  ['net', false],
  ['', false],
  ['🧪', false],
])('%s: %s', (tag, fits) => {
  expect(tagFits(paper)(tag)).toBe(fits);
});
