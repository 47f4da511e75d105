import type { ForwardIndex } from './forward.ts';
import type { WeightedTerms } from './postings.ts';

/** How many of a paper's terms stand for it: enough for its subject, too few for its phrasing. */
const MOST_TERMS = 30;

/** The terms that tell most of a paper, weighed by how often it uses them and how few others do. */
export function relatedTerms(forward: ForwardIndex, paper: number): WeightedTerms {
  const counts = new Map<number, number>();
  const count = (terms: Uint32Array, weight: number) => {
    for (const term of terms) if (term !== 0) counts.set(term, (counts.get(term) ?? 0) + weight);
  };
  count(forward.title(paper), 2);
  count(forward.text(paper), 1);
  const weighed = [...counts]
    .filter(([term]) => forward.documentFrequency(term) > 1)
    .map(([term, n]) => ({
      term,
      weight: (1 + Math.log(n)) * Math.log(1 + forward.size / forward.documentFrequency(term)),
    }))
    .sort((a, b) => b.weight - a.weight || a.term - b.term)
    .slice(0, MOST_TERMS);
  const most = weighed[0]?.weight ?? 1;
  return new Map(weighed.map(({ term, weight }) => [forward.termOf(term), weight / most]));
}
