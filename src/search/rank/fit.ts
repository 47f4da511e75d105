import type { Forward } from '../forward.ts';
import { rarity } from './bm25.ts';
import { likeliest, type RankQuery, type Weights } from './query.ts';

/**
 * Two words that stand in this order are a subject as often as a part of a title, unless the title has one more at
 * most.
 */
const LEAST_IN_ORDER = 2;
const LONGEST_OF_TWO = 3;

/**
 * How well a query names a paper: Dice's coefficient of the query and of what papers are cited by (title, names, year),
 * by rarity. It is the F-measure of how much of the query these account for, and how much of these the query has. Of
 * the names only those count that are asked for: nobody writes all of them; and of the title nothing counts where the
 * query is nothing but names and years.
 */
export class Fit {
  readonly #forward: Forward;
  readonly #weights: Weights;
  readonly #asksTitle: boolean;
  /** The words of the query that may be of a title, in its order. */
  readonly #order: readonly (readonly number[])[];

  constructor(query: RankQuery, weights: Weights, forward: Forward) {
    this.#forward = forward;
    this.#weights = weights;
    const ofTitle = query.filter(({ named, year, added }) => !named && year === undefined && !added);
    this.#asksTitle = ofTitle.length > 0;
    this.#order = ofTitle
      .map(concept => [...likeliest(concept), ...(concept.own === undefined ? [] : [concept.own])])
      .filter(terms => terms.length > 0);
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

  /**
   * How much of the title the query is, by words, where the title has all of its words in its order; else 0. Whoever
   * leaves a word out, most often leaves out a rare one, such as the name of a system, and by rarity little is left of
   * the title then.
   */
  inOrder(paper: number): number {
    if (this.#order.length < LEAST_IN_ORDER) return 0;
    let met = 0;
    let words = 0;
    for (const term of this.#forward.title(paper)) {
      if (term === 0) continue;
      words++;
      if (this.#order[met]?.includes(term)) met++;
    }
    return met < this.#order.length || (met === 2 && words > LONGEST_OF_TWO) ? 0 : met / words;
  }
}
