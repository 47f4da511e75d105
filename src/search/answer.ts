import type { Paper } from '../papers/paper.ts';
import { tokenise } from './analysis/tokens.ts';
import type { IndexedCollection } from './collection.ts';
import { nameIn } from './naming.ts';
import type { Candidate } from './postings.ts';
import { filterOf, selects } from './query/filter.ts';
import { type Clause, parseQuery, wantedText, writeQuery } from './query/parse.ts';
import type { Reading } from './query/reader.ts';
import { rarity } from './rank/bm25.ts';
import { weightsOf } from './rank/query.ts';
import { snippet, type TermWeights } from './snippet.ts';
import type { SearchAnswer, SearchOptions } from './types.ts';

const MOST_TOPICS = 5;

/** Answers a query; see {@link SearchIndex.search}. */
export function answer(query: string, options: SearchOptions, collection: IndexedCollection): SearchAnswer {
  const { limit = 10, offset = 0, sort = 'relevance' } = options;
  const naming = nameIn(query, collection.lookup);
  if (naming.kind === 'unknown') return { hits: [], total: 0, unknown: naming.unknown, topics: [] };
  const plain: Clause[] = [{ kind: 'words', text: query }];
  // A title may hold quotation marks and dashes.
  const isName = naming.kind === 'paper' && naming.whole;
  const { clauses, repaired } = isName ? { clauses: plain, repaired: false } : parseQuery(query);
  const text = wantedText(clauses);
  const reading = collection.read(text);
  const first = naming.kind === 'paper' ? [collection.placeOf(naming.paper)] : titlesTyped(text, collection);
  const ranking = collection.ranker.rank(reading.concepts);
  // What an option or a field asks for is shown all of it; a word excluded must not bring anything in.
  const worthwhile = selects(clauses, options) ? ranking : ranking.filter(({ faint }) => !faint);
  const all = withFirst(worthwhile, first);
  const asked = allowed(all, clauses, options, collection);
  // What nowhere stands as it was demanded may still be wished for.
  const softened = asked.length === 0 && all.length > 0 && demandsWords(clauses);
  const found = softened ? allowed(all, plain, options, collection) : asked;
  const readAs = softened ? text : writeQuery(clauses);
  const ranked = sort === 'newest' ? newestFirst(found, collection.papers) : found;
  const marks = marksOf(reading, collection);
  return {
    hits: ranked.slice(offset, offset + limit).flatMap(({ paper: place, score }) => {
      const paper = collection.papers[place];
      return paper ? [{ paper, score, snippet: snippet(paper.abstract, marks) }] : [];
    }),
    total: ranked.length,
    topics: narrowing(ranked, options, collection),
    ...(naming.kind === 'words' && naming.unknown && { unknown: naming.unknown }),
    ...((repaired || softened) && readAs !== query && { readAs }),
    ...(reading.replaced.length > 0 && { didYouMean: putRight(text, reading) }),
  };
}

function allowed(
  all: Candidate[],
  clauses: readonly Clause[],
  options: SearchOptions,
  collection: IndexedCollection,
): Candidate[] {
  const filter = filterOf(clauses, options, collection);
  if (!filter) return all;
  return candidates(all, clauses, options, collection).filter(({ paper }) => filter(paper));
}

/** The papers to be filtered: those with words of the query, and all where something else than words may be asked for. */
function candidates(
  all: Candidate[],
  clauses: readonly Clause[],
  options: SearchOptions,
  collection: IndexedCollection,
): Candidate[] {
  if (!selects(clauses, options)) return all;
  if (wantedText(clauses).trim() === '') return everything(collection);
  if (!clauses.some(({ kind }) => kind === 'any')) return all;
  const seen = new Set(all.map(({ paper }) => paper));
  const least = all.at(-1)?.score ?? 0;
  return [
    ...all,
    ...everything(collection).flatMap(({ paper }) => (seen.has(paper) ? [] : { paper, score: least - 1 })),
  ];
}

/** All papers, the newest first: for a query that only narrows (`year:2021`). */
function everything({ papers }: IndexedCollection): Candidate[] {
  return newestFirst(
    papers.map((_, paper) => ({ paper, score: 1 })),
    papers,
  );
}

/** Whether words are required, which may be too much, and nothing else (a field or an exclusion is meant as it is said). */
function demandsWords(clauses: readonly Clause[]): boolean {
  return clauses.some(({ kind }) => kind !== 'words') && clauses.every(isWords);
}

function isWords(clause: Clause): boolean {
  if (clause.kind === 'any') return clause.options.flat().every(isWords);
  return clause.kind === 'words' || clause.kind === 'phrase';
}

function newestFirst(found: readonly Candidate[], papers: readonly Paper[]): Candidate[] {
  const date = ({ paper }: Candidate) => papers[paper]?.date ?? '';
  return found.toSorted((a, b) => (date(a) === date(b) ? 0 : date(a) < date(b) ? 1 : -1));
}

/** How telling each term of the query is: what is marked, and which sentence is shown. */
function marksOf({ concepts }: Reading, { forward }: IndexedCollection): TermWeights {
  const marks = new Map<string, number>();
  for (const [term, weight] of weightsOf(concepts)) {
    marks.set(forward.termOf(term), weight * rarity(forward.size, forward.documentFrequency(term)));
  }
  return marks;
}

function putRight(text: string, { replaced }: Reading): string {
  let right = '';
  let at = 0;
  for (const { token, by } of replaced) {
    right += text.slice(at, token.start) + by;
    at = token.end;
  }
  return right + text.slice(at);
}

/** Papers whose title begins with what was typed, when that is more than a word. */
function titlesTyped(text: string, { titles }: IndexedCollection): number[] {
  return tokenise(text).length > 1 ? titles.startingWith(text) : [];
}

/** The given papers before all others, with scores above theirs. */
function withFirst(ranked: Candidate[], first: readonly number[]): Candidate[] {
  if (first.length === 0) return ranked;
  const top = ranked[0]?.score ?? 0;
  const scores = new Map(ranked.map(({ paper, score }) => [paper, score]));
  const front = first
    .map(paper => ({ paper, score: top + 1 + (scores.get(paper) ?? 0) }))
    .sort((a, b) => b.score - a.score || a.paper - b.paper);
  const named = new Set(first);
  return [...front, ...ranked.filter(({ paper }) => !named.has(paper))];
}

function narrowing(
  ranked: readonly Candidate[],
  { topic }: SearchOptions,
  { topics }: IndexedCollection,
): SearchAnswer['topics'] {
  const already = topic === undefined ? undefined : topics.named(topic);
  return topics
    .counted(ranked.map(({ paper }) => paper))
    .filter(({ topic: one, count }) => one !== already && count > 1 && count < ranked.length)
    .slice(0, MOST_TOPICS);
}
