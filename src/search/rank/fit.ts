import type { Forward } from '../forward.ts';
import { rarity } from './bm25.ts';
import type { RankQuery, Weights } from './query.ts';

/**
 * How well a query names a paper: Dice's coefficient of the query and of what papers are cited by (title, names, year), by rarity. It is the F-measure of
 * how much of the query these account for, and how much of these the query has. Of the names only those count that are asked for: nobody writes all
 * of them; and of the title nothing counts where the query is nothing but names and years.
 */
export class Fit {
  readonly #forward: Forward;
  readonly #weights: Weights;
  readonly #asksTitle: boolean;

  constructor(query: RankQuery, weights: Weights, forward: Forward) {
    this.#forward = forward;
    this.#weights = weights;
    this.#asksTitle = query.some(({ named, year, added }) => !named && year === undefined && !added);
  }

  /**
   * @param met what title, names and year have of the query
   * @param whole the whole query
   * @param slots by term: not 0 for those of the query
   */
  of(paper: number, met: number, whole: number, slots: Uint16Array): number {
    if (met === 0) return 0;
    return (2 * met) / (whole + met + (this.#asksTitle ? this.#unmet(paper, slots) : 0));
  }

  /** What of the title the query does not have. */
  #unmet(paper: number, slots: Uint16Array): number {
    let unmet = 0;
    const title = this.#forward.title(paper);
    for (let i = 0; i < title.length; i++) {
      const term = title[i] ?? 0;
      if (term === 0) continue;
      const share = slots[term] ? Math.min(1, this.#weights.get(term) ?? 0) : 0;
      if (share < 1) unmet += (1 - share) * rarity(this.#forward.size, this.#forward.documentFrequency(term));
    }
    return unmet;
  }
}
