/**
 * Other words that bring less than this share of what the most telling term brings are not looked up: every second paper has them, so that
 * reading their lists takes longest, and they move no paper among the best. The words of the query itself always are.
 */
const LEAST_SHARE = 0.05;

/** What each term brings for finding papers: its weight times its rarity. A weight below 1 is that of a word which stands for another. */
export function worthOf<T>(
  weights: Iterable<readonly [term: T, weight: number]>,
  rarityOf: (term: T) => number,
): [term: T, worth: number][] {
  const all = Array.from(weights, ([term, weight]) => ({ term, weight, worth: weight * rarityOf(term) }));
  const least = LEAST_SHARE * all.reduce((most, { worth }) => Math.max(most, worth), 0);
  return all.flatMap(({ term, weight, worth }): [T, number][] =>
    weight >= 1 || worth >= least ? [[term, worth]] : [],
  );
}
