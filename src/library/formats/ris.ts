import { familyFirst } from './names.ts';
import type { Reference } from './reference.ts';

/** The record's type, and the tag that says where the publication appeared. */
const RECORDS: Record<Reference['type'], { type: string; venue: 'T2' | 'PB' }> = {
  'article-journal': { type: 'JOUR', venue: 'T2' },
  'paper-conference': { type: 'CPAPER', venue: 'T2' },
  chapter: { type: 'CHAP', venue: 'T2' },
  book: { type: 'BOOK', venue: 'PB' },
  thesis: { type: 'THES', venue: 'PB' },
  report: { type: 'RPRT', venue: 'PB' },
  preprint: { type: 'UNPB', venue: 'PB' },
};

/**
 * One RIS record: lines of two-character tag, two spaces, hyphen, space, value, ended by CR LF
 * (https://en.wikipedia.org/wiki/RIS_(file_format)). No line is folded: readers differ in how they take that.
 */
export function toRis(reference: Reference): string {
  const record = RECORDS[reference.type];
  const fields: [string, string | undefined][] = [
    ['TY', record.type],
    ['ID', reference.key],
    ['TI', reference.title],
    ...reference.authors.map((name): [string, string] => ['AU', familyFirst(name)]),
    [record.venue, reference.venue ?? (reference.type === 'preprint' && reference.arxivId ? 'arXiv' : undefined)],
    ['PY', reference.year?.toString()],
    ['DO', reference.doi],
    ['AN', reference.arxivId && `arXiv:${reference.arxivId}`],
    ['UR', reference.url],
    ['AB', reference.abstract],
  ];
  const lines = fields.flatMap(([tag, value]) => (value ? [`${tag}  - ${value}`] : []));
  return [...lines, 'ER  - '].map(line => `${line}\r\n`).join('');
}
