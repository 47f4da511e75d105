import { largest } from './largest.ts';
import type { Requirement } from './query/requirement.ts';

/** What so many papers cost tells what all would. */
const SAMPLE = 64;
/** When not all can be looked into, at most so many are, the best. */
const MOST = 3000;

/**
 * Takes the score from papers that do not meet a requirement; `scores` are those of papers that may. When there is no
 * time to look into all of them, the best are, and all others lose theirs. Returns how many of those that nobody looked
 * into probably meet it.
 */
export function sift(scores: Float32Array, { meets, work }: Requirement): number {
  let candidates = 0;
  for (let place = 0; place < scores.length; place++) if ((scores[place] ?? 0) > 0) candidates++;
  const before = work.left;
  const sample = largest(scores, SAMPLE);
  for (const place of sample) meets(place);
  const each = (before - work.left) / Math.max(1, sample.length);
  if (each * candidates <= before) {
    for (let place = 0; place < scores.length; place++)
      if ((scores[place] ?? 0) > 0 && !meets(place)) scores[place] = 0;
    return 0;
  }
  let looked = 0;
  const good: number[] = [];
  for (const place of largest(scores, MOST)) {
    if (work.isDone) break;
    looked++;
    if (meets(place)) good.push(place);
  }
  const kept = good.map(place => scores[place] ?? 0);
  scores.fill(0);
  for (const [i, place] of good.entries()) scores[place] = kept[i] ?? 0;
  return Math.round(((candidates - looked) * good.length) / Math.max(1, looked));
}
