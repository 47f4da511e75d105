import { z } from 'zod';
import { readQuery } from '../search/query/limits.ts';
import { type Clause, parseQuery } from '../search/query/parse.ts';

const HOUR_MS = 3_600_000;
const UNITS = { m: 60_000, h: HOUR_MS, d: 24 * HOUR_MS };
/** What the services offer changes once a day; a file may be looked at oftener. */
const SHORTEST_MS = { service: HOUR_MS, file: 60_000 };
const LONGEST_MS = 30 * 24 * HOUR_MS;

/** `10m`, `6h`, `1d` → ms. */
const every = (shortestMs: number) =>
  z
    .string({ error: 'must be a time such as 6h or 1d' })
    .regex(/^[1-9]\d{0,4}[mhd]$/, 'must be a time such as 6h or 1d')
    .transform(text => Number.parseInt(text, 10) * unitOf(text))
    .refine(
      ms => ms >= shortestMs && ms <= LONGEST_MS,
      `must be between ${shown(shortestMs)} and ${shown(LONGEST_MS)}`,
    );

const category = z
  .string()
  .regex(/^[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?$/, 'must be a category of arXiv such as cs.LG or hep-th');
const categories = z
  .array(category, { error: 'must name a category of arXiv such as cs.LG' })
  .min(1, 'must name a category of arXiv such as cs.LG')
  .max(20, 'must be 20 categories at most');
const date = z.iso
  .date('must be a day such as 2024-01-31')
  .refine(day => day >= '1986-01-01', 'must be a day after 1986, when arXiv began');

/** An object without fields beyond these. */
function strict<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: issue =>
      issue.code === 'unrecognized_keys' ? `has no ${issue.keys.map(key => `"${key}"`).join(', ')}` : undefined,
  });
}

/** Which of a source's papers are added. What it says of papers that are there is taken over in any case. */
const keep = strict({
  /** One of these categories. */
  categories: categories.exactOptional(),
  /** All words and phrases of this query, in the language of `/search`. */
  query: z
    .string()
    .min(1, 'must say what is kept')
    .max(500, 'must be at most 500 characters')
    .refine(
      query => !namesTopic(parseQuery(query).clauses),
      'must not have topic:, which only a whole collection knows',
    )
    .refine(query => readQuery(query).leftOut.length === 0, 'has too many conditions')
    .exactOptional(),
  /** First submitted on or after this day. */
  from: date.exactOptional(),
  /** As many upvotes on Hugging Face, at least. */
  upvotes: z.int().min(0, 'must be a number of upvotes').exactOptional(),
});
export type Keep = z.infer<typeof keep>;

const common = {
  name: z
    .string({ error: 'must be a name such as daily-cs' })
    .regex(
      /^[a-z0-9][a-z0-9-]{0,31}$/,
      'must be a name of up to 32 small letters, digits and hyphens, such as daily-cs',
    ),
  /** For whoever reads the file. */
  note: z.string().exactOptional(),
  keep: keep.exactOptional(),
};
/** Where the first run begins. */
const since = { since: date.exactOptional() };

/** One source, as it stands in the file of sources or was given to `/sources add`. */
export const sourceSettingsSchema = z.discriminatedUnion(
  'kind',
  [
    strict({
      kind: z.literal('arxiv-query'),
      ...common,
      ...since,
      every: every(SHORTEST_MS.service).default(12 * HOUR_MS),
      /** In arXiv's own query language: `abs:"data augmentation" AND cat:cs.LG`. */
      query: z
        .string()
        .min(1, 'must say what is asked for')
        .max(1000, 'must be at most 1000 characters')
        .exactOptional(),
      categories: categories.exactOptional(),
    }).refine(({ query, categories: some }) => query !== undefined || some !== undefined, {
      error: 'needs a "query" in the language of arXiv, or "categories", or both',
    }),
    strict({
      kind: z.literal('arxiv-feed'),
      ...common,
      every: every(SHORTEST_MS.service).default(6 * HOUR_MS),
      categories,
    }),
    strict({
      kind: z.literal('arxiv-oai'),
      ...common,
      ...since,
      every: every(SHORTEST_MS.service).default(24 * HOUR_MS),
      set: z
        .string()
        .regex(/^[a-z-]+(?::[A-Za-z-]+){0,2}$/, 'must be a set such as cs, math or cs:cs:LG')
        .exactOptional(),
    }),
    strict({
      kind: z.literal('hugging-face'),
      ...common,
      ...since,
      every: every(SHORTEST_MS.service).default(6 * HOUR_MS),
    }),
    strict({
      kind: z.literal('file'),
      ...common,
      every: every(SHORTEST_MS.file).default(10 * 60_000),
      /** From the folder of the file of sources. */
      path: z.string({ error: 'must be the path of a file' }).min(1, 'must be the path of a file'),
      /** Whether entries without an abstract join the collection; else they only add to papers that are there. */
      abstracts: z.enum(['required', 'optional'], { error: 'must be "required" or "optional"' }).exactOptional(),
    }),
  ],
  { error: 'must have a "kind": arxiv-query, arxiv-feed, arxiv-oai, hugging-face or file' },
);
export type SourceSettings = z.infer<typeof sourceSettingsSchema>;

/** What decides which papers a source has, whatever is kept of them. */
const ASKED = ['kind', 'query', 'categories', 'set', 'path', 'abstracts'];

/** What the source is asked for, as a text: while it is the same, a run goes on from the position of the one before. */
export function asks(settings: SourceSettings): string {
  return JSON.stringify(settings, ASKED);
}

function unitOf(text: string): number {
  return UNITS[text.endsWith('d') ? 'd' : text.endsWith('h') ? 'h' : 'm'];
}

function shown(ms: number): string {
  return ms >= UNITS.d ? `${ms / UNITS.d}d` : ms >= UNITS.h ? `${ms / UNITS.h}h` : `${ms / UNITS.m}m`;
}

function namesTopic(clauses: readonly Clause[]): boolean {
  return clauses.some(clause => {
    if (clause.kind === 'not') return namesTopic([clause.clause]);
    if (clause.kind === 'any') return namesTopic(clause.options.flat());
    return clause.kind === 'field' && clause.field === 'topic';
  });
}
