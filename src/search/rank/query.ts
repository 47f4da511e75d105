import type { PlaceSet } from '../place-set.ts';
import { rarity } from './bm25.ts';

/** A term and how much it counts. */
export type Weights = ReadonlyMap<number, number>;

/** One thing that a query asks for: a word, and what may stand for it. */
export interface Concept {
  /** By term number: 1 for the word itself, less for what may stand for it. */
  readings: Weights;
  /** The same word by the rules of another language, or in another spelling. */
  alike?: readonly number[];
  /** The term of the word itself, where another reading counts more: `pre` of `pre-training` beside `pretraining`. */
  own?: number;
  /** A letter or a number beside words: a paper that has nothing else of the query is no answer. */
  isSign?: true;
  /** Not a word of the query, but said in other words: it stands near nothing. */
  added?: true;
  /** A year that the word says: a paper of that year has it. */
  year?: number;
  /** The name of somebody who is cited. */
  named?: Named;
}

/** A word of a name, folded, and the papers of which an author has it. */
export interface Named {
  word: string;
  places: PlaceSet;
}

/** A query as the ranking takes it, in the order of its words. */
export type RankQuery = readonly Concept[];

/** All terms of a query; one that several concepts have counts for each. */
export function weightsOf(query: RankQuery): Map<number, number> {
  const weights = new Map<number, number>();
  for (const { readings } of query) {
    for (const [term, weight] of readings) weights.set(term, (weights.get(term) ?? 0) + weight);
  }
  return weights;
}

/** The years that a query names. */
export function yearsAsked(query: RankQuery): number[] {
  return query.flatMap(({ year }) => year ?? []);
}

/** Whether a query cites somebody by name: then one paper is meant, and not a subject. */
export function cites(query: RankQuery): boolean {
  return query.some(({ named }) => named !== undefined);
}

/** Adds to the scores of papers what it is worth to have an author whom the query cites. `papers`: all there are. */
export function addNamed(scores: Float32Array, query: RankQuery, papers: number): void {
  for (const { named } of query) {
    if (!named) continue;
    const worth = rarity(papers, named.places.count);
    for (const place of named.places) scores[place] = (scores[place] ?? 0) + worth;
  }
}

/** The terms that a word of a query most likely is: one, and the same word in other languages. */
export function likeliest({ readings, alike = [] }: Concept): number[] {
  const best = strongest(readings);
  return best === undefined ? [] : [...new Set([best, ...alike])];
}

function strongest(readings: Weights): number | undefined {
  let best: number | undefined;
  for (const [term, weight] of readings) if (best === undefined || weight > (readings.get(best) ?? 0)) best = term;
  return best;
}
