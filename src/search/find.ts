import type { Forward } from './forward.ts';
import { largest } from './largest.ts';
import type { PlaceSet } from './place-set.ts';
import type { Candidate } from './postings.ts';
import { type Filter, selects } from './query/filter.ts';
import { isWordless } from './query/parse.ts';
import { gatheringOnce, type Requirement, requirementsOf } from './query/requirement.ts';
import type { Searchable } from './query/selection.ts';

import { addNamed, type RankQuery, type Weights, weightsOf, yearsAsked } from './rank/query.ts';
import { asksOneWord, LEXICAL_POOL, type Ranked, type Ranker } from './rank/ranker.ts';
import { withPapersRead } from './rank/read.ts';
import type { Found, Wanted } from './searched.ts';
import { sift } from './sift.ts';
import type { Topics } from './topics.ts';
import type { SearchOptions } from './types.ts';
import { YEAR_WORTH } from './years.ts';

/** So many of the papers found can be paged through. */
export const REACH = 1000;
/** So many postings are gathered to tell which papers have a word of the query: some 10 ms. */
const MOST_MATCHING = 400_000;
/** What a paper without a word of the query has for a score, where other things are asked for. */
export const FAINTEST = 1e-6;

interface Collection {
  forward: Forward;
  topics: Topics;
  ranker: Ranker;
  scores(terms: Weights): Float32Array;
  /** The date of the paper at a place, 20230517; months and days may be 0, and all of it. */
  dateOf(place: number): number;
  selectable: Searchable;
}

/**
 * Finds papers in an index in memory: scores all that have words of the query, leaves those that meet what is required,
 * ranks the best of them, and only then takes out what is excluded, so that an exclusion never brings anything in.
 */
export function find(wanted: Wanted, collection: Collection): Found {
  const { concepts, forms, first, clauses, options } = wanted;
  const { topics, ranker } = collection;
  const selectable = gatheringOnce(collection.selectable);
  const { required, allowed } = requirementsOf(clauses, options, selectable);
  const meets: Filter = place => (required?.meets(place) ?? true) && (allowed?.meets(place) ?? true);
  const asksMore = selects(clauses, options);
  const wordless = asksMore && isWordless(wanted);
  const byDate = wordless || options.sort === 'newest';
  const scores = collection.scores(weightsOf(concepts));
  addCited(scores, concepts, collection);
  let unseen = required ? confine(scores, required, wordless || clauses.some(({ kind }) => kind === 'any')) : 0;

  const close = wordless ? [] : ranker.rank(concepts, largest(scores, LEXICAL_POOL), forms);
  const ranking = withPapersRead(close, wanted, selectable.paperAt);
  const worthwhile = ranking.filter(one => isWorthwhile(one, asksMore, options) && meets(one.paper));
  const ranked = wordless ? [] : withFirst(worthwhile, first.filter(meets));

  for (const { paper } of [...ranking, ...ranked]) scores[paper] = 0;
  // Then those that are not looked at closely count, too.
  const countsAll = asksMore || asksOneWord(concepts);
  if (countsAll && !wordless) keepMatching(scores, matchingOf(wanted, selectable, MOST_MATCHING));
  if (countsAll && allowed) unseen += confine(scores, allowed, false);
  const others = countsAll ? placesWith(scores) : [];
  const best = others.length === 0 ? [] : largest(byDate ? datesOf(scores, collection) : scores, REACH);
  const all = [...ranked, ...below(ranked.at(-1)?.score ?? 1, best, scores)];
  const near = nearAmong(ranked, ranking, wanted);
  return {
    total: ranked.length - near + others.length + (countsAll ? unseen : 0),
    near,
    ranked: byDate ? newestFirst(all, collection) : all,
    partly: [required, allowed].some(one => one?.work.isDone),
    topics: () => topics.count(others.concat(ranked.map(({ paper }) => paper))),
  };
}

/**
 * Leaves the scores of papers that meet a requirement; with `wordless` those without a word of the query have one, too.
 * Returns how many more there may be; see {@link sift}.
 */
function confine(scores: Float32Array, requirement: Requirement, wordless: boolean): number {
  for (let place = 0; place < scores.length; place++) {
    if (!requirement.places.has(place)) scores[place] = 0;
    else if (wordless && scores[place] === 0) scores[place] = FAINTEST;
  }
  return requirement.mustLook ? sift(scores, requirement) : 0;
}

/** What an option or a field asks for is shown all of it. By date, what is only near would often come first. */
export function isWorthwhile({ faint, matches }: Ranked, asksMore: boolean, { sort }: SearchOptions): boolean {
  return (asksMore || !faint) && (matches || sort !== 'newest');
}

/**
 * The papers that have a word of the query; undefined when all that have a score do. Runs of terms are gathered by
 * their terms. With more postings than `most` it is undefined, too: so many words stand in nearly every paper, and what
 * is only near to them alone in few.
 */
export function matchingOf(
  { concepts, forms }: Wanted,
  { holding, nowhere, forward }: Pick<Searchable, 'holding' | 'nowhere' | 'forward'>,
  most: number,
): PlaceSet | undefined {
  const postings = forms.flat().reduce((sum, term) => sum + forward.documentFrequency(term), 0);
  if (postings > most) return undefined;
  const single = new Set(forms.flatMap(form => (form.length === 1 ? form : [])));
  if (concepts.every(({ readings, named }) => !named && [...readings.keys()].every(term => single.has(term))))
    return undefined;
  return forms
    .map(form => form.map(holding).reduce((all, set) => all.and(set)))
    .concat(concepts.flatMap(({ named }) => named?.places ?? []))
    .reduce((all, set) => all.or(set), nowhere());
}

export function keepMatching(scores: Float32Array, matching: PlaceSet | undefined): void {
  if (!matching) return;
  for (let place = 0; place < scores.length; place++) if (!matching.has(place)) scores[place] = 0;
}

/**
 * How many of the papers are near to the query and have no word of it. What was named, or is ranked by nothing, meets
 * what was asked.
 */
export function nearAmong(ranked: readonly Candidate[], ranking: readonly Ranked[], { first, forms }: Wanted): number {
  if (forms.length === 0) return 0;
  const near = new Set(ranking.flatMap(({ paper, matches }) => (matches ? [] : [paper])));
  for (const paper of first) near.delete(paper);
  return ranked.filter(({ paper }) => near.has(paper)).length;
}

/** Adds what it is worth to have an author who is cited, and to be of the year that is named. */
function addCited(scores: Float32Array, query: RankQuery, { forward }: Collection): void {
  addNamed(scores, query, forward.size);
  const years = yearsAsked(query);
  if (years.length === 0) return;
  for (let place = 0; place < scores.length; place++) {
    const score = scores[place] ?? 0;
    if (score === 0) continue;
    for (const year of years) scores[place] = (scores[place] ?? 0) + YEAR_WORTH * forward.yearFit(place, year);
  }
}

function placesWith(scores: Float32Array): number[] {
  const places: number[] = [];
  for (let place = 0; place < scores.length; place++) if (scores[place] !== 0) places.push(place);
  return places;
}

/**
 * The dates of papers with a score, equals by their scores; above 0 also for papers without a date, 0 for all others.
 */
function datesOf(scores: Float32Array, collection: Collection): Float64Array {
  const top = scores.reduce((most, score) => Math.max(most, score), FAINTEST);
  return Float64Array.from(scores, (score, place) => (score > 0 ? collection.dateOf(place) + score / (2 * top) : 0));
}

/** Papers under all that were looked at closely. */
export function below(least: number, papers: readonly number[], scores: Float32Array): Candidate[] {
  const top = papers.reduce((most, paper) => Math.max(most, scores[paper] ?? 0), 0) || 1;
  return papers.map(paper => ({ paper, score: least - 1 + (scores[paper] ?? 0) / top - 1e-9 }));
}

function newestFirst(found: readonly Candidate[], collection: Collection): Candidate[] {
  return found.toSorted((a, b) => collection.dateOf(b.paper) - collection.dateOf(a.paper));
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
