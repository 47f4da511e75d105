import { z } from 'zod';
import { findArxivId } from '../../papers/identifiers.ts';
import type { PaperRecord } from '../../papers/record.ts';
import type { Client } from '../http/client.ts';
import type { Source } from '../source.ts';
import { refuseWords, SourceError, TryAgain } from '../source-error.ts';
import { childOf, childrenOf, type Element, folded, readElements, textOf } from '../xml.ts';
import { toRecord } from './entry.ts';

/** A day, as the service counts changes (its granularity, in UTC). */
const day = z.iso.date();
/** The earliest day of changes that arXiv takes (`earliestDatestamp` of its answer to Identify). */
const EARLIEST = '2005-09-16';

const positionSchema = z.object({
  from: day,
  /** A list that is not at its end: where it goes on, and the day on which it was begun. */
  list: z.object({ token: z.string(), begun: day }).exactOptional(),
});
type Position = z.infer<typeof positionSchema>;

export interface ArxivOaiOptions {
  client: Client;
  /** https://oaipmh.arxiv.org/oai */
  address: string;
  /** `cs`, `cs:cs:LG`; missing: all of arXiv. */
  set?: string | undefined;
}

interface List {
  papers: PaperRecord[];
  token: string;
  /** Day of the answer by the service's clock. */
  day: string | undefined;
  progress?: { seen: number; of: number };
  expired: boolean;
  /** Whether it is an answer at all: with records, or with the word that there are none or no more. */
  said: boolean;
}

/**
 * arXiv by OAI-PMH (https://www.openarchives.org/OAI/openarchivesprotocol.html): everything that has changed since a
 * day, in lists that go on from a token. The next harvest begins with the day on which this one began.
 */
export function arxivOai({ client, address, set }: ArxivOaiOptions): Source {
  return {
    async *pages({ position, since, signal }) {
      let { from, list }: Position = positionSchema.safeParse(position).data ?? { from: since };
      for (;;) {
        const token = list?.token;
        const url = new URL(address);
        url.searchParams.set('verb', 'ListRecords');
        if (token !== undefined) url.searchParams.set('resumptionToken', token);
        else {
          url.searchParams.set('metadataPrefix', 'arXiv');
          // Before its first day the service refuses; without a day it gives everything.
          if (from > EARLIEST) url.searchParams.set('from', from);
          if (set !== undefined) url.searchParams.set('set', set);
        }
        const answer = await client.get({ url, service: 'arxiv', signal }, readList);
        if (answer.kind === 'unchanged') return;
        const { papers, token: next, expired, progress, day: today } = answer.value;
        if (expired && token !== undefined) {
          // Tokens live for a day or so. What was taken over is taken over once more, which changes nothing.
          list = undefined;
          continue;
        }
        if (expired || (next !== '' && next === token)) throw stuck(url);
        const begun: string = list?.begun ?? today ?? from;
        if (next === '') {
          yield { papers, ...(progress && { progress }), position: { from: begun } };
          return;
        }
        list = { token: next, begun };
        yield { papers, ...(progress && { progress }), position: { from, list } };
      }
    },
  };
}

function stuck(url: URL): SourceError {
  return new SourceError(
    `${url.host} does not let the list go on: its answer names the place where it already was. The next run tries again.`,
  );
}

async function readList(body: string): Promise<List> {
  refuseWords(body);
  const list: List = { papers: [], token: '', day: undefined, expired: false, said: false };
  const names = ['responseDate', 'error', 'record', 'resumptionToken'];
  for await (const element of readElements(body, ['OAI-PMH'], names)) {
    list.said ||= element.name !== 'responseDate';
    if (element.name === 'responseDate') list.day = day.safeParse(folded(element.text).slice(0, 10)).data;
    else if (element.name === 'error') list.expired = isExpired(element);
    else if (element.name === 'resumptionToken') {
      list.token = element.text.trim();
      const seen = Number(element.attributes.cursor);
      const of = Number(element.attributes.completeListSize);
      if (seen >= 0 && of > 0) list.progress = { seen: Math.min(of, seen + list.papers.length), of };
    } else {
      const paper = paperOf(element);
      if (paper) list.papers.push(paper);
    }
  }
  if (!list.said) throw new TryAgain('its answer had neither records nor a reason');
  return list;
}

/** Nothing new is no error. @throws {SourceError} for what is. */
function isExpired({ attributes, text }: Element): boolean {
  if (attributes.code === 'noRecordsMatch') return false;
  if (attributes.code === 'badResumptionToken') return true;
  throw new SourceError(
    `arXiv's OAI-PMH refused the request (${attributes.code}): “${folded(text).slice(0, 200)}”. Look at the set and the date that the source asks for: the earliest is ${EARLIEST}.`,
  );
}

function paperOf(record: Element): PaperRecord | undefined {
  const header = childOf(record, 'header');
  const id = textOf(header, 'identifier');
  if (header?.attributes.status === 'deleted') {
    const arxivId = findArxivId(id);
    return arxivId === undefined ? undefined : { title: '', own: false, arxivId, withdrawn: true, onlyKnown: true };
  }
  const metadata = childOf(childOf(record, 'metadata'), 'arXiv');
  return toRecord({
    id,
    title: textOf(metadata, 'title'),
    abstract: textOf(metadata, 'abstract'),
    authors: childrenOf(childOf(metadata, 'authors'), 'author').map(nameOf),
    // In this format it may be the date of the newest version; it counts only where its month is that in the id.
    date: textOf(metadata, 'created'),
    categories: textOf(metadata, 'categories').split(' '),
    doi: textOf(metadata, 'doi'),
    journal: textOf(metadata, 'journal-ref'),
    comment: textOf(metadata, 'comments'),
  });
}

function nameOf(author: Element): string {
  return folded(['forenames', 'keyname', 'suffix'].map(part => textOf(author, part)).join(' '));
}
