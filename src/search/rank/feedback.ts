import { type Forward, TITLE_WEIGHT } from '../forward.ts';
import { largest } from '../largest.ts';
import { rarity } from './bm25.ts';
import type { Weights } from './query.ts';
import { TermSums } from './term-sums.ts';

/** The best papers that are asked for more words. */
const PAPERS = 20;
/** Words taken over. */
const TERMS = 60;
/**
 * A paper's say falls with this power of its score as a share of the best. When one paper stands out, it is asked
 * alone, and nothing strange comes in (a query with a single right answer); when many are near each other, all are
 * asked (a subject). From 4 to 10 alike.
 */
const STEEPNESS = 6;

/** Counts of terms within a paper, and weights over papers. */
const counts = new TermSums();
const found = new TermSums();

/**
 * The query with the words added that its best papers share: pseudo-relevance feedback after Rocchio (1971) and RM3
 * (Abdul-Jaleel et al. 2004). The new words make up `amount` (0 to 1) of it; the whole sums to 1.
 */
export function widen(
  forward: Forward,
  query: Weights,
  papers: readonly number[],
  scores: Float64Array,
  amount: number,
): Map<number, number> {
  found.begin();
  const best = largest(scores, PAPERS);
  const top = scores[best[0] ?? 0] || 1;
  for (const place of best) {
    const say = ((scores[place] ?? 0) / top) ** STEEPNESS;
    if (say < 0.001) break;
    for (const [term, weight] of profile(forward, papers[place] ?? 0, SATURATION)) found.add(term, say * weight);
  }
  const taken = found
    .take()
    .sort(([a, x], [b, y]) => y - x || forward.compareTerms(a, b))
    .slice(0, TERMS);
  const widened = new Map<number, number>();
  share(widened, [...query], 1 - amount);
  share(widened, taken, amount);
  return widened;
}

function share(into: Map<number, number>, terms: readonly (readonly [number, number])[], amount: number): void {
  const sum = terms.reduce((total, [, weight]) => total + weight, 0) || 1;
  for (const [term, weight] of terms) into.set(term, (into.get(term) ?? 0) + (amount * weight) / sum);
}

/** A word that a paper uses this often counts half of what it could: so that no paper brings in one word above all. */
const SATURATION = 1.2;

/**
 * What a paper is about: its terms weighed by rarity and use (count / (count + saturation)), as a vector of length 1.
 * Terms of no other paper say nothing about others.
 */
export function profile(forward: Forward, paper: number, saturation: number): [term: number, weight: number][] {
  counts.begin();
  for (const term of forward.title(paper)) if (term !== 0) counts.add(term, TITLE_WEIGHT);
  for (const term of forward.text(paper)) if (term !== 0) counts.add(term, 1);
  const weighed: [number, number][] = [];
  let squares = 0;
  for (const [term, count] of counts.take()) {
    const holders = forward.documentFrequency(term);
    if (holders < 2) continue;
    const weight = (count / (count + saturation)) * rarity(forward.size, holders);
    squares += weight * weight;
    weighed.push([term, weight]);
  }
  const length = Math.sqrt(squares) || 1;
  for (const pair of weighed) pair[1] /= length;
  return weighed;
}
