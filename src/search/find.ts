import type { Paper } from '../papers/paper.ts';
import type { Forward } from './forward.ts';
import type { Candidate } from './postings.ts';
import { filterOf, selects } from './query/filter.ts';
import { type Clause, wantedText } from './query/parse.ts';
import type { Weights } from './rank/query.ts';
import type { Ranker } from './rank/ranker.ts';
import type { Found, Wanted } from './searched.ts';
import { countTopics, type PaperTopics } from './topics.ts';
import type { SearchOptions } from './types.ts';

interface Collection {
  papers: readonly Paper[];
  forward: Forward;
  topics: PaperTopics;
  ranker: Ranker;
  candidates(terms: Weights): Candidate[];
}

/** Finds papers in an index in memory: ranks all that have words of the query, and takes those that meet what is required. */
export function find(wanted: Wanted, collection: Collection): Found {
  const { concepts, first, clauses, options } = wanted;
  const ranking = collection.ranker.rank(concepts, terms => collection.candidates(terms));
  // What an option or a field asks for is shown all of it; a word excluded must not bring anything in.
  const worthwhile = selects(clauses, options) ? ranking : ranking.filter(({ faint }) => !faint);
  const found = allowed(withFirst(worthwhile, first), wanted, collection);
  const ranked = options.sort === 'newest' ? newestFirst(found, collection.papers) : found;
  const topics = () =>
    countTopics(
      collection.topics,
      ranked.map(({ paper }) => paper),
    );
  return { total: ranked.length, ranked, topics };
}

function allowed(all: Candidate[], { clauses, options }: Wanted, collection: Collection): Candidate[] {
  const { papers, forward, topics } = collection;
  const filter = filterOf(clauses, options, { paperAt: place => papers[place], forward, topics });
  if (!filter) return all;
  return candidates(all, clauses, options, papers).filter(({ paper }) => filter(paper));
}

/** The papers to be filtered: those with words of the query, and all where something else than words may be asked for. */
function candidates(
  all: Candidate[],
  clauses: readonly Clause[],
  options: SearchOptions,
  papers: readonly Paper[],
): Candidate[] {
  if (!selects(clauses, options)) return all;
  if (wantedText(clauses).trim() === '') return everything(papers);
  if (!clauses.some(({ kind }) => kind === 'any')) return all;
  const seen = new Set(all.map(({ paper }) => paper));
  const least = all.at(-1)?.score ?? 0;
  return [...all, ...everything(papers).flatMap(({ paper }) => (seen.has(paper) ? [] : { paper, score: least - 1 }))];
}

/** All papers, the newest first: for a query that only narrows (`year:2021`). */
function everything(papers: readonly Paper[]): Candidate[] {
  return newestFirst(
    papers.map((_, paper) => ({ paper, score: 1 })),
    papers,
  );
}

function newestFirst(found: readonly Candidate[], papers: readonly Paper[]): Candidate[] {
  const date = ({ paper }: Candidate) => papers[paper]?.date ?? '';
  return found.toSorted((a, b) => (date(a) === date(b) ? 0 : date(a) < date(b) ? 1 : -1));
}

/** The given papers before all others, with scores above theirs. */
export function withFirst(ranked: readonly Candidate[], first: readonly number[]): Candidate[] {
  if (first.length === 0) return [...ranked];
  const top = ranked[0]?.score ?? 0;
  const scores = new Map(ranked.map(({ paper, score }) => [paper, score]));
  const front = first
    .map(paper => ({ paper, score: top + 1 + (scores.get(paper) ?? 0) }))
    .sort((a, b) => b.score - a.score || a.paper - b.paper);
  const named = new Set(first);
  return [...front, ...ranked.filter(({ paper }) => !named.has(paper))];
}
