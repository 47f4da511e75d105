import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import { z } from 'zod';
import { type BrokenEntry, compact, type FileContent, type FileEntry, yearOf } from './entry.ts';

const ENTRY_START = /^[ \t]*@([a-z]+)[ \t]*[{(]/gim;
/** Fields in which an entry says which paper it is. Not its abstract or note: they may speak of other papers. */
const NAMING_FIELDS = ['doi', 'url', 'journal', 'howpublished', 'ee', 'biburl'];
const EXCERPT_CHARACTERS = 200;

const entrySchema = z.looseObject({ properties: z.record(z.string(), z.unknown()) });
const nameSchema = z.looseObject({
  given: z.string().optional(),
  'dropping-particle': z.string().optional(),
  'non-dropping-particle': z.string().optional(),
  family: z.string().optional(),
  suffix: z.string().optional(),
});
const itemsSchema = z.array(
  z.looseObject({
    title: z.string().optional(),
    author: z.array(nameSchema).optional(),
    'container-title': z.string().optional(),
  }),
);

export function looksLikeBibtex(text: string): boolean {
  return entryChunks(text).length > 0;
}

/** Reads BibTeX entry by entry, so that one that is broken costs only itself. */
export function readBibtexFile(text: string, mostEntries: number): FileContent {
  const chunks = entryChunks(text);
  const references = chunks.filter(chunk => !/^(?:string|comment|preamble)$/i.test(chunk.type));
  if (references.length > mostEntries) return { kind: 'too-many', count: references.length };
  const strings = chunks
    .filter(chunk => /^string$/i.test(chunk.type))
    .map(chunk => chunk.text)
    .filter(isReadable)
    .join('\n');
  const entries: FileEntry[] = [];
  const broken: BrokenEntry[] = [];
  for (const { text: chunk } of references) {
    try {
      entries.push(readEntry(strings, chunk));
    } catch (error) {
      broken.push({ excerpt: chunk.trim().slice(0, EXCERPT_CHARACTERS), why: whyBroken(error) });
    }
  }
  return { kind: 'entries', entries, broken };
}

/** The text from each `@type{` at the start of a line to the next. */
function entryChunks(text: string): { type: string; text: string }[] {
  const starts = [...text.matchAll(ENTRY_START)];
  return starts.map((start, i) => ({ type: start[1] ?? '', text: text.slice(start.index, starts[i + 1]?.index) }));
}

function readEntry(strings: string, chunk: string): FileEntry {
  const [entry] = z.array(entrySchema).parse(plugins.input.data(`${strings}\n${chunk}`, '@bibtex/text'));
  if (!entry) throw new Error('it has no fields');
  const properties = new Map(
    Object.entries(entry.properties).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const eprint = properties.get('eprint');
  const names = NAMING_FIELDS.flatMap(field => properties.get(field) ?? []).map(withoutEscapes);
  // Before 2007 an arXiv id was its archive and a number: hep-th/9901001.
  if (eprint !== undefined) names.unshift(`arXiv:${eprint}`, `arXiv:${properties.get('primaryclass') ?? ''}/${eprint}`);
  const abstract = properties.get('abstract');
  return compact({
    names,
    ...readFields(properties),
    ...(abstract !== undefined && { abstract: withoutBraces(abstract) }),
    year: yearOf(properties.get('year') ?? properties.get('date')),
  });
}

/** Title, authors and venue: LaTeX → text, as Citation.js reads it. */
function readFields(properties: ReadonlyMap<string, string>): Pick<FileEntry, 'title' | 'authors' | 'venue'> {
  const journal = ['journal', 'journaltitle', 'booktitle'].map(field => properties.get(field)).find(Boolean);
  const fields = { title: properties.get('title'), author: properties.get('author'), journal };
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  if (said.length === 0) return {};
  const text = `@article{x, ${said.map(([field, value]) => `${field} = {${value}}`).join(', ')}}`;
  const [item] = itemsSchema.parse(plugins.input.chain(text, { forceType: '@bibtex/text', generateGraph: false }));
  const authors = item?.author?.map(name =>
    [name.given, name['dropping-particle'], name['non-dropping-particle'], name.family, name.suffix]
      .filter(part => part !== undefined)
      .map(plain)
      .join(' '),
  );
  return {
    ...(item?.title !== undefined && { title: plain(item.title) }),
    ...(authors && { authors: authors.filter(name => name !== '' && name !== 'others') }),
    ...(item?.['container-title'] !== undefined && { venue: plain(item['container-title']) }),
  };
}

/** Citation.js marks up what is set in italics and so on, and leaves the dot on an i under an accent. */
function plain(text: string): string {
  return text
    .replace(/<\/?[a-z][^>]*>/g, '')
    .replace(/ı(?=\p{M})/gu, 'i')
    .normalize('NFC');
}

/** Without the braces that only keep capitals; those of commands and exponents stay, for the importer to read. */
function withoutBraces(text: string): string {
  return text.replace(/(?<![\\\p{L}_^}])\{([\p{L}\p{N} .,-]*)\}/gu, '$1');
}

/** Addresses are often written with LaTeX's escapes. */
function withoutEscapes(value: string): string {
  return value
    .replace(/\\url\b/g, '')
    .replace(/\\([_%&#~])/g, '$1')
    .replace(/[{}]/g, '');
}

function isReadable(chunk: string): boolean {
  try {
    plugins.input.data(chunk, '@bibtex/text');
    return true;
  } catch {
    // An abbreviation that cannot be read is missing later, where an entry uses it, and is told there.
    return false;
  }
}

/** The first line of the parser's words: "expected "equals", got "identifier" at line 1 col 25". */
function whyBroken(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split(/[\n:]/);
  return line.replace(/ at line \d+ col \d+/, '').trim() || 'it is no BibTeX';
}
