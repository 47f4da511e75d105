import { expect, test } from 'vitest';
import { Draft } from '../../src/papers/merge.ts';
import { prepare } from '../../src/papers/prepare.ts';

const titlesOf = (...papers: { title: string; authors?: string[] }[]) => {
  const draft = new Draft();
  for (const paper of papers)
    draft.take(prepare({ abstract: 'Text.', own: false, doi: '10.5555/1234', ...paper }, new Map()));
  return draft.papers().map(({ title }) => title);
};

test('two papers whose DOI was cut to the same beginning stay two', () => {
  expect(
    titlesOf(
      { title: 'Ripples over a Plain', authors: ['Mira Vale'] },
      { title: 'Storms on the Sphere', authors: ['Otto Stone'] },
    ),
  ).toHaveLength(2);
  expect(titlesOf({ title: 'Ripples over a Plain' }, { title: 'Storms on the Sphere' })).toHaveLength(2);
});

test('one paper under two titles stays one', () => {
  expect(
    titlesOf(
      { title: 'Ripples over a Plain', authors: ['Mira Vale'] },
      { title: 'Waves and Ripples', authors: ['Otto Stone'] },
    ),
  ).toHaveLength(1);
  expect(
    titlesOf({ title: 'Ripples over a Plain', authors: ['Mira Vale'] }, { title: 'Storms', authors: ['M. Vale'] }),
  ).toHaveLength(1);
});
