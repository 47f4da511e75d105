import { expect, test } from 'vitest';
import { newPaperId, type Paper } from '../../src/papers/paper.ts';
import { linkVersions } from '../../src/papers/versions.ts';

const paper = (title: string, authors: string[], abstract: string, versions?: string[]): Paper => ({
  id: newPaperId(title),
  title,
  abstract,
  links: [],
  authors,
  versions,
});
const text =
  'Masked image modeling learns representations; we mine hard patches by predicting losses, as a teacher would.';
const conference = paper('Hard Patches Mining for Masked Image Modeling', ['Ann B. Other', 'C. D'], text);
const journal = paper(
  'Bootstrap Masked Visual Modeling via Hard Patches Mining',
  ['X Y', 'A. Other'],
  `${text} Videos, too.`,
);

const versionsOf = (papers: Paper[]) => linkVersions(papers).map(one => one.versions);

test('a conference paper and its journal copy point to each other', () => {
  expect(versionsOf([conference, journal])).toEqual([[journal.id], [conference.id]]);
});

test.each<[why: string, other: Paper]>([
  ['no author in common', { ...journal, authors: ['X Y'] }],
  ['other words in the title', { ...journal, title: 'Soft Patches for Audio' }],
  ['another abstract', { ...journal, abstract: 'A survey of everything that was ever written about trees.' }],
])('%s: another work', (_, other) => {
  expect(versionsOf([conference, other])).toEqual([undefined, undefined]);
});

test('what is known stays, both ways, and versions that are gone go', () => {
  const first = paper('One', [], 'x', [newPaperId('Two'), '0000000000']);
  expect(versionsOf([first, paper('Two', [], 'y')])).toEqual([[newPaperId('Two')], [first.id]]);
});
