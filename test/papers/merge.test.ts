import { describe, expect, it, test } from 'vitest';
import { Draft } from '../../src/papers/merge.ts';
import { prepare } from '../../src/papers/prepare.ts';
import type { PaperRecord } from '../../src/papers/record.ts';
import { linkVersions } from '../../src/papers/versions.ts';

type Said = Partial<PaperRecord> & { title: string };

function taken(...records: Said[]): Draft {
  const draft = new Draft();
  for (const record of records) draft.take(prepare({ abstract: 'Text.', own: false, ...record }, new Map()));
  return draft;
}

const doi = '10.5555/1234';
const ripples = {
  doi,
  title: 'Ripples over a Plain',
  authors: ['Mira Vale'],
  abstract: 'We measure how ripples of sand grow under a steady wind, over three winters.',
};
const storms = {
  doi,
  title: 'Storms on the Sphere',
  authors: ['Otto Stone'],
  abstract: 'A numerical scheme for rotating fluids conserves energy to second order.',
};
const identifiers = (draft: Draft) => draft.keptApart.map(({ identifier }) => identifier);

describe('papers with one identifier that are two stay two, and it is said', () => {
  test.each<[why: string, one: Said, other: Said]>([
    ['other authors, another title', ripples, storms],
    [
      'a cut DOI of a Wiley journal; one word in common',
      { ...ripples, title: 'Growth of Plants in Water', doi: '10.1002/1097-0142(1990)1:1' },
      { ...storms, title: 'Growth of Cities after a Flood', doi: '10.1002/1097-0142(1990)1:1' },
    ],
    [
      'one author’s two papers, with the issue’s DOI: the abstracts tell',
      ripples,
      { ...storms, authors: ripples.authors },
    ],
    ['no authors are known', { ...ripples, authors: [] }, { ...storms, authors: [] }],
  ])('%s', (_, one, other) => {
    const draft = taken(one, other);
    expect(draft.papers()).toHaveLength(2);
    expect(draft.keptApart).toEqual([{ title: other.title, of: one.title, identifier: `DOI ${one.doi}` }]);
    // The identifier that they share makes them no versions of one work either.
    expect(linkVersions(draft.papers()).flatMap(({ versions }) => versions ?? [])).toEqual([]);
    // A second time, each finds itself, and there is nothing new to say.
    const again = new Draft(draft.papers());
    for (const record of [other, one]) again.take(prepare({ own: false, ...record }, new Map()));
    expect(again.papers()).toEqual(draft.papers());
    expect(again.keptApart).toEqual([]);
  });

  it('with one title, too: an editorial each year has its own DOI', () => {
    const editorial = { title: 'Editorial', authors: ['Mira Vale'], abstract: ripples.abstract, doi: '10.5555/2001' };
    const next = { ...editorial, abstract: storms.abstract, doi: '10.5555/2002' };
    expect(taken(editorial, next).papers()).toHaveLength(2);
    expect(identifiers(taken(editorial, next))).toEqual(['title']);
  });
});

describe('one paper stays one', () => {
  test.each<[why: string, one: Said, other: Said]>([
    [
      'a preprint and what was published, with a slightly changed title',
      { ...ripples, arxivId: '2110.04260' },
      { ...ripples, title: 'On Ripples over a Windy Plain', abstract: `${ripples.abstract} Revised.` },
    ],
    [
      'a title in capitals, authors by initials',
      ripples,
      { ...ripples, title: 'RIPPLES OVER A PLAIN', authors: ['M. Vale'] },
    ],
    ['a new title, the same abstract', ripples, { ...ripples, title: 'Dunes' }],
    [
      'a new title, an author in common, no abstract',
      ripples,
      { doi, title: 'Dunes', authors: ['M. Vale'], abstract: '' },
    ],
    ['a new title, and nothing else is known', ripples, { doi, title: 'Dunes', abstract: '' }],
    ['authors written in another script', ripples, { ...ripples, authors: ['米拉'] }],
    [
      'one arXiv id and an author in common; everything else was rewritten',
      { ...ripples, doi: undefined, arxivId: '2110.04260' },
      { ...storms, doi: undefined, arxivId: '2110.04260', authors: ['Otto Stone', 'M. Vale'] },
    ],
    [
      'a preprint server’s DOI and the journal’s, with the same abstract',
      { ...ripples, doi: '10.1101/2020.01.01.900001' },
      ripples,
    ],
  ])('%s', (_, one, other) => {
    const draft = taken(one, other);
    expect(draft.papers()).toHaveLength(1);
    expect(draft.keptApart).toEqual([]);
  });
});
