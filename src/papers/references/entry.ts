import { z } from 'zod';
import { findArxivId, findDoi } from '../identifiers.ts';
import { normaliseTitle } from '../paper.ts';
import type { PaperRecord } from '../record.ts';

/** What an entry of a reference file says of a paper. */
const fileEntrySchema = z.object({
  title: z.string().exactOptional(),
  /** Fields that may hold an arXiv id, a DOI or a link to either. */
  names: z.array(z.string()),
  authors: z.array(z.string()).exactOptional(),
  abstract: z.string().exactOptional(),
  /** As it stands there: it may be that of a preprint server. */
  venue: z.string().exactOptional(),
  year: z.number().exactOptional(),
});
export type FileEntry = z.infer<typeof fileEntrySchema>;

/** A piece of the file that cannot be read, and why not; its beginning, at most some 200 characters. */
const brokenEntrySchema = z.object({ excerpt: z.string(), why: z.string() });
export type BrokenEntry = z.infer<typeof brokenEntrySchema>;

/** As it comes from a worker thread. */
export const fileContentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entries'), entries: z.array(fileEntrySchema), broken: z.array(brokenEntrySchema) }),
  z.object({ kind: z.literal('too-many'), count: z.number() }),
  z.object({ kind: z.literal('no-references') }),
]);
export type FileContent = z.infer<typeof fileContentSchema>;

/** Preprint servers are where a paper lies, not where it was published. */
const PREPRINTS = /^(?:arxiv\b|corr\b|biorxiv\b|medrxiv\b|ssrn\b)|e-?prints?$/i;

/** The entry as a record for the collection, which knows abstracts and titles better than bibliographies do; undefined without a title. */
export function entryRecord({ title, names, authors, abstract, venue, year }: FileEntry): PaperRecord | undefined {
  if (title === undefined || normaliseTitle(title) === '') return undefined;
  const found = <T>(find: (text: string) => T | undefined) => names.map(find).find(one => one !== undefined);
  return {
    title,
    own: false,
    fills: true,
    abstract,
    authors,
    arxivId: found(findArxivId),
    doi: found(findDoi),
    venue: venue !== undefined && PREPRINTS.test(venue) ? undefined : venue,
    year,
  };
}

/** The year with which a date of a bibliography begins; undefined for "in press" and the like. */
export function yearOf(date: string | undefined): number | undefined {
  const year = /^\s*([12]\d{3})(?!\d)/.exec(date ?? '')?.[1];
  return year === undefined ? undefined : Number(year);
}

/** "Family, Given" as it is read; a name without a comma stays as it is. */
export function inReadingOrder(name: string): string {
  return name.replace(/^([^,]+), *([^,]+)$/, '$2 $1').trim();
}

/** The entry without the fields that say nothing. */
export function compact(entry: { [K in keyof FileEntry]: FileEntry[K] | undefined } & { names: string[] }): FileEntry {
  const { title, authors, abstract, venue, year, names } = entry;
  return {
    names,
    ...(title && { title }),
    ...(authors && authors.length > 0 && { authors }),
    ...(abstract && { abstract }),
    ...(venue && { venue }),
    ...(year && { year }),
  };
}
