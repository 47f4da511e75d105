import type { Forward } from './forward.ts';
import type { Candidate } from './postings.ts';
import { profile } from './rank/feedback.ts';
import { byScore } from './rank/ranker.ts';
import type { Searched } from './searched.ts';
import { likeness, type Topic } from './topics.ts';

/** How many of a paper's terms find the papers that are compared with it. */
const MOST_TERMS = 30;
const MOST_COMPARED = 500;
/**
 * A word that a paper uses again and again is what it is about: use counts nearly in full (saturations from 5 up are
 * alike, 1 is worse).
 */
const SATURATION = 10;
/**
 * What each kind of likeness (from 0 to 1) counts: words, latent space, topics. Measured: topics from 0.6 to 1 are
 * alike, without them much is lost.
 */
const WEIGHT = { words: 1, latent: 0.5, topics: 1 };

export interface Like extends Candidate {
  /** Terms that both have, the most telling first. */
  sharedTerms: number[];
  /** Topics that both have, the rarest first. */
  sharedTopics: Topic[];
}

/** The papers like one, by the text of the whole papers, the most alike first. */
export function papersLike(paper: number, searched: Searched): Like[] {
  const { forward, topics, latent } = searched;
  const own = new Map(profile(forward, paper, SATURATION));
  const candidates = searched.candidates(strongest(forward, own), MOST_COMPARED + 1);
  const others = candidates.filter(other => other !== paper).slice(0, MOST_COMPARED);
  const closeness = latent?.similaritiesTo(paper, others);
  return others
    .map((other, i): Like => {
      const shared = product(own, profile(forward, other, SATURATION));
      const words = sum(shared.values());
      const topical = topics.describeCollection ? likeness(topics, paper, other) : { cosine: 0, shared: [] };
      const score = WEIGHT.words * words + WEIGHT.latent * (closeness?.[i] ?? 0) + WEIGHT.topics * topical.cosine;
      const sharedTerms = [...shared]
        .sort(([a, x], [b, y]) => y - x || forward.compareTerms(a, b))
        .map(([term]) => term);
      return { paper: other, score, sharedTerms, sharedTopics: topical.shared };
    })
    .filter(({ score }) => score > 0)
    .sort(byScore);
}

function strongest(forward: Forward, terms: ReadonlyMap<number, number>): Map<number, number> {
  return new Map([...terms].sort(([a, x], [b, y]) => y - x || forward.compareTerms(a, b)).slice(0, MOST_TERMS));
}

function product(a: ReadonlyMap<number, number>, b: readonly [term: number, weight: number][]): Map<number, number> {
  const out = new Map<number, number>();
  for (const [term, weight] of b) {
    const other = a.get(term);
    if (other !== undefined) out.set(term, weight * other);
  }
  return out;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
