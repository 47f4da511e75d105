/**
 * BM25 (Robertson, Zaragoza 2009: The Probabilistic Relevance Framework, 3.5). `k`: how fast repetition stops to count,
 * from 0 (at once) up; `b`: how far a long text is held against a paper, from 0 (not) to 1 (in full). On the three test
 * collections k from 1.5 to 2.5 and b from 0.6 to 0.9 are alike; where a single paper is looked for the smaller values
 * are better.
 */
const BM25 = { k: 1.5, b: 0.65 };

/** How rare a term is: ln of the odds that a paper lacks it, never negative. `holders`: papers that have it. */
export function rarity(papers: number, holders: number): number {
  return Math.log(1 + (papers - holders + 0.5) / (holders + 0.5));
}

/**
 * What `count` uses of a term bring, before rarity: from 0 up to but not including k + 1. `length`: that of the paper,
 * 1 being the average.
 */
export function saturation(count: number, length: number): number {
  return (count * (BM25.k + 1)) / (count + BM25.k * (1 - BM25.b + BM25.b * length));
}
