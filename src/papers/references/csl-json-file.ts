import { z } from 'zod';
import { parseJson } from '../bounded-json.ts';
import { inWords } from '../errors.ts';
import { keywordsIn } from '../keywords.ts';
import { typeOfCsl } from '../publication-type.ts';
import { yearOf } from './dates.ts';
import { compact, excerptOf, type FileContent, type FileEntry, namesAPaper } from './entry.ts';
import { fromParts, inReadingOrder, isOthers } from './names.ts';

/** A text, also where it stands in a list (Crossref) or is a number; whatever else costs its field alone. */
const text = z
  .union([z.string(), z.number().transform(String), z.array(z.string()).transform(([first]) => first)])
  .optional()
  .catch(undefined);
const nameSchema = z.preprocess(
  name => (typeof name === 'string' ? { literal: name } : name),
  z.object({
    given: text,
    'dropping-particle': text,
    'non-dropping-particle': text,
    family: text,
    suffix: text,
    literal: text,
    name: text,
  }),
);
const names = z
  .preprocess(people => (isOnePerson(people) ? [people] : people), z.array(z.unknown()))
  .transform(list => list.flatMap(name => nameSchema.safeParse(name).data ?? []))
  .catch([]);
function isOnePerson(people: unknown): boolean {
  return typeof people === 'string' || z.object({ family: z.string() }).safeParse(people).success;
}

/** A date in parts, as it was written, or as a bare text. */
const dateSchema = z
  .union([
    z.union([z.string(), z.number()]).transform(date => [String(date)]),
    z
      .object({
        'date-parts': z.array(z.array(z.unknown())).catch([]),
        raw: text,
        literal: text,
        'date-time': text,
      })
      .transform(date => [yearIn(date['date-parts']), date.raw, date.literal, date['date-time']]),
  ])
  .catch([]);
const DATES = ['issued', 'published', 'published-print', 'published-online', 'original-date', 'created'] as const;
const itemSchema = z.object({
  type: text,
  title: text,
  subtitle: text,
  author: names,
  abstract: text,
  'container-title': text,
  'event-title': text,
  event: text,
  ...(Object.fromEntries(DATES.map(date => [date, dateSchema])) as Record<(typeof DATES)[number], typeof dateSchema>),
  DOI: text,
  URL: text,
  number: text,
  archive_location: text,
  note: text,
  keyword: text,
  /** Crossref's. */
  subject: z.array(z.string()).catch([]),
});

/**
 * Reads CSL-JSON (https://docs.citationstyles.org): a list of items, or one alone, as doi.org gives it. An item that is
 * none costs only itself.
 */
export function readCslJsonFile(content: string, mostEntries: number): FileContent {
  const items = itemsIn(content);
  if (items === undefined) return { kind: 'no-references' };
  if (items.length > mostEntries) return { kind: 'too-many', count: items.length };
  const read: Extract<FileContent, { kind: 'entries' }> = {
    kind: 'entries',
    format: 'CSL-JSON',
    entries: [],
    rejected: [],
  };
  for (const item of items) {
    const result = itemSchema.safeParse(item);
    const entry = result.success ? toEntry(result.data) : undefined;
    if (entry && namesAPaper(entry)) read.entries.push(entry);
    else {
      const why = result.success ? 'it has no title' : inWords(result.error);
      read.rejected.push({ line: 1, excerpt: excerptOf(JSON.stringify(item) ?? ''), why });
    }
  }
  return read;
}

/** The items of a list, of one item alone, or of what Crossref puts around them; undefined for JSON of another kind. */
function itemsIn(content: string): unknown[] | undefined {
  let value: unknown;
  try {
    value = parseJson(content);
  } catch {
    // Cut off, or something else that begins so.
    return undefined;
  }
  const list = listSchema.safeParse(value).data;
  return list?.some(isCsl) ? list : undefined;
}

const items = z.array(z.unknown());
const listSchema = z.union([
  items,
  z.object({ items }).transform(wrapped => wrapped.items),
  z.object({ message: z.object({ items }) }).transform(({ message }) => message.items),
  z.object({ message: z.looseObject({ DOI: z.string() }) }).transform(({ message }) => [message]),
  z.looseObject({ title: z.unknown() }).transform(item => [item]),
]);

/** What CSL alone has, in its form; other lists of papers have `authors`, `year`, `venue`. */
const csl = z.union([
  z.looseObject({ 'container-title': z.unknown().refine(title => title !== undefined) }),
  z.looseObject({ issued: z.unknown().refine(date => date !== undefined) }),
  z.looseObject({
    author: z.array(z.union([z.looseObject({ family: z.string() }), z.looseObject({ literal: z.string() })])).min(1),
  }),
  z.looseObject({ type: z.string().refine(type => typeOfCsl(type) !== undefined) }),
  z.looseObject({ title: z.unknown(), DOI: z.string(), doi: z.undefined() }),
]);

function isCsl(item: unknown): boolean {
  return csl.safeParse(item).success;
}

function toEntry(item: z.infer<typeof itemSchema>): FileEntry {
  const venue = item['container-title'] ?? item['event-title'] ?? item.event;
  const subtitle = item.subtitle && !item.title?.includes(item.subtitle) ? [item.subtitle] : [];
  return compact({
    line: 1,
    title: [...(item.title ? [item.title] : []), ...subtitle].join(': ').trim(),
    names: [item.DOI, item.URL, item.number, item.archive_location, item['container-title']].filter(
      name => name !== undefined,
    ),
    authors: item.author.map(nameOf).filter(name => name !== '' && !isOthers(name)),
    abstract: item.abstract,
    venue,
    type: typeOfCsl(item.type ?? ''),
    year: yearOf(...DATES.flatMap(date => item[date])),
    keywords: [...keywordsIn(item.keyword ?? ''), ...item.subject],
  });
}

function nameOf(name: z.infer<typeof nameSchema>): string {
  const { given, family, suffix, literal, name: whole } = name;
  if (literal) return literal.trim();
  if (whole && !family) return whole.trim();
  // All of it in one field.
  if (family && !given && !suffix) return inReadingOrder(fromParts([name['non-dropping-particle'], family]));
  return fromParts([given, name['dropping-particle'], name['non-dropping-particle'], family, suffix]);
}

/** Of a range, the year of its beginning. */
function yearIn(parts: readonly (readonly unknown[])[]): string | undefined {
  const year = parts[0]?.[0];
  return typeof year === 'number' || typeof year === 'string' ? String(year) : undefined;
}
