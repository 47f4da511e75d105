import { latex, latexTitle } from './latex.ts';
import type { Name } from './names.ts';
import type { Reference } from './reference.ts';

/** The entry's type, and the field that says where the publication appeared. */
const ENTRIES: Record<Reference['type'], { type: string; venue: string }> = {
  'article-journal': { type: 'article', venue: 'journal' },
  'paper-conference': { type: 'inproceedings', venue: 'booktitle' },
  chapter: { type: 'incollection', venue: 'booktitle' },
  book: { type: 'book', venue: 'publisher' },
  thesis: { type: 'phdthesis', venue: 'school' },
  report: { type: 'techreport', venue: 'institution' },
  preprint: { type: 'misc', venue: 'howpublished' },
};

/** One BibTeX entry; a preprint in arXiv's own form (https://info.arxiv.org/help/hypertex/bibstyles). */
export function toBibtex(reference: Reference): string {
  const entry = ENTRIES[reference.type];
  const fields: [string, string | undefined][] = [
    ['author', reference.authors.map(author).join(' and ')],
    ['title', latexTitle(reference.title)],
    [entry.venue, reference.venue && latex(reference.venue)],
    ['year', reference.year?.toString()],
    ['doi', reference.doi && verbatim(reference.doi)],
    ['eprint', reference.arxivId],
    ['archiveprefix', reference.arxivId && 'arXiv'],
    ['url', reference.url && verbatim(reference.url)],
  ];
  const lines = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`);
  return `@${entry.type}{${[reference.key, ...lines].join(',\n')}\n}`;
}

function author(name: Name): string {
  return 'literal' in name ? `{${latex(name.literal)}}` : `${latex(name.family)}, ${latex(name.given)}`;
}

/** Styles set addresses with `\url`, where only braces and backslashes must not stand. */
function verbatim(address: string): string {
  return address.replace(/[{}\\]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
