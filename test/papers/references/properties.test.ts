import { parse } from '@retorquere/bibtex-parser';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeList } from '../../../src/library/formats/index.ts';
import { loadCollection } from '../../../src/papers/collection.ts';
import { decode } from '../../../src/papers/decode.ts';
import { newPaperId, type Paper, paperSchema } from '../../../src/papers/paper.ts';
import { prepare } from '../../../src/papers/prepare.ts';
import type { PaperRecord } from '../../../src/papers/record.ts';
import { entryRecord, readReferences } from '../../../src/papers/references/index.ts';
import { readPapers } from '../../../src/sources/file/read-papers.ts';
import { madeLibrary } from '../../bench/made-library.ts';

/** Pieces of which files are made, whole and broken. */
const PIECES = [
  '@article{a, title={One}}',
  '@misc{',
  '@misc(b, title = "Two")',
  '@string{x = "y"}',
  '@comment{',
  '{',
  '}',
  '"',
  '\\',
  '$',
  ',',
  '=',
  '#',
  '%',
  'title = {',
  'author = {A and B',
  '\n',
  'TY  - JOUR\n',
  'TI  - One\n',
  'ER  - \n',
  'PMID- 12\n',
  '[{"title":"One","issued":{}}',
  ']',
  '{"title":"One"}\n',
  '<feed>',
  '</feed>',
  'Hugging Face\n',
  'crossref = {a},',
  '\\"{',
  '\u0000',
  'é',
];
const wild = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map(pieces => pieces.join('')),
  fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 8 })), { maxLength: 60 })
    .map(all => all.join(' ')),
);

describe('whatever a file holds', () => {
  it('nothing is thrown but a reason, and every entry is read or rejected with its line', async () => {
    await fc.assert(
      fc.asyncProperty(wild, async text => {
        const content = readReferences(text, 1_000_000);
        const lines = text.split(/\r\n?|\n/).length;
        if (content.kind === 'entries') {
          for (const { line } of [...content.entries, ...content.rejected]) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lines);
          }
          for (const { why } of content.rejected) expect(why).not.toBe('');
        }
        const read = await readPapers('file', Buffer.from(text)).catch(error => error.message);
        expect(typeof read === 'string' || read.records.length > 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('bytes of any kind are text or none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        expect(decode(bytes) ?? '').not.toContain('\0');
      }),
    );
  });

  it('entries that are whole stay whole, whatever stands between them', () => {
    const between = fc.array(
      fc.constantFrom('\n', ' ', '% note\n', '@comment{x}', '@string{s = "t"}', 'words ', ',', '}'),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(between, fc.boolean()), { minLength: 1, maxLength: 20 }), parts => {
        const text = parts
          .map(
            ([junk, whole], i) =>
              `${junk.join('')}${whole ? `@misc{k${i}, title = {T${i}}}` : `\n@misc{k${i}, year {x}}\n`}`,
          )
          .join('');
        const content = readReferences(text, 1000);
        if (content.kind !== 'entries') throw new Error(content.kind);
        const whole = parts.flatMap(([, isWhole], i) => (isWhole ? [`T${i}`] : []));
        expect(content.entries.map(({ title }) => title)).toEqual(whole);
        expect(content.entries.length + content.rejected.length).toBe(parts.length);
      }),
    );
  });
});

const word = fc.constantFrom(
  'Gardens',
  'of',
  'Größe',
  'Ångström',
  'Å',
  'Čech',
  'Łódź',
  'AT&T',
  '100%',
  'C*-Algebras',
  '{0,1}',
  'A_b',
  '#1',
  '学习',
  '“Quoted”',
  '$5',
  'x²',
  'p<q',
  'r>s',
  'ℓ₁',
  '≤',
  'α',
);
const text = fc
  .array(word, { minLength: 2, maxLength: 8 })
  .map(words => words.join(' '))
  // What has no letter is no title.
  .filter(words => /\p{L}/u.test(words));
const name = fc.constantFrom(
  'Mira Vale',
  'Jean de la Valle',
  'Ana van den Berg',
  'Otto King Jr.',
  'Łukasz Ørsted',
  'Jürgen Müller',
  'The Examples Consortium',
  'Hill and Dale Consortium',
  'Examples, Inc.',
  'Ion Ștefan',
  'M. K. O’Neil',
  '李 雷',
);
const paper = fc
  .record(
    {
      title: text,
      abstract: text.map(words => `We study ${words}.`),
      authors: fc.array(name, { minLength: 1, maxLength: 5 }),
      year: fc.integer({ min: 1500, max: 2100 }),
      venue: fc.constantFrom(
        'Journal of Examples & Samples',
        'ICLR 2020',
        'Physical Review D',
        'Proceedings of the Fourth Meeting',
      ),
      doi: fc.constantFrom(
        '10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2',
        '10.1002/(sici)1521-4109(199805)10:6<409::aid-elan409>3.0.co;2-#',
        '10.5555/abc_d',
        '10.5555/a(b)c;2-9',
        '10.1000/s1234-5678(99)00001-x',
        '10.5555/a%b',
      ),
      arxivId: fc.constantFrom('2101.00001', 'hep-th/9901001'),
    },
    { requiredKeys: ['title', 'abstract', 'authors'] },
  )
  .map(fields => inCollection({ ...fields, own: false }));

/** A record as a paper of a new collection. */
function inCollection(record: PaperRecord): Paper {
  const { own: _, fills: __, ...fields } = prepare(record, new Map());
  const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
  return paperSchema.parse({ abstract: '', ...said, id: newPaperId(fields.title) });
}

/** What a list says, read and taken in as a new collection would. */
function readBack(content: string): Paper[] {
  const read = readReferences(content, 1000);
  if (read.kind !== 'entries') throw new Error(read.kind);
  expect(read.rejected).toEqual([]);
  return read.entries.map(entry => {
    const record = entryRecord(entry);
    if (!record) throw new Error('an entry without a title');
    return inCollection(record);
  });
}

describe('a list that is exported, imported and exported again is the same', () => {
  it.each(['bibtex', 'ris', 'csl'] as const)('%s', async format => {
    await fc.assert(
      fc.asyncProperty(fc.array(paper, { minLength: 1, maxLength: 4 }), async papers => {
        const listed = (some: readonly Paper[]) => some.map(one => ({ paper: one, savedAt: 0 }));
        const once = await writeList(listed(papers), format);
        const twice = await writeList(listed(readBack(once)), format);
        expect(twice).toBe(once);
      }),
      { numRuns: 200 },
    );
  });
});

describe('beside another reader of BibTeX', () => {
  let papers: Paper[];
  beforeAll(async () => {
    papers = await loadCollection('data/papers.jsonl');
  });

  it('a made library has the same entries, titles and names', () => {
    const library = madeLibrary(papers, 12, 'bibtex');
    const content = readReferences(library, 100);
    if (content.kind !== 'entries') throw new Error(content.kind);
    const other = parse(library, { english: false, sentenceCase: false, caseProtection: false });
    const names = other.entries.map(({ fields }) =>
      (fields.author ?? []).map(({ firstName, prefix, lastName }) =>
        [firstName, prefix, lastName].filter(Boolean).join(' ').normalize('NFC'),
      ),
    );
    expect(content.entries.map(({ authors }) => authors)).toEqual(names);
    expect(content.entries.map(({ year }) => String(year))).toEqual(other.entries.map(({ fields }) => fields.year));
    // The other one leaves commands of mathematics in the title.
    const words = (title = '') => title.toLowerCase().match(/\b(?!mathbb)[a-z]{4,}/g);
    expect(content.entries.map(({ title }) => words(title))).toEqual(
      other.entries.map(({ fields }) => words(fields.title)),
    );
  });
});
