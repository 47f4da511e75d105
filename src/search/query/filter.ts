import type { Paper } from '../../papers/paper.ts';
import { withInitials } from '../analysis/author-tokens.ts';
import type { OtherLanguage } from '../analysis/language.ts';
import { type Token, terms } from '../analysis/tokens.ts';
import type { Forward } from '../forward.ts';
import { isNamed, type NameWords, nameWords } from '../names.ts';
import type { SearchOptions } from '../types.ts';
import type { Clause, TextField } from './parse.ts';
import { worded } from './worded.ts';
import type { Work } from './work.ts';

/** What papers are looked into. */
export interface Collection {
  forward: Forward;
  /** Other languages than English that papers are in. */
  languages: readonly OtherLanguage[];
  paperAt(place: number): Paper | undefined;
  /** What it costs to get a paper; see {@link Work}. */
  paperSteps: number;
  /** What looking costs is counted here. */
  work: Work;
}

/** Whether the paper at a place meets what is required. */
export type Filter = (place: number) => boolean;

/** What only a look into the paper tells; `reads`: into its text, which takes long. */
export interface Look {
  meets: Filter;
  reads: boolean;
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

/** What it takes to make out the words of a name. */
const NAME_STEPS = 400;

/** All words in one name: see {@link isNamed}. */
export function byAuthor(wanted: NameWords, { paperAt, paperSteps, work }: Collection): Look {
  const meets: Filter = place => {
    const names = paperAt(place)?.authors ?? [];
    work.spend(paperSteps + NAME_STEPS * names.length);
    return names.some(name => isNamed(wanted, nameWords(name), work));
  };
  return { meets, reads: true };
}

/** The words one after another, in any of their forms; undefined when no word is telling. */
export function inOrder(
  tokens: readonly Token[],
  { forward, paperAt, paperSteps, work }: Collection,
  fields: readonly Exclude<TextField, 'topic'>[],
): Look | undefined {
  // A compound's term stands for it and for a stop word: what else it is made of tells it from others.
  const numbers = (words: readonly Token[]) =>
    words.map(({ term, compound }) => (term === '' || compound ? 0 : forward.numberOf(term)));
  const wanted = numbers(tokens);
  if (wanted.every(term => term === 0)) return undefined;
  const ofNames = numbers(withInitials(tokens));
  const wantedIn = (field: Exclude<TextField, 'topic'>) => (field === 'author' ? ofNames : wanted);
  const possible = fields.filter(field => !wantedIn(field).includes(undefined));
  if (possible.length === 0) return { meets: () => false, reads: false };
  const exact = wanted.includes(0) ? withStopWords(tokens) : undefined;
  const reads = (field: Exclude<TextField, 'topic'>, place: number, says: (text: string) => boolean) => {
    const read = textOf(field, paperAt(place));
    work.spend(paperSteps + STEPS_OF_PATTERN * read.length);
    return says(read);
  };
  const holdsTerms = (field: Exclude<TextField, 'topic'>, place: number) => {
    const own = termsOf(field, place, forward);
    work.spend(LOOK_STEPS + own.length / 4);
    return holds(own, wantedIn(field));
  };
  return {
    meets: place => possible.some(field => holdsTerms(field, place) && (!exact || reads(field, place, exact))),
    reads: exact !== undefined,
  };
}

/** A look into a paper, besides what it finds there. */
const LOOK_STEPS = 20;
/** A pattern of Unicode classes takes so many steps a character: 30 ns. */
const STEPS_OF_PATTERN = 6;

function termsOf(field: Exclude<TextField, 'topic'>, place: number, forward: Forward): Uint32Array {
  if (field === 'title') return forward.title(place);
  return field === 'abstract' ? forward.text(place) : forward.authors(place);
}

function textOf(field: Exclude<TextField, 'topic'>, paper: Paper | undefined): string {
  if (!paper) return '';
  return field === 'author' ? paper.authors.join('\n') : paper[field];
}

/** The index does not tell one stop word from another, the text does; any other words stand for those between. */
function withStopWords(tokens: readonly Token[]): (text: string) => boolean {
  const words = tokens.filter(({ start }, i) => i === 0 || start > (tokens[i - 1]?.end ?? 0));
  return worded(words.map(({ word, term, compound }) => (term === '' || compound ? word : undefined)));
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
