import { findIdentifiers } from '../../papers/identifiers.ts';
import type { Paper } from '../../papers/paper.ts';
import { type Token, terms, tokenise } from '../analysis/tokens.ts';
import type { Forward } from '../forward.ts';
import type { PaperTopics } from '../topics.ts';
import type { SearchOptions } from '../types.ts';
import type { Clause, TextField } from './parse.ts';

export interface Collection {
  paperAt(place: number): Paper | undefined;
  forward: Forward;
  topics: PaperTopics;
}

/** Whether the paper at a place meets what is required. */
export type Filter = (place: number) => boolean;

/** What a query and its options require; undefined when they require nothing. Plain words are wished for and not required. */
export function filterOf(
  clauses: readonly Clause[],
  options: SearchOptions,
  collection: Collection,
): Filter | undefined {
  const tests = [
    ...clauses.filter(({ kind }) => kind !== 'words').flatMap(clause => testOf(clause, collection) ?? []),
    ...optionTests(options, collection),
  ];
  return tests.length === 0 ? undefined : place => tests.every(test => test(place));
}

/** Whether something is asked for by the clauses beyond words, so that a query without words has an answer. */
export function selects(clauses: readonly Clause[], { topic, since, until, author }: SearchOptions): boolean {
  return [topic, since, until, author].some(Boolean) || clauses.some(({ kind }) => kind !== 'words' && kind !== 'not');
}

/** Whether a clause has a word in it, be it unknown; `of OR the` asks for nothing. */
export function saysSomething(clause: Clause): boolean {
  switch (clause.kind) {
    case 'words':
    case 'phrase':
      return terms(clause.text).length > 0;
    case 'field':
      return clause.field === 'topic' || clause.field === 'author' || terms(clause.text).length > 0;
    case 'not':
      return saysSomething(clause.clause);
    case 'any':
      return clause.options.some(option => option.some(saysSomething));
    default:
      return true;
  }
}

/** Undefined for what has no words in it: it says nothing, and neither does its opposite. */
function testOf(clause: Clause, collection: Collection): Filter | undefined {
  switch (clause.kind) {
    case 'words':
    case 'phrase':
      return inOrder(clause.text, collection, ['title', 'abstract', 'author']);
    case 'field':
      if (clause.field === 'topic') return ofTopic(clause.text, collection);
      return clause.field === 'author'
        ? byAuthor(clause.text, collection)
        : inOrder(clause.text, collection, [clause.field]);
    case 'year':
      return place => {
        const year = collection.paperAt(place)?.year;
        return year !== undefined && year >= (clause.from ?? year) && year <= (clause.to ?? year);
      };
    case 'id':
      return named(clause.text, collection);
    case 'not': {
      const test = testOf(clause.clause, collection);
      return test && (place => !test(place));
    }
    case 'any': {
      const options = clause.options.map(option => option.flatMap(part => testOf(part, collection) ?? []));
      if (options.every(tests => tests.length === 0)) return undefined;
      return place => options.some(tests => tests.every(test => test(place)));
    }
  }
}

function optionTests({ topic, since, until, author }: SearchOptions, collection: Collection): Filter[] {
  const tests: Filter[] = [];
  const date = (place: number) => collection.paperAt(place)?.date;
  if (topic) tests.push(ofTopic(topic, collection));
  if (author) tests.push(byAuthor(author, collection));
  // Dates are YYYY-MM or longer, the ends YYYY or longer: compared as far as both go, so that a month without a day is all of its days.
  if (since) tests.push(place => (date(place) ?? '').slice(0, since.length) >= since.slice(0, date(place)?.length));
  if (until) tests.push(place => (date(place)?.slice(0, until.length) ?? '~') <= until.slice(0, date(place)?.length));
  return tests;
}

function ofTopic(text: string, { topics }: Collection): Filter {
  const topic = topics.names.named(text);
  return place => topic !== undefined && topics.of(place).has(topic);
}

function named(text: string, { paperAt }: Collection): Filter {
  const values = new Set(findIdentifiers(text).map(({ value }) => value));
  return place => {
    const paper = paperAt(place);
    return (
      paper !== undefined &&
      [paper.id, paper.arxivId, paper.doi].some(id => id !== undefined && (id === text || values.has(id)))
    );
  };
}

/** All words in one name, in any order: people write `Moreau Jean` as well as `Jean Moreau`. */
function byAuthor(text: string, { forward, paperAt }: Collection): Filter {
  const wanted = terms(text);
  const known = wanted.flatMap(term => forward.numberOf(term) ?? []);
  if (wanted.length === 0 || known.length < wanted.length) return () => false;
  const inOneName = (place: number) =>
    paperAt(place)?.authors.some(name => {
      const own = new Set(terms(name));
      return wanted.every(term => own.has(term));
    }) ?? false;
  return place => known.every(term => forward.authors(place).includes(term)) && inOneName(place);
}

/** The words one after another, in any of their forms. */
function inOrder(
  text: string,
  { forward, paperAt }: Collection,
  fields: readonly Exclude<TextField, 'topic'>[],
): Filter | undefined {
  const tokens = tokenise(text);
  // A compound's term stands for it and for a stop word: what else it is made of tells it from others.
  const wanted = tokens.map(({ term, compound }) => (term === '' || compound ? 0 : forward.numberOf(term)));
  if (wanted.every(term => term === 0)) return undefined;
  if (wanted.includes(undefined)) return () => false;
  const exact = wanted.includes(0) ? withStopWords(tokens) : undefined;
  return place =>
    fields.some(
      field => holds(termsOf(field, place, forward), wanted) && (!exact || exact.test(textOf(field, paperAt(place)))),
    );
}

function termsOf(field: Exclude<TextField, 'topic'>, place: number, forward: Forward): Uint32Array {
  if (field === 'title') return forward.title(place);
  return field === 'abstract' ? forward.text(place) : forward.authors(place);
}

function textOf(field: Exclude<TextField, 'topic'>, paper: Paper | undefined): string {
  if (!paper) return '';
  return field === 'author' ? paper.authors.join('\n') : paper[field];
}

/** The index does not tell one stop word from another, the text does; any other words stand for those between. */
function withStopWords(tokens: readonly Token[]): RegExp {
  const words = tokens
    .filter(({ start }, i) => i === 0 || start > (tokens[i - 1]?.end ?? 0))
    .map(({ word, term, compound }) => (term === '' || compound ? [...word].join("['’]?") : '[\\p{L}\\p{N}\\p{M}]+'));
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join('[^\\p{L}\\p{N}]+')}(?![\\p{L}\\p{N}])`, 'iu');
}

/** 0 stands for a stop word. */
function holds(text: Uint32Array, wanted: readonly (number | undefined)[]): boolean {
  const first = wanted.findIndex(term => term !== 0);
  const telling = wanted[first];
  if (telling === undefined) return true;
  for (let at = text.indexOf(telling); at >= 0; at = text.indexOf(telling, at + 1)) {
    if (at >= first && wanted.every((term, i) => term === 0 || text[at - first + i] === term)) return true;
  }
  return false;
}
