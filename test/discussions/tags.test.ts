import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseTags, tagFits } from '../../src/discussions/tags.ts';

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

it.each([
  ['Noise.', false],
  ['Noise and more noise.', true],
  ['Noises here, noise there.', true],
])('in an abstract a word counts from the second time on: “%s”', (abstract, fits) => {
  expect(tagFits({ title: 'Labels', abstract })('noise')).toBe(fits);
});

it('a post gets tags that fit, and one where it must, but never one of the moderators', () => {
  const tag = fc.record({
    id: fc.uuid(),
    name: fc.constantFrom('methods', 'other', 'papers'),
    moderated: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(tag, { maxLength: 20 }), fc.boolean(), (tags, required) => {
      const chosen = chooseTags({ tags, required }, name => name === 'methods');
      const free = tags.filter(({ moderated }) => !moderated);
      expect(free.map(({ id }) => id)).toEqual(expect.arrayContaining(chosen));
      expect(chosen.length).toBeLessThanOrEqual(5);
      const fitting = free.filter(({ name }) => name === 'methods').length;
      expect(chosen.length).toBe(fitting > 0 ? Math.min(5, fitting) : Math.min(required ? 1 : 0, free.length));
    }),
  );
});
