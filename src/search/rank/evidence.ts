import { type Forward, TITLE_WEIGHT } from '../forward.ts';
import { rarity, saturation } from './bm25.ts';
import { type RankQuery, type Weights, weightsOf } from './query.ts';

/** Words this far apart still belong to one thought. */
const WINDOW = 8;

/** What papers say to a query, read from their terms in order. */
export class Evidence {
  readonly #forward: Forward;
  /** For each term its place among those of the query, from 1; kept from call to call, for it is as long as the vocabulary. */
  #slots = new Uint16Array();

  constructor(forward: Forward) {
    this.#forward = forward;
  }

  /** BM25 of each paper over title and abstract as one text, the title counted as often as it weighs. */
  bm25(papers: readonly number[], weights: Weights): Float64Array {
    const terms = [...weights.keys()];
    const worth = terms.map(term => (weights.get(term) ?? 0) * this.rarity(term));
    const counts = new Float64Array(terms.length + 1);
    return this.#with(terms, () =>
      Float64Array.from(papers, paper => {
        counts.fill(0);
        this.#count(this.#forward.title(paper), TITLE_WEIGHT, counts);
        this.#count(this.#forward.text(paper), 1, counts);
        this.#count(this.#forward.authors(paper), 1, counts);
        const length = this.#relativeLength(paper);
        let score = 0;
        for (let i = 0; i < worth.length; i++) {
          const count = counts[i + 1] ?? 0;
          if (count > 0) score += (worth[i] ?? 0) * saturation(count, length);
        }
        return score;
      }),
    );
  }

  /** How much of the query each paper has at all, from 0 to 1, rare concepts counting for more. */
  coverage(papers: readonly number[], query: RankQuery): Float64Array {
    const terms = [...weightsOf(query).keys()];
    const needs = query.map(({ readings }) => {
      const worth = Math.max(0, ...[...readings].map(([term, weight]) => weight * this.rarity(term)));
      return { worth, readings: [...readings].map(([term, weight]) => ({ slot: terms.indexOf(term) + 1, weight })) };
    });
    const whole = needs.reduce((sum, { worth }) => sum + worth, 0) || 1;
    const counts = new Float64Array(terms.length + 1);
    return this.#with(terms, () =>
      Float64Array.from(papers, paper => {
        counts.fill(0);
        this.#count(this.#forward.title(paper), 1, counts);
        this.#count(this.#forward.text(paper), 1, counts);
        this.#count(this.#forward.authors(paper), 1, counts);
        let met = 0;
        for (const { worth, readings } of needs) {
          let best = 0;
          for (const { slot, weight } of readings) if ((counts[slot] ?? 0) > 0 && weight > best) best = weight;
          met += worth * best;
        }
        return met / whole;
      }),
    );
  }

  /** BM25 of pairs of neighbouring concepts that stand close together, the closer the better (after Metzler, Croft 2005, sequential dependence). */
  proximity(papers: readonly number[], query: RankQuery): Float64Array {
    const words = query.filter(({ added }) => !added).map(({ readings }) => strongest(readings));
    const pairs = words.slice(1).flatMap((second, i) => {
      const first = words[i];
      return first === undefined || second === undefined || first === second ? [] : [{ first, second }];
    });
    const terms = [...new Set(pairs.flatMap(({ first, second }) => [first, second]))];
    const slotted = pairs.map(({ first, second }) => ({
      first: terms.indexOf(first) + 1,
      second: terms.indexOf(second) + 1,
      worth: (this.rarity(first) + this.rarity(second)) / 2,
    }));
    return this.#with(terms, () =>
      Float64Array.from(papers, paper => {
        const title = this.#places(this.#forward.title(paper), terms.length);
        const text = this.#places(this.#forward.text(paper), terms.length);
        const length = this.#relativeLength(paper);
        let score = 0;
        for (const { first, second, worth } of slotted) {
          const count = TITLE_WEIGHT * closeness(title[first], title[second]) + closeness(text[first], text[second]);
          if (count > 0) score += worth * saturation(count, length);
        }
        return score;
      }),
    );
  }

  rarity(term: number): number {
    return rarity(this.#forward.size, this.#forward.documentFrequency(term));
  }

  #relativeLength(paper: number): number {
    return this.#forward.length(paper) / (this.#forward.averageLength || 1);
  }

  #with<T>(terms: readonly number[], work: () => T): T {
    if (this.#slots.length <= this.#forward.termCount) this.#slots = new Uint16Array(this.#forward.termCount + 1);
    terms.forEach((term, i) => {
      this.#slots[term] = i + 1;
    });
    try {
      return work();
    } finally {
      for (const term of terms) this.#slots[term] = 0;
    }
  }

  #count(text: Uint32Array, weight: number, counts: Float64Array): void {
    for (const term of text) {
      const slot = this.#slots[term] ?? 0;
      if (slot !== 0) counts[slot] = (counts[slot] ?? 0) + weight;
    }
  }

  /** Where each term of the query stands. */
  #places(text: Uint32Array, terms: number): (number[] | undefined)[] {
    const places: (number[] | undefined)[] = Array(terms + 1);
    for (let place = 0; place < text.length; place++) {
      const slot = this.#slots[text[place] ?? 0] ?? 0;
      if (slot === 0) continue;
      const known = places[slot];
      if (known) known.push(place);
      else places[slot] = [place];
    }
    return places;
  }
}

function strongest(readings: Weights): number | undefined {
  let best: number | undefined;
  for (const [term, weight] of readings) if (best === undefined || weight > (readings.get(best) ?? 0)) best = term;
  return best;
}

/** Meetings of two words within the window; neighbours count 1, at distance d 1/√d. */
function closeness(first: readonly number[] | undefined, second: readonly number[] | undefined): number {
  if (!first || !second) return 0;
  let sum = 0;
  for (const a of first) {
    for (const b of second) {
      const distance = Math.abs(a - b);
      if (distance <= WINDOW && distance > 0) sum += 1 / Math.sqrt(distance);
    }
  }
  return sum;
}
