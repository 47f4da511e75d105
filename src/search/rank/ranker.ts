import type { Forward } from '../forward.ts';
import type { Latent } from '../latent/latent.ts';
import type { Candidate } from '../postings.ts';
import type { Form } from '../query/forms.ts';
import { Evidence, type Said } from './evidence.ts';
import { widen } from './feedback.ts';
import { cites, type RankQuery, type Weights, weightsOf } from './query.ts';

/** So many papers are looked at closely: the best by their words, and the nearest in the latent space. */
export const LEXICAL_POOL = 400;
const LATENT_POOL = 100;
/** A paper without a word of the query must be this close to it (cosine) to be an answer. */
const LEAST_CLOSENESS = 0.25;

/**
 * How much each kind of evidence counts beside BM25, which is scaled to 1 for the best paper. docs/search.md tells what
 * each brings. Closeness in the latent space finds more of a subject and hides the one paper that somebody looks for:
 * its weight is a balance of the two. The fit does it the other way round.
 */
const WEIGHT = { latent: 0.52, proximity: 0.6, coverage: 0.4, fit: 0.6, inOrder: 2 };

/** The share of the query that the words of feedback make up; from 0.3 to 0.5 alike. */
const FEEDBACK = 0.47;

/**
 * Of a query of more words than this no paper has all, and which of them happen to stand together says less: coverage
 * counts for so much less as there are more words, and proximity for the root of that. From 5 to 8 words alike on the
 * three test collections.
 */
const SHORT = 6;

/**
 * What words mean by the company they keep, and what the best papers share, is learnt from the collection: with this
 * many papers it is trusted by half, with many in full. Measured on 119 papers and on three collections of some 1,400.
 */
const HALF_TRUSTED = 100;

/** With less of the best paper's score than this, and without all words of the query, a paper touches it at best. */
const LEAST_SHARE = 0.12;
/** All of the query, but for rounding. */
const WHOLE = 0.999;

export interface Ranked extends Candidate {
  /** Not worth showing, unless something else asks for the paper. */
  faint: boolean;
  /** Whether it has a word of the query, and not only what is near to one. */
  matches: boolean;
}

/** Puts the papers of a collection in the order in which they answer a query. */
export class Ranker {
  readonly #forward: Forward;
  readonly #evidence: Evidence;
  /** Missing until it is built; the ranking then goes by words alone. */
  latent: Latent | undefined;

  constructor(forward: Forward) {
    this.#forward = forward;
    this.#evidence = new Evidence(forward);
  }

  /**
   * The papers that are looked at closely, the best first; equals in the order of the collection.
   * @param lexical papers that have terms of the query, the best by their words first
   * @param forms see {@link Wanted.forms}
   */
  rank(query: RankQuery, lexical: readonly number[], forms: readonly Form[]): Ranked[] {
    const weights = weightsOf(query);
    const near = lexical.length > 0 && !cites(query) ? (this.latent?.nearest(weights, LATENT_POOL) ?? []) : [];
    const pool = poolOf(lexical, near);
    const trust = cites(query) ? 0 : this.#forward.size / (this.#forward.size + HALF_TRUSTED);
    const said = this.#evidence.of(pool, query, forms);
    const { words, coverage, proximity } = said;
    const naming = namingOf(said);
    const top = Math.max(0, ...words) || 1;
    // What the words of the query bring by standing together; the words of feedback did not stand together in the
    // query.
    const share = cites(query) ? 1 : Math.min(1, SHORT / query.filter(({ added }) => !added).length);
    const extra = proximity.map(
      (closeness, i) =>
        (WEIGHT.proximity * Math.sqrt(share) * closeness) / top +
        WEIGHT.coverage * share * (coverage[i] ?? 0) +
        (naming[i] ?? 0),
    );
    const first = this.#score(pool, words, weights, trust, extra);
    if (cites(query)) return ranked(pool, first, naming, said);
    const widened = widen(this.#forward, weights, pool, first, trust * FEEDBACK);
    const last = this.#score(pool, this.#evidence.bm25(pool, widened), widened, trust, extra);
    return ranked(pool, last, naming, said);
  }

  /** @param words BM25 of the papers by the weighted terms */
  #score(
    pool: readonly number[],
    words: Float64Array,
    weights: Weights,
    trust: number,
    extra: Float64Array,
  ): Float64Array {
    const meaning = toOne(Float64Array.from(this.latent?.similarities(weights, pool) ?? []));
    return toOne(words).map((score, i) => score + trust * WEIGHT.latent * (meaning[i] ?? 0) + (extra[i] ?? 0));
  }
}

/**
 * What it brings that the query names the paper. Squared: most papers fit a little, and among these the fit tells
 * nothing; where one is meant, it fits far better than all others. The same of titles that have all of its words in
 * order: of a subject they are parts, of one paper nearly all.
 */
function namingOf({ fit, inOrder }: Said): Float64Array {
  return fit.map((one, i) => WEIGHT.fit * one ** 2 + WEIGHT.inOrder * (inOrder[i] ?? 0) ** 2);
}

function ranked(
  pool: readonly number[],
  scores: Float64Array,
  naming: Float64Array,
  { coverage, matches, bare }: Said,
): Ranked[] {
  // A paper that is named leaves others no less worth showing.
  const plain = scores.map((score, i) => score - (naming[i] ?? 0));
  const least = LEAST_SHARE * Math.max(0, ...plain);
  return pool
    .map((paper, i): Ranked => {
      const isFaint = bare[i] === 1 || ((plain[i] ?? 0) < least && (coverage[i] ?? 0) < WHOLE);
      return { paper, score: scores[i] ?? 0, faint: isFaint, matches: matches[i] === 1 };
    })
    .sort(byScore);
}

/** Then all papers with the word are answers. */
export function asksOneWord(query: RankQuery): boolean {
  return query.filter(({ added }) => !added).length === 1;
}

function poolOf(lexical: readonly number[], near: readonly Candidate[]): number[] {
  const pool = new Set(lexical.slice(0, LEXICAL_POOL));
  for (const { paper, score } of near) if (score >= LEAST_CLOSENESS) pool.add(paper);
  return [...pool];
}

/** Scaled so that the largest is 1; unchanged when none is positive. */
function toOne(scores: Float64Array): Float64Array {
  const top = Math.max(0, ...scores) || 1;
  return scores.map(score => score / top);
}

export function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || a.paper - b.paper;
}
