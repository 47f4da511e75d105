/** Judged papers of a query by id: 1 and up is relevant. */
export type Judgements = ReadonlyMap<string, number>;

export interface Metrics {
  /** As trec_eval's ndcg_cut.10: gain = score, discount log₂(rank + 1). */
  ndcg10: number;
  recall100: number;
  /** 1 / rank of the first relevant paper; 0 when there is none. */
  mrr: number;
  success1: number;
}

export function measure(ranked: readonly string[], judged: Judgements): Metrics {
  const relevant = new Set([...judged].filter(([, score]) => score > 0).map(([id]) => id));
  const first = ranked.findIndex(id => relevant.has(id));
  const found = ranked.slice(0, 100).filter(id => relevant.has(id)).length;
  return {
    ndcg10: gain(ranked.map(id => judged.get(id) ?? 0)) / (gain([...judged.values()].sort((a, b) => b - a)) || 1),
    recall100: found / Math.max(1, relevant.size),
    mrr: first < 0 ? 0 : 1 / (first + 1),
    success1: first === 0 ? 1 : 0,
  };
}

function gain(scores: readonly number[]): number {
  return scores.slice(0, 10).reduce((sum, score, i) => sum + Math.max(0, score) / Math.log2(i + 2), 0);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

export interface Interval {
  low: number;
  high: number;
}

const RESAMPLES = 5000;

/**
 * The 95 % interval of the mean of paired differences, by bootstrap over the queries; seeded, so the same differences
 * give the same interval.
 */
export function bootstrap(differences: readonly number[]): Interval {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let i = 0; i < differences.length; i++) sum += differences[Math.floor(random() * differences.length)] ?? 0;
    return sum / Math.max(1, differences.length);
  }).sort((a, b) => a - b);
  return { low: means[Math.floor(RESAMPLES * 0.025)] ?? 0, high: means[Math.floor(RESAMPLES * 0.975)] ?? 0 };
}
