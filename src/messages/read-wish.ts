import type { SearchIndex } from '../search/types.ts';
import type { Filters, SearchRequest } from './search-request.ts';

/** Why a search cannot be made as it was asked for. */
export type Misunderstood =
  | { problem: 'nothing asked' }
  | { problem: 'no such topic'; text: string }
  | { problem: 'no date'; option: 'since' | 'until'; text: string }
  | { problem: 'ends before it begins'; since: string; until: string };

/** A year, a month of it, or a day; one digit and other separators are fine. */
const DATE = /^([12]\d{3})(?:[-/.](0?[1-9]|1[0-2])(?:[-/.](0?[1-9]|[12]\d|3[01]))?)?$/;

/** Reads a search as people type it, or as it comes back in a button: nothing of it is trusted. */
export function readWish(
  index: SearchIndex,
  query: string | undefined,
  typed: (name: keyof Filters) => string | undefined,
): SearchRequest | Misunderstood {
  const wish: SearchRequest = { query: query?.trim() ?? '' };
  const given = (name: keyof Filters) => typed(name)?.trim() || undefined;
  const topic = given('topic');
  if (topic !== undefined) {
    const named = index.topicNamed(topic);
    if (!named) return { problem: 'no such topic', text: topic };
    wish.topic = named.id;
  }
  for (const end of ['since', 'until'] as const) {
    const text = given(end);
    if (text === undefined) continue;
    const date = readDate(text);
    if (date === undefined) return { problem: 'no date', option: end, text };
    wish[end] = date;
  }
  if (wish.since && wish.until && wish.since.slice(0, wish.until.length) > wish.until)
    return { problem: 'ends before it begins', since: wish.since, until: wish.until };
  const author = given('author');
  if (author !== undefined) wish.author = author;
  const narrowed = Object.keys(wish).length > 1;
  if (given('sort') === 'newest') wish.sort = 'newest';
  return wish.query === '' && !narrowed ? { problem: 'nothing asked' } : wish;
}

function readDate(text: string): string | undefined {
  const [, ...parts] = DATE.exec(text) ?? [];
  const date = parts.filter(part => part !== undefined).map(part => part.padStart(2, '0'));
  const day = date.join('-');
  return date.length === 0 || (date.length === 3 && !isDay(day)) ? undefined : day;
}

/** The 30th of February is none. */
function isDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}
