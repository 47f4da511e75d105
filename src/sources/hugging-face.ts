import { z } from 'zod';
import { parseJson } from '../papers/bounded-json.ts';
import { findArxivId } from '../papers/identifiers.ts';
import { normaliseTitle } from '../papers/paper.ts';
import type { PaperRecord } from '../papers/record.ts';
import type { Client } from './http/client.ts';
import { validatorsSchema } from './http/validators.ts';
import type { Source } from './source.ts';
import { TryAgain } from './source-error.ts';

/** Upvotes of a day's papers go on growing for about so long, in days: these are asked for again at each run. */
const RECENT_DAYS = 7;
const DAY_MS = 86_400_000;

const day = z.iso.date();
const positionSchema = z.object({
  /** The last day that was read. */
  day,
  /** In the middle of a run; missing between two. */
  until: day.exactOptional(),
  /** What is known of the answers for recent days. */
  validators: z.record(z.string(), validatorsSchema),
});

export interface HuggingFaceOptions {
  client: Client;
  /** https://huggingface.co/api/daily_papers */
  address: string;
  /** Ms since the epoch. */
  now: () => number;
}

/** The papers that Hugging Face features, day by day; the recent days again at each run, for their upvotes. */
export function huggingFace({ client, address, now }: HuggingFaceOptions): Source {
  return {
    async *pages({ position, since, signal }) {
      const read = positionSchema.safeParse(position).data;
      const until = read?.until ?? dayOf(now());
      const recent = dayOf(Date.parse(until) - (RECENT_DAYS - 1) * DAY_MS);
      const validators = new Map(Object.entries(read?.validators ?? {}));
      let next = since;
      if (read) next = read.until === undefined ? earlier(after(read.day), later(recent, since)) : after(read.day);
      const first = next;
      for (; next <= until; next = after(next)) {
        const url = new URL(address);
        url.searchParams.set('date', next);
        const known = validators.get(next);
        const answer = await client.get({ url, service: 'hugging-face', validators: known, signal }, readDay);
        if (answer.kind === 'new' && next >= recent) validators.set(next, answer.validators);
        for (const old of validators.keys()) if (old < recent) validators.delete(old);
        yield {
          papers: answer.kind === 'new' ? answer.value : [],
          position: { day: next, ...(next < until && { until }), validators: Object.fromEntries(validators) },
          progress: { seen: daysBetween(first, next) + 1, of: daysBetween(first, until) + 1 },
        };
      }
    },
  };
}

/** Required are an id and a title; whatever else is missing, or is not what it was, is passed over. */
const author = z.object({ name: z.string(), hidden: z.boolean().catch(false) });
const paperSchema = z.object({
  id: z.string(),
  title: z.string().catch(''),
  summary: z.string().catch(''),
  authors: z.array(author.optional().catch(undefined)).catch([]),
  publishedAt: z.string().catch(''),
  upvotes: z.int().min(0).optional().catch(undefined),
  projectPage: z.string().optional().catch(undefined),
  githubRepo: z.string().optional().catch(undefined),
});
const featureSchema = z.object({ paper: paperSchema, title: z.string().catch(''), summary: z.string().catch('') });

async function readDay(body: string): Promise<PaperRecord[]> {
  const features = z.array(z.unknown()).safeParse(jsonIn(body));
  if (!features.success) throw new TryAgain('its answer is no list of papers');
  return features.data.flatMap(feature => paperOf(feature) ?? []);
}

function jsonIn(body: string): unknown {
  try {
    return parseJson(body);
  } catch {
    throw new TryAgain('its answer is no whole JSON');
  }
}

function paperOf(feature: unknown): PaperRecord | undefined {
  const read = featureSchema.safeParse(feature);
  if (!read.success) return undefined;
  const { paper, ...outer } = read.data;
  const arxivId = findArxivId(paper.id);
  const title = paper.title || outer.title;
  if (arxivId === undefined || normaliseTitle(title) === '') return undefined;
  const authors = paper.authors.filter(one => one !== undefined);
  return {
    title,
    abstract: paper.summary.length >= outer.summary.length ? paper.summary : outer.summary,
    own: false,
    // A copy of what arXiv has; the upvotes are its own.
    fills: true,
    arxivId,
    authors: authors.filter(({ hidden }) => !hidden).map(({ name }) => name),
    date: /^\d{4}-\d{2}-\d{2}/.exec(paper.publishedAt)?.[0],
    links: [paper.projectPage, paper.githubRepo].filter(link => link !== undefined),
    upvotes: paper.upvotes,
  };
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

function after(one: string): string {
  return dayOf(Date.parse(one) + DAY_MS);
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function daysBetween(one: string, other: string): number {
  return Math.round((Date.parse(other) - Date.parse(one)) / DAY_MS);
}
