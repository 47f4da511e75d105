import { z } from 'zod';
import { authorsIn, inOrder } from './author-names.ts';
import { inWords } from './errors.ts';
import { beginning, MOST_AUTHORS, MOST_VALUES } from './field-limits.ts';
import { typeOfJournalReference } from './guessed-type.ts';
import { findArxivId, findDoi, findIdentifiers } from './identifiers.ts';
import { keywordsIn } from './keywords.ts';
import { normaliseTitle, paperSchema } from './paper.ts';
import { type PublicationType, typeOfCsl } from './publication-type.ts';
import { fromParts } from './references/names.ts';

/** A paper as a file gives it, before cleaning and merging. What the file does not say is missing. */
export interface PaperRecord {
  title: string;
  abstract?: string | undefined;
  /** Ten hex digits; they may be of Offprint's own or of another program. */
  id?: string | undefined;
  /** Whether the record is a line of a collection of Offprint's own, whose ids are to be kept. */
  own: boolean;
  /** Whether what the collection knows already is better than what this record says: it only fills what is missing. */
  fills?: true | undefined;
  links?: string[] | undefined;
  arxivId?: string | undefined;
  doi?: string | undefined;
  authors?: string[] | undefined;
  year?: number | undefined;
  venue?: string | undefined;
  type?: PublicationType | undefined;
  date?: string | undefined;
  versions?: string[] | undefined;
  /** False: it stands, says whoever would know if it did not. */
  withdrawn?: boolean | undefined;
  /** arXiv's categories, the primary one first. */
  categories?: string[] | undefined;
  /** Those that its authors, or a catalogue, gave it. */
  keywords?: string[] | undefined;
  /** On Hugging Face. */
  upvotes?: number | undefined;
  /** It is added although it has no abstract. */
  abstractOptional?: true | undefined;
  /** It is no paper to be added, but tells what is new about one if the collection has it. */
  onlyKnown?: true | undefined;
}

/**
 * The names under which other programs keep what a paper has, the usual one first. Capitals, `_` and `-` do not matter.
 */
const KEYS = {
  title: ['title'],
  abstract: ['abstract', 'summary', 'text', 'description'],
  arxivId: ['arxivid', 'arxiv', 'eprint'],
  doi: ['doi'],
  authors: ['authors', 'author'],
  year: ['year', 'publicationyear'],
  venue: ['venue', 'journal', 'journalref', 'booktitle', 'conference'],
  date: ['date', 'published', 'publishedat', 'publicationdate', 'submitted'],
  links: ['links', 'link', 'urls', 'url', 'code'],
  id: ['id', 'paperid'],
  withdrawn: ['withdrawn'],
  categories: ['categories'],
  keywords: ['keywords', 'keyword', 'subjects', 'tags'],
  upvotes: ['upvotes'],
  type: ['type', 'publicationtype', 'entrytype'],
} as const;

const identifier = (find: (text: string) => string | undefined, example: string) =>
  z.string().refine(text => find(text) !== undefined, { error: `must be like ${example}` });

const authorSchema = z.union([
  z.string().transform(inOrder),
  z.object({ name: z.string() }).transform(({ name }) => inOrder(name)),
  z
    .object({ family: z.string(), given: z.string().optional() })
    .transform(({ given, family }) => fromParts([given, family])),
  z
    .object({ lastName: z.string(), firstName: z.string().optional() })
    .transform(({ firstName, lastName }) => fromParts([firstName, lastName])),
]);

/** Of a text of many names. */
const namesIn = (text: string) =>
  authorsIn(text)
    .slice(0, MOST_AUTHORS)
    .map(name => beginning('line', name));

const recordSchema = z.object({
  title: z
    .string({ error: 'a paper needs a title' })
    .refine(title => normaliseTitle(title) !== '', 'must have a letter or a digit'),
  abstract: z.string().optional(),
  arxivId: identifier(findArxivId, '2110.04260').optional(),
  doi: identifier(text => findDoi(text) ?? findArxivId(text), '10.1145/3404835.3463098').optional(),
  authors: z
    .union([z.string().transform(namesIn), z.array(authorSchema)], { error: 'must be a list of names' })
    .optional(),
  year: z
    .union(
      [
        z.int(),
        z
          .string()
          .regex(/^\d{4}$/)
          .transform(Number),
      ],
      { error: 'must be a year such as 2021' },
    )
    .pipe(z.int().min(1000).max(2999))
    .optional(),
  // Semantic Scholar gives a journal as {name, volume, pages}.
  venue: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional(),
  type: z.string().optional().catch(undefined),
  date: z.unknown().optional(),
  links: z
    .union([z.string().transform(link => [link]), z.array(z.string())], { error: 'must be a list of addresses' })
    .optional(),
  id: z.unknown().optional(),
  withdrawn: z.boolean().optional(),
  categories: z
    .union([z.string().transform(text => text.split(/[\s,;]+/).filter(Boolean)), z.array(z.string())], {
      error: 'must be a list of categories',
    })
    .optional(),
  keywords: z
    .union([z.string().transform(keywordsIn), z.array(z.string())], { error: 'must be a list of keywords' })
    .optional(),
  upvotes: z.int('must be a number of upvotes').min(0, 'must be a number of upvotes').optional(),
});

/**
 * Reads one record: a line of Offprint's own collections, or of any other program's that has at least a title. Fields
 * that are null or empty count as missing; fields of unknown name are passed over.
 * @param leftOut takes, in words, which fields were left out because they have another form than expected.
 * @throws {z.ZodError} when there is no title; it names everything else that is wrong, too.
 */
export function readRecord(value: unknown, leftOut: string[] = []): PaperRecord {
  const own = paperSchema.safeParse(value);
  if (own.success) return { ...own.data, own: true };
  const fields = z.record(z.string(), z.unknown(), { error: 'must be a paper in braces: {"title": …}' }).parse(value);
  const picked = pick(fields);
  const { date, id, withdrawn, type, ...record } = recordSchema.parse(wellFormed(picked.fields, leftOut));
  const identifiers = [
    // What a field of that name says goes before what another one looks like.
    record.doi,
    record.arxivId,
    ...externalIds(fields),
    ...(record.links ?? []),
    typeof id === 'string' ? id : undefined,
  ]
    .filter(text => text !== undefined)
    .flatMap(findIdentifiers);
  return {
    ...record,
    own: false,
    type: typeOf(type, picked.keys.get('venue'), record.venue),
    arxivId: identifiers.find(one => one.kind === 'arxiv')?.value,
    doi: identifiers.find(one => one.kind === 'doi')?.value,
    // The address of the paper itself is no link of the kind that abstracts name.
    links: record.links?.filter(link => findIdentifiers(link).length === 0),
    id: typeof id === 'string' && /^[0-9a-f]{10}$/.test(id) ? id : undefined,
    date: typeof date === 'string' ? /^\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?(?!\d)/.exec(date)?.[0] : undefined,
    withdrawn: withdrawn === true ? true : undefined,
  };
}

/** The fields without those that have a wrong form: each costs itself alone. Only without a title there is no paper. */
function wellFormed(fields: Record<string, unknown>, leftOut: string[]): Record<string, unknown> {
  const { error } = recordSchema.safeParse(fields);
  const wrong = new Set(error?.issues.map(({ path }) => path[0]));
  if (!error || wrong.has('title')) return fields;
  leftOut.push(...inWords(error).split('; '));
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !wrong.has(name)));
}

/** What other catalogues call the paper, as Semantic Scholar gives it: `{"externalIds": {"ArXiv": …, "DOI": …}}`. */
function externalIds({ externalIds: ids }: Record<string, unknown>): string[] {
  const known = z.object({
    ArXiv: z.string().optional().catch(undefined),
    DOI: z.string().optional().catch(undefined),
  });
  return Object.values(known.safeParse(ids).data ?? {}).filter(id => id !== undefined);
}

/** Our fields from a record, whatever its program calls them, and what it calls them. */
function pick(fields: Record<string, unknown>): { fields: Record<string, unknown>; keys: Map<string, string> } {
  const known = new Map<string, unknown>();
  for (const [key, value] of Object.entries(fields)) {
    const empty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
    if (!empty) known.set(key.toLowerCase().replace(/[^a-z]/g, ''), value);
  }
  const picked: Record<string, unknown> = {};
  const used = new Map<string, string>();
  for (const [field, keys] of Object.entries(KEYS)) {
    const key = keys.find(one => known.has(one));
    if (key === undefined) continue;
    picked[field] = bounded(field, known.get(key));
    used.set(field, key);
  }
  return { fields: picked, keys: used };
}

/** A field's value without what is too long or too much of it. */
function bounded(field: string, value: unknown): unknown {
  const kind = field === 'abstract' || field === 'authors' ? field : 'line';
  if (typeof value === 'string') return beginning(kind, value);
  if (!Array.isArray(value)) return value;
  const most = field === 'authors' ? MOST_AUTHORS : MOST_VALUES;
  return value.slice(0, most).map(one => (typeof one === 'string' ? beginning('line', one) : one));
}

/**
 * What a record was published as: by its own word, else by the name of the field that names its venue. A bare `article`
 * may be any.
 */
function typeOf(
  said: string | undefined,
  key: string | undefined,
  venue: string | undefined,
): PublicationType | undefined {
  const type = typeOfCsl(said ?? '');
  if (type || venue === undefined) return type;
  if (key === 'booktitle' || key === 'conference') return 'paper-conference';
  return key === 'journal' || key === 'journalref' ? typeOfJournalReference(venue) : undefined;
}
