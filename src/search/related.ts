import type { ForwardIndex } from './forward.ts';
import type { LatentSpace } from './latent/space.ts';
import type { Candidate, Postings } from './postings.ts';
import { profile } from './rank/feedback.ts';
import { byScore } from './rank/ranker.ts';
import type { Topic, Topics } from './topics.ts';

/** How many of a paper's terms find the papers that are compared with it. */
const MOST_TERMS = 30;
const MOST_COMPARED = 500;
/** What each kind of likeness (from 0 to 1) counts: words, latent space, topics. Measured: topics from 0.6 to 1 are alike, without them much is lost. */
const WEIGHT = { words: 1, latent: 0.5, topics: 1 };

export interface Like extends Candidate {
  /** Terms that both have, the most telling first. */
  sharedTerms: number[];
  /** Topics that both have, the rarest first. */
  sharedTopics: Topic[];
}

interface Collection {
  forward: ForwardIndex;
  postings: Postings;
  topics: Topics;
  latent: LatentSpace | undefined;
}

/** The papers like one, by the text of the whole papers, the most alike first. */
export function papersLike(paper: number, { forward, postings, topics, latent }: Collection): Like[] {
  const own = profile(forward, paper);
  const closeness = latent?.similaritiesTo(paper);
  const candidates = postings.candidates(strongest(forward, own)).filter(candidate => candidate.paper !== paper);
  return candidates
    .slice(0, MOST_COMPARED)
    .map(({ paper: other }): Like => {
      const shared = product(own, profile(forward, other));
      const words = sum(shared.values());
      const topical = topics.describeCollection ? topics.likeness(paper, other) : { cosine: 0, shared: [] };
      const score = WEIGHT.words * words + WEIGHT.latent * (closeness?.[other] ?? 0) + WEIGHT.topics * topical.cosine;
      const sharedTerms = [...shared]
        .sort(([a, x], [b, y]) => y - x || forward.compareTerms(a, b))
        .map(([term]) => term);
      return { paper: other, score, sharedTerms, sharedTopics: topical.shared };
    })
    .filter(({ score }) => score > 0)
    .sort(byScore);
}

function strongest(forward: ForwardIndex, terms: ReadonlyMap<number, number>): Map<string, number> {
  const sorted = [...terms].sort(([a, x], [b, y]) => y - x || forward.compareTerms(a, b)).slice(0, MOST_TERMS);
  return new Map(sorted.map(([term, weight]) => [forward.termOf(term), weight]));
}

function product(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): Map<number, number> {
  const out = new Map<number, number>();
  for (const [term, weight] of a) {
    const other = b.get(term);
    if (other !== undefined) out.set(term, weight * other);
  }
  return out;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
