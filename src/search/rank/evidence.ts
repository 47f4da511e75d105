import { type Forward, TITLE_WEIGHT } from '../forward.ts';
import { type Form, hasForm } from '../query/forms.ts';
import { YEAR_WORTH } from '../years.ts';
import { rarity, saturation } from './bm25.ts';
import { Fit } from './fit.ts';
import { cites, likeliest, type Named, type RankQuery, type Weights, weightsOf } from './query.ts';

/** Words this far apart still belong to one thought. */
const WINDOW = 8;

/** What each of some papers says to a query. */
export interface Said {
  /** BM25 of its terms. */
  words: Float64Array;
  /** How much of the query it has at all, from 0 to 1, rare concepts counting for more. */
  coverage: Float64Array;
  /**
   * BM25 of pairs of neighbouring concepts that stand close together, the closer the better (after Metzler, Croft 2005,
   * sequential dependence).
   */
  proximity: Float64Array;
  /** 1 for papers that have one of the forms of its words. */
  matches: Uint8Array;
  /** 1 for papers that have nothing of the query but letters and numbers. */
  bare: Uint8Array;
  /** How well it names the paper, from 0 to 1: see {@link Fit}. */
  fit: Float64Array;
  /** See {@link Fit.inOrder}. */
  inOrder: Float64Array;
}

/** What papers say to a query, read from their terms in order. */
export class Evidence {
  readonly #forward: Forward;
  /**
   * For each term its place among those of the query, from 1; kept from call to call, for it is as long as the
   * vocabulary.
   */
  #slots = new Uint16Array();

  constructor(forward: Forward) {
    this.#forward = forward;
  }

  /** BM25 of each paper over title and abstract as one text, the title counted as often as it weighs. */
  bm25(papers: readonly number[], weights: Weights): Float64Array {
    const scorer = new Scorer(weights, this);
    const scores = new Float64Array(papers.length);
    this.#with([...weights.keys()], slots => {
      for (const [i, paper] of papers.entries()) {
        count(this.#forward.title(paper), TITLE_WEIGHT, slots, scorer.counts);
        count(this.#forward.text(paper), 1, slots, scorer.counts);
        count(this.#forward.authors(paper), 1, slots, scorer.counts);
        scores[i] = scorer.take(this.#relativeLength(paper));
      }
    });
    return scores;
  }

  /** All that papers say to the query, each read once. */
  of(papers: readonly number[], query: RankQuery, forms: readonly Form[]): Said {
    const weights = weightsOf(query);
    const terms = [...weights.keys()];
    const scorer = new Scorer(weights, this);
    const coverage = new Coverage(query, terms, this.#forward, this);
    // What was added says the same in other words: no title has both.
    const asked = new Coverage(
      query.filter(({ added }) => !added),
      terms,
      this.#forward,
      this,
    );
    const pairs = new Pairs(query, terms, this);
    const matches = new Matches(forms, terms);
    const fit = new Fit(query, weights, this.#forward);
    const isCitation = cites(query);
    const signs = new Signs(query, terms);
    const said = {
      matches: new Uint8Array(papers.length),
      bare: new Uint8Array(papers.length),
      words: new Float64Array(papers.length),
      coverage: new Float64Array(papers.length),
      proximity: new Float64Array(papers.length),
      fit: new Float64Array(papers.length),
      inOrder: new Float64Array(papers.length),
    };
    this.#with(terms, slots => {
      for (const [i, paper] of papers.entries()) {
        const length = this.#relativeLength(paper);
        pairs.read(this.#forward.title(paper), TITLE_WEIGHT, slots, scorer.counts);
        count(this.#forward.authors(paper), 1, slots, scorer.counts);
        const met = asked.met(scorer.counts, paper);
        said.fit[i] = fit.of(paper, met, asked.whole, slots);
        said.inOrder[i] = fit.inOrder(paper);
        pairs.read(this.#forward.text(paper), 1, slots, scorer.counts);
        said.coverage[i] = coverage.met(scorer.counts, paper) / coverage.whole;
        const isNamed = coverage.isNamed(paper);
        const has = isNamed || matches.among(scorer.counts, form => hasForm(form, paper, this.#forward));
        said.matches[i] = Number(has);
        said.bare[i] = Number(!has && signs.are(scorer.counts));
        said.words[i] = scorer.take(length) + (isCitation ? coverage.cited(paper) : 0);
        said.proximity[i] = pairs.take(length);
      }
    });
    return said;
  }

  rarity(term: number): number {
    return rarity(this.#forward.size, this.#forward.documentFrequency(term));
  }

  #relativeLength(paper: number): number {
    return this.#forward.length(paper) / (this.#forward.averageLength || 1);
  }

  #with(terms: readonly number[], work: (slots: Uint16Array) => void): void {
    const { termCount } = this.#forward;
    if (this.#slots.length <= termCount) this.#slots = new Uint16Array(Math.ceil(1.25 * termCount) + 1);
    terms.forEach((term, i) => {
      this.#slots[term] = i + 1;
    });
    try {
      work(this.#slots);
    } finally {
      for (const term of terms) this.#slots[term] = 0;
    }
  }
}

/** Adds `weight` for each use of a term of the query. */
function count(text: Uint32Array, weight: number, slots: Uint16Array, counts: Float64Array): void {
  for (let place = 0; place < text.length; place++) {
    const slot = slots[text[place] ?? 0] ?? 0;
    if (slot !== 0) counts[slot] = (counts[slot] ?? 0) + weight;
  }
}

/** BM25 of one paper after the other. */
class Scorer {
  /** Uses of each term of the query in the paper, by slot. */
  readonly counts: Float64Array;
  readonly #worth: Float64Array;

  constructor(weights: Weights, evidence: Evidence) {
    this.#worth = Float64Array.from([[0, 0] as const, ...weights], ([term, weight]) => weight * evidence.rarity(term));
    this.counts = new Float64Array(this.#worth.length);
  }

  /** The score of what was counted; counts begin again. */
  take(length: number): number {
    const { counts } = this;
    const worth = this.#worth;
    let score = 0;
    for (let slot = 1; slot < counts.length; slot++) {
      const uses = counts[slot] ?? 0;
      if (uses === 0) continue;
      score += (worth[slot] ?? 0) * saturation(uses, length);
      counts[slot] = 0;
    }
    return score;
  }
}

/** Whether a paper has one of some forms: single terms are known by their counts, others are looked for in the text. */
class Matches {
  readonly #slots: readonly number[];
  readonly #runs: readonly { form: Form; slots: readonly number[] }[];

  constructor(forms: readonly Form[], terms: readonly number[]) {
    const slotOf = new Map(terms.map((term, i) => [term, i + 1]));
    const slotsOf = (form: Form) => form.flatMap(term => slotOf.get(term) ?? []);
    this.#slots = forms.flatMap(form => (form.length === 1 ? slotsOf(form) : []));
    this.#runs = forms.flatMap(form => (form.length > 1 ? [{ form, slots: slotsOf(form) }] : []));
  }

  among(counts: Float64Array, stands: (form: Form) => boolean): boolean {
    const counted = (slot: number) => (counts[slot] ?? 0) > 0;
    return this.#slots.some(counted) || this.#runs.some(({ form, slots }) => slots.every(counted) && stands(form));
  }
}

/** The letters and numbers of a query among its terms. */
class Signs {
  readonly #others: readonly number[] = [];
  readonly #signs: readonly number[] = [];

  constructor(query: RankQuery, terms: readonly number[]) {
    const signs = new Set(query.flatMap(({ isSign, readings }) => (isSign ? [...readings.keys()] : [])));
    const words = new Set(query.flatMap(({ isSign, readings }) => (isSign ? [] : [...readings.keys()])));
    if (signs.size === 0) return;
    const slots = (ofSigns: boolean) =>
      terms.flatMap((term, i) => ((signs.has(term) && !words.has(term)) === ofSigns ? [i + 1] : []));
    this.#signs = slots(true);
    this.#others = slots(false);
  }

  /** Whether nothing else was counted. */
  are(counts: Float64Array): boolean {
    const isCounted = (slot: number) => (counts[slot] ?? 0) > 0;
    return this.#signs.some(isCounted) && !this.#others.some(isCounted);
  }
}

/** A word of the query, what it is worth, and what has it. */
interface Need {
  worth: number;
  readings: { slot: number; weight: number }[];
  year: number | undefined;
  named: Named | undefined;
}

class Coverage {
  readonly #forward: Forward;
  readonly #needs: Need[];
  /** What the whole query is worth. */
  readonly whole: number;

  constructor(query: RankQuery, terms: readonly number[], forward: Forward, evidence: Evidence) {
    this.#forward = forward;
    const slotOf = new Map(terms.map((term, i) => [term, i + 1]));
    this.#needs = query.map(({ readings, year, named }): Need => {
      const cited = year === undefined ? 0 : YEAR_WORTH;
      const name = named ? rarity(forward.size, named.places.count) : 0;
      return {
        worth: Math.max(cited, name, ...[...readings].map(([term, weight]) => weight * evidence.rarity(term))),
        readings: [...readings].map(([term, weight]) => ({ slot: slotOf.get(term) ?? 0, weight })),
        year,
        named,
      };
    });
    this.whole = this.#needs.reduce((sum, { worth }) => sum + worth, 0) || 1;
  }

  /**
   * What of the query is in a paper.
   * @param counts uses of each term that were found in the paper so far
   */
  met(counts: Float64Array, paper: number): number {
    let met = 0;
    for (const { worth, readings, year, named } of this.#needs) {
      let best = year === undefined ? 0 : this.#forward.yearFit(paper, year);
      if (named?.places.has(paper)) best = 1;
      for (const { slot, weight } of readings) if (weight > best && (counts[slot] ?? 0) > 0) best = weight;
      met += worth * best;
    }
    return met;
  }

  /** Whether an author of the paper is cited. */
  isNamed(paper: number): boolean {
    return this.#needs.some(({ named }) => named?.places.has(paper));
  }

  /** What the names and years of the query that are the paper's are worth. */
  cited(paper: number): number {
    let met = 0;
    for (const { worth, year, named } of this.#needs) {
      if (year !== undefined) met += YEAR_WORTH * this.#forward.yearFit(paper, year);
      if (named?.places.has(paper)) met += worth;
    }
    return met;
  }
}

/** Pairs of neighbours in the query, and how close they stand in one paper after the other. */
class Pairs {
  readonly #width: number;
  /** For two slots (one times the width and the other) the number of their pair, from 1. */
  readonly #pairOf: Uint16Array;
  /** By pair: its rarity, times how often the query has it. */
  readonly #worth: number[] = [0];
  readonly #closeness: Float64Array;
  /** Where terms of the query stand in a text: slot and place. */
  readonly #found = { slots: new Uint16Array(WINDOW), places: new Uint32Array(WINDOW) };

  constructor(query: RankQuery, terms: readonly number[], evidence: Evidence) {
    this.#width = terms.length + 1;
    this.#pairOf = new Uint16Array(this.#width * this.#width);
    const slotOf = new Map(terms.map((term, i) => [term, i + 1]));
    const words = query.filter(({ added }) => !added).map(likeliest);
    for (const [i, seconds] of words.entries()) {
      for (const first of words[i - 1] ?? []) {
        for (const second of seconds) {
          if (first === second) continue;
          const worth = (evidence.rarity(first) + evidence.rarity(second)) / 2;
          this.#add(slotOf.get(first) ?? 0, slotOf.get(second) ?? 0, worth);
        }
      }
    }
    this.#closeness = new Float64Array(this.#worth.length);
  }

  #add(a: number, b: number, worth: number): void {
    const there = a * this.#width + b;
    const pair = this.#pairOf[there] || this.#worth.length;
    this.#pairOf[there] = this.#pairOf[b * this.#width + a] = pair;
    this.#worth[pair] = (this.#worth[pair] ?? 0) + worth;
  }

  /** Counts the uses of terms, and how close pairs stand: neighbours 1, at distance d 1/√d, each times the weight. */
  read(text: Uint32Array, weight: number, slots: Uint16Array, counts: Float64Array): void {
    const { slots: near, places } = this.#found;
    const pairOf = this.#pairOf;
    const closeness = this.#closeness;
    let found = 0;
    for (let place = 0; place < text.length; place++) {
      const slot = slots[text[place] ?? 0] ?? 0;
      if (slot === 0) continue;
      counts[slot] = (counts[slot] ?? 0) + weight;
      const row = slot * this.#width;
      // The latest ones, in a ring: no more than these can be within the window.
      for (let back = found - 1; back >= 0 && back >= found - WINDOW; back--) {
        const distance = place - (places[back % WINDOW] ?? 0);
        if (distance > WINDOW) break;
        const pair = pairOf[row + (near[back % WINDOW] ?? 0)] ?? 0;
        if (pair !== 0) closeness[pair] = (closeness[pair] ?? 0) + weight / Math.sqrt(distance);
      }
      near[found % WINDOW] = slot;
      places[found % WINDOW] = place;
      found++;
    }
  }

  /** The score of what was read; reading begins again. */
  take(length: number): number {
    let score = 0;
    for (let pair = 1; pair < this.#closeness.length; pair++) {
      const closeness = this.#closeness[pair] ?? 0;
      if (closeness === 0) continue;
      score += (this.#worth[pair] ?? 0) * saturation(closeness, length);
      this.#closeness[pair] = 0;
    }
    return score;
  }
}
