/**
 * Other words that bring less than this share of what the most telling term brings are not looked up: every second
 * paper has them, so that reading their lists takes longest, and they move no paper among the best. The words of the
 * query itself always are.
 */
const LEAST_SHARE = 0.05;

/**
 * What each term brings for finding papers: its weight times its rarity. A weight below 1 is that of a word which
 * stands for another.
 */
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

/** Of terms so many that no more than `most` postings are read: first those that bring most. One always is. */
export function withinReach<T>(
  worths: readonly (readonly [term: T, worth: number])[],
  holdersOf: (term: T) => number,
  most: number,
): readonly (readonly [term: T, worth: number])[] {
  const all = worths.map(([term, worth]) => ({ term, worth, holders: holdersOf(term) }));
  if (all.reduce((sum, { holders }) => sum + holders, 0) <= most) return worths;
  let left = most;
  const kept = new Set<T>();
  for (const { term, holders } of all.sort((a, b) => b.worth - a.worth)) {
    if (holders > left && kept.size > 0) continue;
    left -= holders;
    kept.add(term);
  }
  return worths.filter(([term]) => kept.has(term));
}
