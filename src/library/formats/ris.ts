import { familyFirst } from './names.ts';
import type { Reference } from './reference.ts';

const TYPES = { article: 'JOUR', conference: 'CPAPER', preprint: 'UNPB' } as const;

/**
 * One RIS record: lines of two-character tag, two spaces, hyphen, space, value, ended by CR LF
 * (https://en.wikipedia.org/wiki/RIS_(file_format)). No line is folded: readers differ in how they take that.
 */
export function toRis(reference: Reference): string {
  const published = reference.kind === 'preprint' ? undefined : reference.venue;
  const fields: [string, string | undefined][] = [
    ['TY', TYPES[reference.kind]],
    ['ID', reference.key],
    ['TI', reference.title],
    ...reference.authors.map((name): [string, string] => ['AU', familyFirst(name)]),
    ['T2', published],
    ['PB', reference.kind === 'preprint' && reference.arxivId ? 'arXiv' : undefined],
    ['PY', reference.year?.toString()],
    ['DO', reference.doi],
    ['AN', reference.arxivId && `arXiv:${reference.arxivId}`],
    ['UR', reference.url],
    ['AB', reference.abstract],
  ];
  const lines = fields.flatMap(([tag, value]) => (value ? [`${tag}  - ${value}`] : []));
  return [...lines, 'ER  - '].map(line => `${line}\r\n`).join('');
}
