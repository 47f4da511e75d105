import { z } from 'zod';
import { beginning, MOST_AUTHORS, MOST_VALUES } from '../field-limits.ts';
import { findArxivId, findDoi } from '../identifiers.ts';
import { normaliseTitle } from '../paper.ts';
import { publicationTypeSchema } from '../publication-type.ts';
import type { PaperRecord } from '../record.ts';

/** What an entry of a reference file says of a paper. */
const fileEntrySchema = z.object({
  /** Where it begins in the file, from 1. */
  line: z.number(),
  title: z.string().exactOptional(),
  /** Fields that may hold an arXiv id, a DOI or a link to either; of two DOIs the first is the paper's. */
  names: z.array(z.string()),
  authors: z.array(z.string()).exactOptional(),
  abstract: z.string().exactOptional(),
  /** As it stands there: it may be that of a preprint server. */
  venue: z.string().exactOptional(),
  type: publicationTypeSchema.exactOptional(),
  year: z.number().exactOptional(),
  keywords: z.array(z.string()).exactOptional(),
  /** The file says that it was retracted. */
  withdrawn: z.literal(true).exactOptional(),
});
export type FileEntry = z.infer<typeof fileEntrySchema>;

/** An entry that cannot be read, and why not; its beginning, at most some 200 characters. */
const rejectedSchema = z.object({ line: z.number(), excerpt: z.string(), why: z.string() });
export type Rejected = z.infer<typeof rejectedSchema>;

const formatSchema = z.enum(['BibTeX', 'RIS', 'CSL-JSON', 'MEDLINE']);

/** As it comes from a worker thread. Every entry of the file is in one of the two lists. */
export const fileContentSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('entries'),
    format: formatSchema,
    entries: z.array(fileEntrySchema),
    rejected: z.array(rejectedSchema),
  }),
  z.object({ kind: z.literal('too-many'), count: z.number() }),
  z.object({ kind: z.literal('no-references') }),
]);
export type FileContent = z.infer<typeof fileContentSchema>;

/** Preprint servers are where a paper lies, not where it was published. */
const PREPRINTS = /^(?:arxiv\b|corr\b|biorxiv\b|medrxiv\b|ssrn\b)|e-?prints?$/i;

/**
 * The entry as a record for the collection, which knows abstracts and titles better than bibliographies do; undefined
 * without a title.
 */
export function entryRecord({
  title,
  names,
  authors,
  abstract,
  venue,
  type,
  year,
  keywords,
  withdrawn,
}: FileEntry): PaperRecord | undefined {
  if (title === undefined || normaliseTitle(title) === '') return undefined;
  const found = <T>(find: (text: string) => T | undefined) => names.map(find).find(one => one !== undefined);
  const isPreprint = venue !== undefined && PREPRINTS.test(venue);
  return {
    title,
    own: false,
    fills: true,
    abstract,
    authors,
    arxivId: found(findArxivId),
    doi: found(findDoi),
    venue: isPreprint ? undefined : venue,
    type: isPreprint ? undefined : type,
    year,
    keywords,
    withdrawn,
  };
}

/** Whether an entry says which paper it is. */
export function namesAPaper({ title, names }: FileEntry): boolean {
  return title !== undefined || names.length > 0;
}

/** The entry without the fields that say nothing, and with the beginning of those that are too long. */
export function compact(
  entry: { [K in keyof FileEntry]: FileEntry[K] | undefined } & Pick<FileEntry, 'line' | 'names'>,
): FileEntry {
  const { line, title, authors, abstract, venue, type, year, keywords, names, withdrawn } = entry;
  return {
    line,
    names: [...new Set(names.filter(name => name !== '').map(name => beginning('line', name)))].slice(0, MOST_VALUES),
    ...(title && { title: beginning('line', title) }),
    ...(authors &&
      authors.length > 0 && { authors: authors.slice(0, MOST_AUTHORS).map(one => beginning('line', one)) }),
    ...(abstract && { abstract: beginning('abstract', abstract) }),
    ...(venue && { venue: beginning('line', venue) }),
    ...(type && { type }),
    ...(year && { year }),
    ...(keywords &&
      keywords.length > 0 && { keywords: keywords.slice(0, MOST_VALUES).map(one => beginning('line', one)) }),
    ...(withdrawn && { withdrawn }),
  };
}

/** Some entry of a file, without which nothing can be told of it. */
export function excerptOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
