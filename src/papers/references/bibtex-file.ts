import { beginning } from '../field-limits.ts';
import { findArxivId } from '../identifiers.ts';
import { keywordsIn } from '../keywords.ts';
import { typeOfBibtex } from '../publication-type.ts';
import { journalOfMacro } from './astronomy-journals.ts';
import { type RawEntry, scanBibtex } from './bibtex-scan.ts';
import { lineOf, namesOf, textOf } from './bibtex-text.ts';
import { yearOf } from './dates.ts';
import { compact, type FileContent, type FileEntry, namesAPaper, type Rejected } from './entry.ts';
import { inherited } from './inherited.ts';

/** What other entries use, and what steers a program. */
const NO_REFERENCES = new Set(['xdata', 'control', 'ieeetranbstctl']);
/**
 * Fields in which an entry says which paper it is, its DOI first. Not its abstract or note: they may speak of other
 * papers.
 */
const NAMING_FIELDS = ['doi', 'arxivid', 'url', 'ee', 'biburl', 'howpublished', 'journal', 'journaltitle'];
const VENUE_FIELDS = ['journal', 'journaltitle', 'booktitle', 'maintitle'];
const KEYWORD_FIELDS = ['keywords', 'keyword', 'author_keywords'];
const LONG_FIELDS: ReadonlyMap<string, 'abstract' | 'authors'> = new Map([
  ['abstract', 'abstract'],
  ['author', 'authors'],
]);
const YEAR_FIELDS = ['year', 'date', 'origdate', 'month'];

export { looksLikeBibtex } from './bibtex-scan.ts';

/** Reads BibTeX; an entry that is broken costs only itself, and one odd sign only its field. */
export function readBibtexFile(text: string, mostEntries: number): FileContent {
  const scanned = scanBibtex(text);
  const references = scanned.filter(({ type }) => !NO_REFERENCES.has(type));
  if (references.length > mostEntries) return { kind: 'too-many', count: references.length };
  const entries: FileEntry[] = [];
  const rejected: Rejected[] = [];
  const fieldsOf = inherited(scanned);
  for (const raw of references) {
    const entry = raw.broken === undefined ? readEntry(raw, fieldsOf(raw)) : undefined;
    if (entry && namesAPaper(entry)) entries.push(entry);
    else rejected.push({ line: raw.line, excerpt: raw.excerpt, why: raw.broken ?? 'it has no title' });
  }
  return { kind: 'entries', format: 'BibTeX', entries, rejected };
}

function readEntry({ type, line: at }: RawEntry, fields: RawEntry['fields']): FileEntry {
  // Before its LaTeX is read, which costs the more the longer it is.
  const said = (name: string) => beginning(LONG_FIELDS.get(name) ?? 'line', fields.get(name) ?? '').trim() || undefined;
  const line = (name: string) => lineOf(said(name) ?? '') || undefined;
  const title = [line('title'), line('subtitle')].filter(part => part !== undefined).join(': ');
  return compact({
    line: at,
    title,
    names: namesIn(said),
    authors: namesOf(said('author') ?? ''),
    abstract: textOf(said('abstract') ?? ''),
    venue: VENUE_FIELDS.map(name => journalOfMacro(said(name)) ?? line(name)).find(venue => venue !== undefined),
    type: typeOfBibtex(type),
    year: yearOf(...YEAR_FIELDS.map(said)),
    keywords: keywordsIn(KEYWORD_FIELDS.flatMap(name => line(name) ?? [])[0] ?? ''),
  });
}

/** What may hold the paper's arXiv id or DOI: the DOI's own field goes before whatever another one looks like. */
function namesIn(said: (name: string) => string | undefined): string[] {
  const names = NAMING_FIELDS.flatMap(field => said(field) ?? []).map(withoutEscapes);
  const [eprint, archive] = [said('eprint'), said('archiveprefix') ?? said('eprinttype') ?? 'arXiv'].map(value =>
    value === undefined ? undefined : withoutEscapes(value),
  );
  // An eprint may also be of another archive, or the address of a file, whose digits name something else.
  if (eprint !== undefined && /arxiv/i.test(archive ?? '')) {
    // Before 2007 an arXiv id was its archive and a number: hep-th/9901001.
    const candidates = [`arXiv:${eprint}`, `arXiv:${said('primaryclass') ?? ''}/${eprint}`];
    names.unshift(...candidates.flatMap(candidate => idAlone(candidate) ?? []));
  }
  // dblp has the id as the volume of "CoRR", others as a note.
  const volume = said('volume');
  if (volume?.startsWith('abs/')) names.push(`arXiv:${volume.slice('abs/'.length)}`);
  const note = withoutEscapes(said('note') ?? '');
  if (/^\s*arxiv[:\s]\s*\S+(?:\s*\[[^\]]*\])?[.,;]?\s*$/i.test(note)) names.push(note);
  return names;
}

function idAlone(text: string): string | undefined {
  const id = findArxivId(text);
  return id === undefined ? undefined : `arXiv:${id}`;
}

/** Addresses are often written with LaTeX's escapes. */
function withoutEscapes(value: string): string {
  return value
    .replace(/\\(?:url|href)\b/g, '')
    .replace(/\\([_%&#~<>;])/g, '$1')
    .replace(/\$<\$|\\textless(?:\{\})?|\{\\textless\}/g, '<')
    .replace(/\$>\$|\\textgreater(?:\{\})?|\{\\textgreater\}/g, '>')
    .replace(/[{}]/g, '')
    .trim();
}
