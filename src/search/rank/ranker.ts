import type { Forward } from '../forward.ts';
import type { Latent } from '../latent/latent.ts';
import type { Candidate } from '../postings.ts';
import { Evidence } from './evidence.ts';
import { widen } from './feedback.ts';
import { type RankQuery, type Weights, weightsOf } from './query.ts';

/** Papers that are looked at closely: the best by their words, and the nearest in the latent space. */
const LEXICAL_POOL = 400;
const LATENT_POOL = 100;
/** A paper without a word of the query must be this close to it (cosine) to be an answer. */
const LEAST_CLOSENESS = 0.25;

/** How much each kind of evidence counts beside BM25, which is scaled to 1 for the best paper. docs/search.md tells what each brings. */
const WEIGHT = { latent: 0.75, proximity: 0.3, coverage: 0.4 };

/** The share of the query that the words of feedback make up; from 0.3 to 0.5 alike. */
const FEEDBACK = 0.43;

/**
 * What words mean by the company they keep, and what the best papers share, is learnt from the collection: with this many papers it is
 * trusted by half, with many in full. Measured on 119 papers and on three collections of some 1,400.
 */
const HALF_TRUSTED = 100;

/** With less of the best paper's score than this, and without all words of the query, a paper touches it at best. */
const LEAST_SHARE = 0.12;
/** All of the query, but for rounding. */
const WHOLE = 0.999;

export interface Ranked extends Candidate {
  /** Not worth showing, unless something else asks for the paper. */
  faint: boolean;
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
   * All papers that answer the query, the best first; equals in the order of the collection. `candidates` gives those with one of its terms, the
   * best first.
   */
  rank(query: RankQuery, candidates: (terms: Weights) => readonly Candidate[]): Ranked[] {
    const weights = weightsOf(query);
    const lexical = candidates(weights);
    const pool = poolOf(lexical, this.latent?.nearest(weights, LATENT_POOL) ?? []);
    const trust = this.#forward.size / (this.#forward.size + HALF_TRUSTED);
    const coverage = this.#evidence.coverage(pool, query);
    const extra = this.#extra(pool, query, weights, coverage);
    const first = this.#score(pool, weights, trust, extra);
    const widened = widen(this.#forward, weights, pool, first, trust * FEEDBACK);
    const last = this.#score(pool, widened, trust, extra);
    const least = LEAST_SHARE * Math.max(0, ...last);
    const ranked = pool
      .map((paper, i): Ranked => {
        const score = last[i] ?? 0;
        return { paper, score, faint: score < least && (coverage[i] ?? 0) < WHOLE };
      })
      .sort(byScore);
    const oneWord = asksOneWord(query);
    const rest = below(ranked.at(-1)?.score ?? 0, lexical, pool);
    return [...ranked, ...rest.map(candidate => ({ ...candidate, faint: !oneWord }))];
  }

  #score(pool: readonly number[], weights: Weights, trust: number, extra: Float64Array): Float64Array {
    const words = toOne(this.#evidence.bm25(pool, weights));
    const meaning = toOne(Float64Array.from(this.latent?.similarities(weights, pool) ?? []));
    return words.map((score, i) => score + trust * WEIGHT.latent * (meaning[i] ?? 0) + (extra[i] ?? 0));
  }

  /** What the words of the query bring by standing together; the words of feedback did not stand together in the query. */
  #extra(pool: readonly number[], query: RankQuery, weights: Weights, coverage: Float64Array): Float64Array {
    const top = Math.max(0, ...this.#evidence.bm25(pool, weights)) || 1;
    const proximity = this.#evidence.proximity(pool, query);
    return proximity.map((near, i) => (WEIGHT.proximity * near) / top + WEIGHT.coverage * (coverage[i] ?? 0));
  }
}

/** Then all papers with the word are answers. */
export function asksOneWord(query: RankQuery): boolean {
  return query.filter(({ added }) => !added).length === 1;
}

function poolOf(lexical: readonly Candidate[], near: readonly Candidate[]): number[] {
  const pool = new Set(lexical.slice(0, LEXICAL_POOL).map(({ paper }) => paper));
  if (lexical.length > 0) for (const { paper, score } of near) if (score >= LEAST_CLOSENESS) pool.add(paper);
  return [...pool];
}

/** The other papers with a word of the query, under all that were looked at closely. */
function below(score: number, lexical: readonly Candidate[], pool: readonly number[]): Candidate[] {
  const seen = new Set(pool);
  const rest = lexical.filter(({ paper }) => !seen.has(paper));
  const top = rest[0]?.score || 1;
  return rest.map(candidate => ({ paper: candidate.paper, score: score - 1 + candidate.score / top - 1e-9 }));
}

/** Scaled so that the largest is 1; unchanged when none is positive. */
function toOne(scores: Float64Array): Float64Array {
  const top = Math.max(0, ...scores) || 1;
  return scores.map(score => score / top);
}

export function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || a.paper - b.paper;
}
