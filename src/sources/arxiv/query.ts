import { z } from 'zod';
import { findArxivId } from '../../papers/identifiers.ts';
import type { PaperRecord } from '../../papers/record.ts';
import type { Client } from '../http/client.ts';
import type { Source } from '../source.ts';
import { refuseWords, SourceError, TryAgain } from '../source-error.ts';
import { childOf, childrenOf, type Element, readElements, textOf } from '../xml.ts';
import { toRecord } from './entry.ts';

/** Entries asked for at once: about half a MB. At most 2,000; arXiv asks for small slices. */
const SLICE = 200;
/** Beyond this many entries of one listing arXiv answers with errors (it says 30,000; 10,000 have been seen). */
const DEEPEST = 10_000;
/**
 * Papers appear some days after their submission (weekends, moderation), but are listed by its date: each run goes back
 * this far behind the end of the one before, in days.
 */
const LATE_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Empty slices do happen in the middle of a listing, and fill when asked again. One that stays empty at the very end is
 * the end.
 */
const EMPTY_TRIES = 4;

/** A minute in UTC, as `submittedDate:[… TO …]` takes it. */
const minute = z.string().regex(/^\d{12}$/);
const positionSchema = z.object({
  from: minute,
  /** Missing between two runs. */
  listing: z.object({ until: minute, start: z.int().min(0) }).exactOptional(),
});
type Position = z.infer<typeof positionSchema>;

export interface ArxivQueryOptions {
  client: Client;
  /** https://export.arxiv.org/api/query */
  address: string;
  /** In arXiv's query language. */
  query: string;
  /** Ms since the epoch. */
  now: () => number;
}

interface Listing {
  papers: PaperRecord[];
  /** Entries, those without a paper included. */
  entries: number;
  /** When the last one was first submitted. */
  latest: string;
  total: number;
}

/**
 * arXiv's query service: papers first submitted in a window of time, the oldest first, so that new ones never shift
 * what was listed.
 */
export function arxivQuery({ client, address, query, now }: ArxivQueryOptions): Source {
  return {
    async *pages({ position, since, signal }) {
      const first = Date.parse(since);
      const begun: Position = positionSchema.safeParse(position).data ?? { from: toMinute(first) };
      const until = begun.listing?.until ?? toMinute(now());
      let { from } = begun;
      let start = begun.listing?.start ?? 0;
      const last = toInstant(until);
      const end = { from: toMinute(Math.min(last, Math.max(first, last - LATE_DAYS * DAY_MS))) };
      for (;;) {
        const url = sliceOf(`(${query}) AND submittedDate:[${from} TO ${until}]`, start);
        let empty = 0;
        const answer = await client.get({ url, service: 'arxiv', signal }, async body => {
          const listing = await readListing(body);
          const missing = listing.entries === 0 ? listing.total - start : 0;
          if (missing > 0 && (missing > SLICE || ++empty < EMPTY_TRIES)) {
            throw new TryAgain(`it listed nothing after ${start} of ${listing.total} papers`);
          }
          return missing > 0 ? { ...listing, total: start } : listing;
        });
        if (answer.kind === 'unchanged') return;
        const { papers, entries, latest, total } = answer.value;
        start += entries;
        const progress = { seen: start, of: Math.max(start, total) };
        if (start >= total) {
          yield { papers, progress, position: end };
          return;
        }
        const further = start >= DEEPEST && latest > from;
        if (further) [from, start] = [latest, 0];
        yield { papers, progress, position: { from, listing: { until, start } } };
      }
    },
  };

  function sliceOf(asked: string, start: number): URL {
    const url = new URL(address);
    url.searchParams.set('search_query', asked);
    url.searchParams.set('start', String(start));
    url.searchParams.set('max_results', String(SLICE));
    url.searchParams.set('sortBy', 'submittedDate');
    url.searchParams.set('sortOrder', 'ascending');
    return url;
  }
}

/**
 * One paper by its arXiv id; undefined when arXiv has none of that id.
 * @throws {SourceError} in words, when arXiv gives no answer.
 */
export async function arxivPaper(
  { client, address }: Pick<ArxivQueryOptions, 'client' | 'address'>,
  id: string,
  signal: AbortSignal,
): Promise<PaperRecord | undefined> {
  const url = new URL(address);
  url.searchParams.set('id_list', id);
  url.searchParams.set('max_results', '1');
  const answer = await client.get({ url, service: 'arxiv', signal }, readListing);
  return answer.kind === 'new' ? answer.value.papers.find(paper => paper.arxivId === id) : undefined;
}

async function readListing(body: string): Promise<Listing> {
  refuseWords(body);
  const listing: Listing = { papers: [], entries: 0, latest: '', total: Number.NaN };
  for await (const element of readElements(body, ['feed'], ['entry', 'totalResults'])) {
    if (element.name === 'totalResults') listing.total = Number.parseInt(element.text, 10);
    else {
      refuseError(element);
      const paper = paperOf(element);
      if (paper) listing.papers.push(paper);
      listing.entries++;
      const published = Date.parse(textOf(element, 'published'));
      if (!Number.isNaN(published)) listing.latest = toMinute(published);
    }
  }
  // Without, nobody knows where the listing ends.
  if (Number.isNaN(listing.total)) throw new TryAgain('it did not say how many papers there are');
  return listing;
}

/** arXiv tells errors as a feed with one entry, and with status 200. */
function refuseError(entry: Element): void {
  if (textOf(entry, 'title') !== 'Error' || findArxivId(textOf(entry, 'id')) !== undefined) return;
  throw new SourceError(
    `arXiv did not understand the query: “${textOf(entry, 'summary').slice(0, 200)}”. Put it right where the source is set.`,
  );
}

/** An entry of an Atom feed of arXiv's query service. */
export function paperOf(entry: Element): PaperRecord | undefined {
  const categories = childrenOf(entry, 'category').map(({ attributes }) => attributes.term ?? '');
  const primary = childOf(entry, 'primary_category')?.attributes.term ?? '';
  return toRecord({
    id: textOf(entry, 'id'),
    title: textOf(entry, 'title'),
    abstract: textOf(entry, 'summary'),
    authors: childrenOf(entry, 'author').map(author => textOf(author, 'name')),
    date: textOf(entry, 'published'),
    categories: [...new Set([primary, ...categories])],
    doi: textOf(entry, 'doi'),
    journal: textOf(entry, 'journal_ref'),
    comment: textOf(entry, 'comment'),
  });
}

function toMinute(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16).replace(/\D/g, '');
}

function toInstant(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5Z'));
}
