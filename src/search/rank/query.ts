/** A term and how much it counts. */
export type Weights = ReadonlyMap<number, number>;

/** One thing that a query asks for: a word, and what may stand for it. */
export interface Concept {
  /** By term number: 1 for the word itself, less for what may stand for it. */
  readings: Weights;
  /** Not a word of the query, but said in other words: it stands near nothing. */
  added?: true;
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
