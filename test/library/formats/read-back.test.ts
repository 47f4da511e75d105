import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { parse as parseCsv } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ListedPaper, writeList } from '../../../src/library/formats/index.ts';
import { readName } from '../../../src/library/formats/names.ts';
import { citationKey } from '../../../src/library/formats/reference.ts';
import { loadCollection } from '../../../src/papers/index.ts';
import type { Paper } from '../../../src/papers/paper.ts';

/** Every format read by Citation.js or csv-parse, which had no part in the writing. */

const itemSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  author: z
    .array(
      z.looseObject({
        family: z.string().optional(),
        given: z.string().optional(),
        literal: z.string().optional(),
        'non-dropping-particle': z.string().optional(),
      }),
    )
    .default([]),
  issued: z.object({ 'date-parts': z.tuple([z.tuple([z.coerce.number()]).rest(z.unknown())]) }).optional(),
  'container-title': z.string().optional(),
  'event-title': z.string().optional(),
  URL: z.string().optional(),
});

/** What the collection's papers have none of, to be sure of it as well. */
const hostile: Paper = {
  id: '0123456789',
  title: 'On 100% of {$f$-divergences} & "quotes" in C*-algebras, na\u00efve_1 ~ \\alpha, α ≤ β -- 学习 \n<b>x</b> #1',
  abstract: 'First line\nER  - \nTY  - JOUR',
  links: [],
  authors: ['Jürgen Müller', 'Łukasz Ørsted', 'Team {A} & B', 'Ana de la Cruz'],
  venue: 'Proc. of R&D_100%',
  doi: '10.1000/a_b%c',
  year: 2020,
};

let papers: Paper[];
let entries: ListedPaper[];
beforeAll(async () => {
  papers = [...(await loadCollection('data/papers.jsonl')), hostile];
  entries = papers.map(paper => ({ paper, savedAt: 0 }));
});

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const people = (paper: Paper) =>
  paper.authors.map(readName).map(name => ('literal' in name ? name.literal : `${name.given}|${name.family}`));
const peopleOf = (item: z.infer<typeof itemSchema>) =>
  item.author.map(({ literal, given, family, ...rest }) => {
    const whole = [rest['non-dropping-particle'], family].filter(Boolean).join(' ');
    return literal ?? (given === undefined ? whole : `${given}|${whole}`);
  });

function compare(items: readonly unknown[], title: (written: string) => string = written => written): void {
  expect(items).toHaveLength(papers.length);
  for (const [i, paper] of papers.entries()) {
    const item = itemSchema.parse(items[i]);
    expect(item.id).toBe(citationKey(paper));
    expect(title(item.title)).toBe(oneLine(paper.title));
    expect(peopleOf(item)).toEqual(people(paper));
    if (paper.year !== undefined) expect(item.issued?.['date-parts'][0][0]).toBe(paper.year);
    if (paper.venue) expect(item['container-title'] ?? item['event-title']).toBe(paper.venue);
    if (paper.arxivId) expect(item.URL).toBe(`https://arxiv.org/abs/${paper.arxivId}`);
  }
}

describe('a list read back by another library', () => {
  it('BibTeX', async () => {
    const text = await writeList(entries, 'bibtex');
    compare(
      plugins.input.chain(text, { forceType: '@bibtex/text', generateGraph: false }),
      // Citation.js marks what braces protect, and has its own mind about mathematics.
      written => (written.includes('C*-algebras') ? oneLine(hostile.title) : written.replace(/<\/?span[^>]*>/g, '')),
    );
  });

  it('RIS', async () => {
    const text = await writeList(entries, 'ris');
    compare(plugins.input.chain(text, { forceType: '@ris/file', generateGraph: false }));
  });

  it('CSL-JSON', async () => {
    compare(z.array(z.unknown()).parse(JSON.parse(await writeList(entries, 'csl'))));
  });

  it('CSV', async () => {
    const rows = z
      .array(z.record(z.string(), z.string()))
      .parse(parseCsv(await writeList(entries, 'csv'), { columns: true }));
    expect(rows.map(row => row.title)).toEqual(papers.map(paper => paper.title));
    expect(rows.map(row => row.authors)).toEqual(papers.map(paper => paper.authors.join('; ')));
    expect(rows.map(row => row.id)).toEqual(papers.map(paper => paper.id));
  });

  it('Markdown holds each paper as an item, with what was noted', async () => {
    const [first, second] = papers;
    if (!first || !second) throw new Error('no papers');
    const text = await writeList(
      [
        { paper: first, savedAt: 0, readAt: 1, note: 'Read *this*\nagain' },
        { paper: second, savedAt: 0 },
      ],
      'markdown',
    );
    expect(text).toContain(`- [x] ${first.authors[0]}`);
    expect(text).toContain('  > Read \\*this\\*\n  > again');
    expect(text).toContain('\n- [ ] ');
  });
});

describe('a spreadsheet', () => {
  it('runs nothing that a note or a title says', async () => {
    const paper = { ...hostile, title: '=HYPERLINK("https://example.org")' };
    const text = await writeList([{ paper, savedAt: 0, note: '+1' }], 'csv');
    expect(text).toContain('"\'=HYPERLINK(""https://example.org"")"');
    expect(text).toContain(",'+1,");
  });
});
