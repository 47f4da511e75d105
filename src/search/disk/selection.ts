import { findIdentifiers } from '../../papers/identifiers.ts';
import { terms, tokenise } from '../analysis/tokens.ts';
import type { Clause } from '../query/parse.ts';
import type { SearchOptions } from '../types.ts';
import type { DiskForward } from './forward.ts';
import type { PostingLists } from './lists.ts';
import { placesOf } from './lookup.ts';
import { PlaceSet } from './place-set.ts';
import type { Segment } from './segment.ts';
import type { View } from './view.ts';

/** Places among which are those of all papers that meet a requirement; `exact`: they are the same. */
export interface Selection {
  places: PlaceSet;
  exact: boolean;
}

export interface Searched {
  view: View;
  forward: DiskForward;
  /** The label of the topic that a text names. */
  labelOf(topic: string): number | undefined;
}

/** What the clauses but plain words, and the options, leave of all papers; undefined when they require nothing. */
export function selectionOf(
  clauses: readonly Clause[],
  { topic, author, since, until }: SearchOptions,
  searched: Searched,
): Selection | undefined {
  const parts = clauses.filter(({ kind }) => kind !== 'words').flatMap(clause => ofClause(clause, searched) ?? []);
  if (topic) parts.push(ofTopic(topic, searched));
  if (author) parts.push(byAuthor(author, searched));
  // Dates are compared as far as the end goes: `2023` is from 20230000 to 20239999.
  if (since) parts.push(dated(searched, Number(since.replaceAll('-', '').padEnd(8, '0')), Number.POSITIVE_INFINITY));
  if (until) parts.push(dated(searched, 1, Number(until.replaceAll('-', '').padEnd(8, '9'))));
  return parts.length === 0 ? undefined : allOf(parts, searched.view);
}

/** Undefined for what has no words in it: it says nothing, and neither does its opposite. */
function ofClause(clause: Clause, searched: Searched): Selection | undefined {
  const { view } = searched;
  switch (clause.kind) {
    case 'words':
    case 'phrase':
      return withWords(clause.text, searched, true);
    case 'field':
      if (clause.field === 'topic') return ofTopic(clause.text, searched);
      return clause.field === 'author' ? byAuthor(clause.text, searched) : withWords(clause.text, searched, false);
    case 'year':
      return exactly(
        byPlace(view, ({ years }, place) => {
          const year = years[place] ?? 0;
          return year > 0 && year >= (clause.from ?? year) && year <= (clause.to ?? year);
        }),
      );
    case 'id': {
      const values = new Set([clause.text, ...findIdentifiers(clause.text).map(({ value }) => value)]);
      const kinds = ['id', 'arxiv', 'doi'] as const;
      const places = [...values].flatMap(value => kinds.flatMap(kind => placesOf(view, kind, value)));
      return exactly(new PlaceSet(view.places, places));
    }
    case 'not': {
      const test = ofClause(clause.clause, searched);
      if (!test) return undefined;
      return test.exact ? exactly(test.places.complement()) : { places: everywhere(view), exact: false };
    }
    case 'any': {
      const options = clause.options.map(option => option.flatMap(part => ofClause(part, searched) ?? []));
      if (options.every(parts => parts.length === 0)) return undefined;
      return anyOf(
        options.map(parts => allOf(parts, view)),
        view,
      );
    }
  }
}

/** Papers that have all the words somewhere: a phrase, or words in one field, may be more than that. Undefined when no word is telling. */
function withWords(text: string, { view, forward }: Searched, anywhere: boolean): Selection | undefined {
  const tokens = tokenise(text);
  const telling = tokens.filter(({ term, compound }) => term !== '' && !compound);
  if (telling.length === 0)
    return tokens.some(({ term }) => term !== '') ? { places: everywhere(view), exact: false } : undefined;
  const sets = telling.map(({ term }) => holding(view, ({ text: lists }) => lists, forward.numberOf(term)));
  return {
    places: sets.reduce((all, set) => all.and(set)),
    exact: telling.length === 1 && tokens.length === 1 && anywhere,
  };
}

/** Papers with all words of the name; that they are in one name remains to be seen. */
function byAuthor(name: string, { view, forward }: Searched): Selection {
  const wanted = terms(name);
  const sets = wanted.map(term => holding(view, ({ authors }) => authors, forward.numberOf(term)));
  const [first = new PlaceSet(view.places), ...others] = sets;
  return { places: others.reduce((all, set) => all.and(set), first), exact: wanted.length <= 1 };
}

function ofTopic(text: string, { view, labelOf }: Searched): Selection {
  const label = labelOf(text);
  return exactly(byPlace(view, (segment, place) => label !== undefined && segment.labels(place).includes(label)));
}

/** Papers with a date from one number to another; see {@link Segment.dates}. */
function dated({ view }: Searched, from: number, to: number): Selection {
  return exactly(
    byPlace(view, ({ dates }, place) => {
      const date = dates[place] ?? 0;
      // Of a month without a day, the last one.
      const latest = date > 0 && date % 100 === 0 ? date + 99 : date;
      return latest >= from && date <= to;
    }),
  );
}

function holding(view: View, listsOf: (segment: Segment) => PostingLists, term: number | undefined): PlaceSet {
  const places = new PlaceSet(view.places);
  if (term === undefined) return places;
  for (const { segment, base } of view.parts)
    for (const place of listsOf(segment).of(term)?.papers ?? []) places.add(base + place);
  return places;
}

function byPlace(view: View, test: (segment: Segment, place: number) => boolean): PlaceSet {
  const places = new PlaceSet(view.places);
  for (const { segment, base } of view.parts)
    for (let place = 0; place < segment.size; place++) if (test(segment, place)) places.add(base + place);
  return places;
}

function everywhere(view: View): PlaceSet {
  return new PlaceSet(view.places).complement();
}

function exactly(places: PlaceSet): Selection {
  return { places, exact: true };
}

function allOf(parts: readonly Selection[], view: View): Selection {
  return {
    places: parts.reduce((all, { places }) => all.and(places), everywhere(view)),
    exact: parts.every(({ exact }) => exact),
  };
}

function anyOf(parts: readonly Selection[], view: View): Selection {
  return {
    places: parts.reduce((all, { places }) => all.or(places), new PlaceSet(view.places)),
    exact: parts.every(({ exact }) => exact),
  };
}
