import { findIdentifiers } from '../../papers/identifiers.ts';
import { type Token, tokenise } from '../analysis/tokens.ts';
import { namedBy, nameWords } from '../names.ts';
import type { PlaceSet } from '../place-set.ts';
import type { SearchOptions } from '../types.ts';
import { byAuthor, type Collection, type Filter, inOrder, type Look } from './filter.ts';
import type { Clause, TextField } from './parse.ts';
import type { Work } from './work.ts';

/** Places among which are those of all papers that meet a requirement. */
export interface Selection {
  places: PlaceSet;
  /** Tells which of them do; missing when all do. */
  look?: Look;
}

/** What an index tells without looking into papers. Each call gives a set of its own. */
export type Searchable = Omit<Selectable, 'work' | 'gathering' | 'noted'>;

export interface Selectable extends Collection {
  /** What gathering papers by their words costs is counted here, beyond what is needed for an answer. */
  gathering: Work;
  /** Ids of the papers with a note that says so. */
  noted(text: string): readonly string[];
  /** Papers that have a term, by number, anywhere. */
  holding(term: number): PlaceSet;
  /** Papers of which an author's name has a word, stop words too, in any of the spellings of {@link authorTokens}. */
  naming(word: string): PlaceSet;
  /** Papers of the topic that a text names. */
  onTopic(text: string): PlaceSet;
  /** Papers with a known year from one to another. */
  inYears(from: number, to: number): PlaceSet;
  /** Papers with a date from one number to another, as {@link dateNumber} makes them. */
  dated(from: number, to: number): PlaceSet;
  /** Papers whose id, arXiv id or DOI is one of these. */
  identified(values: ReadonlySet<string>): PlaceSet;
  /** All papers. */
  everywhere(): PlaceSet;
  nowhere(): PlaceSet;
}

const ANYWHERE = ['title', 'abstract', 'author'] as const;

/**
 * What a clause leaves of all papers; undefined for what has no words in it: it says nothing, and neither does its
 * opposite.
 */
export function selectionOf(clause: Clause, index: Selectable): Selection | undefined {
  switch (clause.kind) {
    case 'words':
    case 'phrase':
      return withWords(clause.text, index, ANYWHERE);
    case 'field':
      if (clause.field === 'topic') return { places: index.onTopic(clause.text) };
      return clause.field === 'author' ? named(clause.text, index) : withWords(clause.text, index, [clause.field]);
    case 'year':
      return { places: index.inYears(clause.from ?? 0, clause.to ?? Number.POSITIVE_INFINITY) };
    case 'id':
      return { places: index.identified(identifiersOf(clause.text)) };
    case 'notes':
      return { places: index.identified(new Set(index.noted(clause.text))) };
    case 'not': {
      const chosen = selectionOf(clause.clause, index);
      return chosen && not(chosen, index);
    }
    case 'any': {
      const options = clause.options.map(option => option.flatMap(part => selectionOf(part, index) ?? []));
      if (options.every(parts => parts.length === 0)) return undefined;
      return anyOf(
        options.map(parts => allOf(parts, index)),
        index,
      );
    }
  }
}

/** What the options leave of all papers. */
export function selectionsOf({ topic, author, since, until }: SearchOptions, index: Selectable): Selection[] {
  const parts: Selection[] = [];
  if (topic) parts.push({ places: index.onTopic(topic) });
  if (author) parts.push(named(author, index));
  // Dates are compared as far as the end goes: `2023` is from 20230000 to 20239999.
  if (since)
    parts.push({ places: index.dated(Number(since.replaceAll('-', '').padEnd(8, '0')), Number.POSITIVE_INFINITY) });
  if (until) parts.push({ places: index.dated(1, Number(until.replaceAll('-', '').padEnd(8, '9'))) });
  return parts;
}

/** What costs least is looked at first. */
export function allOf(parts: readonly Selection[], index: Selectable): Selection {
  const places = parts.reduce((all, part) => all.and(part.places), index.everywhere());
  const looks = parts.flatMap(({ look }) => look ?? []).sort((a, b) => Number(a.reads) - Number(b.reads));
  if (looks.length === 0) return { places };
  const reads = looks.some(look => look.reads);
  return { places, look: { meets: place => looks.every(({ meets }) => meets(place)), reads } };
}

function anyOf(parts: readonly Selection[], index: Selectable): Selection {
  const places = parts.reduce((all, part) => all.or(part.places), index.nowhere());
  if (parts.every(({ look }) => !look)) return { places };
  const certain = parts
    .flatMap(({ places: some, look }) => (look ? [] : some))
    .reduce((all, set) => all.or(set), index.nowhere());
  const cheapFirst = parts
    .flatMap(({ places: some, look }) => (look ? { places: some, look } : []))
    .sort((a, b) => Number(a.look.reads) - Number(b.look.reads));
  const meets: Filter = place => {
    if (certain.has(place)) return true;
    index.work.spend(cheapFirst.length);
    return cheapFirst.some(part => part.places.has(place) && part.look.meets(place));
  };
  return { places, look: { meets, reads: parts.some(({ look }) => look?.reads) } };
}

function not({ places, look }: Selection, index: Selectable): Selection {
  if (!look) return { places: places.complement() };
  return {
    places: index.everywhere(),
    look: { meets: place => !places.has(place) || !look.meets(place), reads: look.reads },
  };
}

function identifiersOf(text: string): Set<string> {
  return new Set([text, ...findIdentifiers(text).map(({ value }) => value)]);
}

/**
 * Of so many words of a phrase, the rarest, the papers are gathered: others take longer than they leave out papers. Of
 * the first they always are, of the others while there is time.
 */
const MOST_GATHERED = 3;

/** In each language that papers are in. Undefined when no word is telling. */
function withWords(
  text: string,
  index: Selectable,
  fields: readonly Exclude<TextField, 'topic'>[],
): Selection | undefined {
  const readings = new Map(
    (['en', ...index.languages] as const).map(language => {
      const tokens = tokenise(text, language);
      return [tokens.map(({ term }) => term).join(' '), tokens] as const;
    }),
  );
  const parts = [...readings.values()].flatMap(tokens => withTokens(tokens, index, fields) ?? []);
  const [only] = parts;
  return parts.length > 1 ? anyOf(parts, index) : only;
}

function withTokens(
  tokens: readonly Token[],
  index: Selectable,
  fields: readonly Exclude<TextField, 'topic'>[],
): Selection | undefined {
  const look = inOrder(tokens, index, fields);
  if (!look) return undefined;
  const words = tokens.filter(({ term, compound }) => term !== '' && !compound);
  // A letter may be the initial of a name, which has another term.
  const whole = words.filter(({ word }) => word.length > 1);
  const telling = fields.some(field => field === 'author') && whole.length > 0 ? whole : words;
  const places = holdingAll(
    telling.map(({ term }) => term),
    index,
  );
  return tokens.length === 1 && fields === ANYWHERE ? { places } : { places, look };
}

function holdingAll(words: readonly string[], index: Selectable): PlaceSet {
  const { forward, gathering } = index;
  const numbers = new Set(words.map(term => forward.numberOf(term)));
  if (numbers.has(undefined)) return index.nowhere();
  const rarest = [...numbers]
    .flatMap(term => term ?? [])
    .sort((a, b) => forward.documentFrequency(a) - forward.documentFrequency(b));
  const sets: PlaceSet[] = [];
  for (const term of rarest.slice(0, MOST_GATHERED)) {
    if (sets.length > 0 && gathering.isDone) break;
    gathering.spend(forward.documentFrequency(term));
    sets.push(index.holding(term));
  }
  return sets.reduce((all, set) => all.and(set));
}

function named(name: string, index: Selectable): Selection {
  const wanted = nameWords(name);
  if (wanted.length === 0) return { places: index.nowhere() };
  const places = namedBy(wanted)
    .map(words => words.map(word => index.naming(word)).reduce((any, set) => any.or(set)))
    .reduce((all, set) => all.and(set));
  return wanted.length === 1 ? { places } : { places, look: byAuthor(wanted, index) };
}
