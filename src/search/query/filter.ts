import { findIdentifiers } from '../../papers/identifiers.ts';
import type { Paper } from '../../papers/paper.ts';
import { tokenise } from '../analysis/tokens.ts';
import type { ForwardIndex } from '../forward.ts';
import type { Topics } from '../topics.ts';
import type { SearchOptions } from '../types.ts';
import type { Clause, TextField } from './parse.ts';

export interface Collection {
  papers: readonly Paper[];
  forward: ForwardIndex;
  topics: Topics;
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
    ...clauses.filter(({ kind }) => kind !== 'words').map(clause => testOf(clause, collection)),
    ...optionTests(options, collection),
  ];
  return tests.length === 0 ? undefined : place => tests.every(test => test(place));
}

/** Whether something is asked for by the clauses beyond words, so that a query without words has an answer. */
export function selects(clauses: readonly Clause[], { topic, since, until, author }: SearchOptions): boolean {
  return [topic, since, until, author].some(Boolean) || clauses.some(({ kind }) => kind !== 'words' && kind !== 'not');
}

function testOf(clause: Clause, collection: Collection): Filter {
  switch (clause.kind) {
    case 'words':
    case 'phrase':
      return inOrder(clause.text, collection.forward, ['title', 'abstract', 'author']);
    case 'field':
      if (clause.field === 'topic') return ofTopic(clause.text, collection);
      return clause.field === 'author'
        ? byAuthor(clause.text, collection.forward)
        : inOrder(clause.text, collection.forward, [clause.field]);
    case 'year':
      return place => {
        const year = collection.papers[place]?.year;
        return year !== undefined && year >= (clause.from ?? year) && year <= (clause.to ?? year);
      };
    case 'id':
      return named(clause.text, collection.papers);
    case 'not': {
      const test = testOf(clause.clause, collection);
      return place => !test(place);
    }
    case 'any': {
      const options = clause.options.map(option => option.map(part => testOf(part, collection)));
      return place => options.some(tests => tests.every(test => test(place)));
    }
  }
}

function optionTests({ topic, since, until, author }: SearchOptions, collection: Collection): Filter[] {
  const tests: Filter[] = [];
  const date = (place: number) => collection.papers[place]?.date;
  if (topic) tests.push(ofTopic(topic, collection));
  if (author) tests.push(byAuthor(author, collection.forward));
  // Dates are YYYY-MM or longer, the ends YYYY or YYYY-MM: compared as far as the end goes.
  if (since) tests.push(place => (date(place) ?? '').slice(0, since.length) >= since);
  if (until) tests.push(place => (date(place)?.slice(0, until.length) ?? '~') <= until);
  return tests;
}

function ofTopic(text: string, { topics }: Collection): Filter {
  const topic = topics.named(text);
  return place => topic !== undefined && topics.of(place).has(topic);
}

function named(text: string, papers: readonly Paper[]): Filter {
  const values = new Set(findIdentifiers(text).map(({ value }) => value));
  return place => {
    const paper = papers[place];
    return (
      paper !== undefined &&
      [paper.id, paper.arxivId, paper.doi].some(id => id !== undefined && (id === text || values.has(id)))
    );
  };
}

/** All words of the name, in any order: people write `Moreau Jean` as well as `Jean Moreau`. */
function byAuthor(text: string, forward: ForwardIndex): Filter {
  const wanted = numbers(text, forward).filter(term => term !== 0);
  return place =>
    wanted.length > 0 && wanted.every(term => term !== undefined && forward.authors(place).includes(term));
}

/** The words one after another; a stop word between them is any one word. A text without words holds everywhere. */
function inOrder(text: string, forward: ForwardIndex, fields: readonly Exclude<TextField, 'topic'>[]): Filter {
  const wanted = trimmed(numbers(text, forward));
  const textOf = {
    title: (place: number) => forward.title(place),
    abstract: (place: number) => forward.text(place),
    author: (place: number) => forward.authors(place),
  };
  if (wanted.includes(undefined)) return () => false;
  return place => fields.some(field => holds(textOf[field](place), wanted));
}

/** Term numbers, 0 for a stop word (also in a compound: some write it without hyphen), undefined for a word that the collection does not have. */
function numbers(text: string, forward: ForwardIndex): (number | undefined)[] {
  return tokenise(text).map(({ term, compound }) => (term === '' || compound ? 0 : forward.numberOf(term)));
}

function trimmed(terms: (number | undefined)[]): (number | undefined)[] {
  const first = terms.findIndex(term => term !== 0);
  return first < 0 ? [] : terms.slice(first, terms.findLastIndex(term => term !== 0) + 1);
}

function holds(text: Uint32Array, wanted: readonly (number | undefined)[]): boolean {
  const [first] = wanted;
  if (first === undefined) return true;
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
    if (wanted.every((term, i) => term === 0 || text[at + i] === term)) return true;
  }
  return false;
}
