/** What a club makes of a paper. */
export interface Reception {
  /** How many people have read it. */
  readers: number;
  /** One of each person who rated it. */
  ratings: readonly number[];
}

export const RATINGS = [1, 2, 3, 4, 5] as const;

export interface Rating {
  /** From 1 to 5, to one decimal. */
  mean: number;
  people: number;
}

/** The mean of what people gave; undefined where nobody rated. The order of the ratings does not matter. */
export function ratingOf(ratings: readonly number[]): Rating | undefined {
  if (ratings.length === 0) return undefined;
  const sum = ratings.reduce((total, rating) => total + rating, 0);
  return { mean: Math.round((sum / ratings.length) * 10) / 10, people: ratings.length };
}
