import { z } from 'zod';
import { inWords } from '../errors.ts';
import { compact, type FileContent, type FileEntry, yearOf } from './entry.ts';

const text = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);
const nameSchema = z.object({ given: text, 'non-dropping-particle': text, family: text, suffix: text, literal: text });
const itemSchema = z.object({
  title: z.string(),
  author: z.array(nameSchema).catch([]),
  abstract: text,
  'container-title': text,
  issued: z
    .object({ 'date-parts': z.array(z.array(z.union([z.number(), z.string()]))) })
    .optional()
    .catch(undefined),
  DOI: text,
  URL: text,
  number: text,
  archive_location: text,
});

/** CSL-JSON is a list of items (https://docs.citationstyles.org); nothing else that is imported begins with a bracket. */
export function looksLikeCslJson(content: string): boolean {
  return /^\s*\[\s*\{/.test(content);
}

/** Reads CSL-JSON; an item that is none costs only itself. */
export function readCslJsonFile(content: string, mostEntries: number): FileContent {
  const items = listIn(content);
  if (items === undefined) return { kind: 'no-references' };
  if (items.length > mostEntries) return { kind: 'too-many', count: items.length };
  const read = items.map(item => ({ item, result: itemSchema.safeParse(item) }));
  return {
    kind: 'entries',
    entries: read.flatMap(({ result }) => (result.success ? [toEntry(result.data)] : [])),
    broken: read.flatMap(({ item, result }) =>
      result.success ? [] : [{ excerpt: JSON.stringify(item).slice(0, 200), why: inWords(result.error) }],
    ),
  };
}

function listIn(content: string): unknown[] | undefined {
  try {
    return z.array(z.unknown()).safeParse(JSON.parse(content)).data;
  } catch {
    // Cut off, or something else that begins like a list.
    return undefined;
  }
}

function toEntry({ title, author, abstract, issued, ...item }: z.infer<typeof itemSchema>): FileEntry {
  const year = issued?.['date-parts'][0]?.[0];
  return compact({
    title,
    names: [item.DOI, item.URL, item.number, item.archive_location, item['container-title']].filter(
      name => name !== undefined,
    ),
    authors: author
      .map(
        name =>
          name.literal ??
          [name.given, name['non-dropping-particle'], name.family, name.suffix].filter(Boolean).join(' '),
      )
      .filter(name => name !== ''),
    abstract,
    venue: item['container-title'],
    year: yearOf(year === undefined ? undefined : String(year)),
  });
}
