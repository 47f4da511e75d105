import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { parse } from '@retorquere/bibtex-parser';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cite, type ListedPaper, writeList } from '../../../src/library/formats/index.ts';
import { newPaperId, type Paper } from '../../../src/papers/paper.ts';
import { readReferences } from '../../../src/papers/references/index.ts';
import { CONFERENCES, JOURNALS } from '../../papers/venues.ts';

/**
 * Read by two readers that had no part in the writing (of CSL-JSON, which is JSON, by its schema), and by Offprint's
 * own.
 */

const AUTHORS = ['Mira Vale', 'Otto van den Stone', 'Åse Field'];
const inVenue = (venue: string, at: number): Paper => ({
  id: newPaperId(`Paper ${at}`),
  title: `Paper ${at}`,
  abstract: 'Text.',
  links: [],
  authors: AUTHORS,
  year: 1990 + (at % 30),
  venue,
});
const venues = [...JOURNALS, ...CONFERENCES];
const entries: ListedPaper[] = venues.map((venue, at) => ({ paper: inVenue(venue, at), savedAt: 0 }));
const types = venues.map((_, at) => (at < JOURNALS.length ? 'article-journal' : 'paper-conference'));

const itemSchema = z.looseObject({
  type: z.string(),
  issued: z.object({ 'date-parts': z.tuple([z.tuple([z.coerce.number()]).rest(z.unknown())]) }),
  'container-title': z.string().optional(),
  // What Citation.js calls the venue of a conference paper in RIS.
  'event-title': z.string().optional(),
  author: z.array(
    z.looseObject({ given: z.string(), family: z.string(), 'non-dropping-particle': z.string().optional() }),
  ),
});

function compare(items: readonly unknown[]): void {
  const read = z.array(itemSchema).parse(items);
  expect(read.map(({ type }) => type)).toEqual(types);
  expect(read.map(item => item['container-title'] ?? item['event-title'])).toEqual(venues);
  expect(read.map(({ issued }) => issued['date-parts'][0][0])).toEqual(entries.map(({ paper }) => paper.year));
  for (const { author } of read) {
    expect(
      author.map(name => [name.given, name['non-dropping-particle'], name.family].filter(Boolean).join(' ')),
    ).toEqual(AUTHORS);
  }
}

/** By the author of Better BibTeX. */
function compareBetterBibtex(text: string): void {
  const read = parse(text, { english: false, sentenceCase: false, caseProtection: false });
  expect(read.errors).toEqual([]);
  expect(read.entries.map(({ type }) => (type === 'article' ? 'article-journal' : 'paper-conference'))).toEqual(types);
  expect(read.entries.map(({ fields }) => fields.journal ?? fields.booktitle)).toEqual(venues);
  expect(read.entries.map(({ fields }) => Number(fields.year))).toEqual(entries.map(({ paper }) => paper.year));
  for (const { fields } of read.entries) {
    const names = (fields.author ?? []).map(({ firstName, prefix, lastName }) => [firstName, prefix, lastName]);
    expect(names.map(parts => parts.filter(Boolean).join(' ').normalize('NFC'))).toEqual(AUTHORS);
  }
}

function compareOwn(text: string): void {
  const content = readReferences(text, 1000);
  const read = content.kind === 'entries' ? content.entries : [];
  expect(read.map(({ title, venue, year, authors }) => ({ title, venue, year, authors }))).toEqual(
    entries.map(({ paper: { title, venue, year, authors } }) => ({ title, venue, year, authors })),
  );
}

describe('200 journals and conferences come back with their type, venue, year and names', () => {
  it('from BibTeX', async () => {
    const text = await writeList(entries, 'bibtex');
    expect(text.match(/^@article/gm)).toHaveLength(100);
    expect(text.match(/^@inproceedings/gm)).toHaveLength(100);
    compare(plugins.input.chain(text, { forceType: '@bibtex/text', generateGraph: false }));
    compareBetterBibtex(text);
    compareOwn(text);
  });

  it('from RIS', async () => {
    const text = await writeList(entries, 'ris');
    expect(text.match(/^TY {2}- JOUR/gm)).toHaveLength(100);
    expect(text.match(/^TY {2}- CPAPER/gm)).toHaveLength(100);
    compare(plugins.input.chain(text, { forceType: '@ris/file', generateGraph: false }));
    compareOwn(text);
  });

  it('from CSL-JSON', async () => {
    const text = await writeList(entries, 'csl');
    compare(z.array(z.unknown()).parse(JSON.parse(text)));
    compareOwn(text);
  });
});

describe('what was said is written, whatever the name', () => {
  const paper = inVenue('Machine Learning', 1);

  it.each<[said: Partial<Paper>, bibtex: RegExp, ris: RegExp]>([
    [
      { type: 'article-journal', venue: 'ICML' },
      /^@article\{[\s\S]*journal = \{ICML\}/,
      /^TY {2}- JOUR\r\n[\s\S]*T2 {2}- ICML/,
    ],
    [{ type: 'paper-conference' }, /^@inproceedings\{[\s\S]*booktitle = \{Machine Learning\}/, /^TY {2}- CPAPER/],
    [{ type: 'chapter' }, /^@incollection\{[\s\S]*booktitle = \{Machine Learning\}/, /^TY {2}- CHAP/],
    [
      { type: 'book', venue: 'A Press' },
      /^@book\{[\s\S]*publisher = \{A Press\}/,
      /^TY {2}- BOOK\r\n[\s\S]*PB {2}- A Press/,
    ],
    [
      { type: 'thesis', venue: 'A School' },
      /^@phdthesis\{[\s\S]*school = \{A School\}/,
      /^TY {2}- THES\r\n[\s\S]*PB {2}- A School/,
    ],
    [{ type: 'report', venue: 'A Lab' }, /^@techreport\{[\s\S]*institution = \{A Lab\}/, /^TY {2}- RPRT/],
    // An @article that lies on arXiv and nowhere else is a preprint; without a venue and a type nobody knows better.
    [
      { type: 'article-journal', venue: undefined, arxivId: '2110.04260' },
      /^@misc\{[\s\S]*eprint = \{2110\.04260\}/,
      /^TY {2}- UNPB\r\n[\s\S]*PB {2}- arXiv/,
    ],
    [{ type: 'thesis', venue: undefined, arxivId: '2110.04260' }, /^@phdthesis\{/, /^TY {2}- THES/],
  ])('%j', async (said, bibtex, ris) => {
    const { venue = undefined, ...rest } = { ...paper, ...said };
    const citation = await cite({ ...rest, ...(venue !== undefined && { venue }) });
    expect(citation.bibtex).toMatch(bibtex);
    expect(citation.ris).toMatch(ris);
  });
});
