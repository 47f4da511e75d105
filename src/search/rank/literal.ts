import type { Paper } from '../../papers/paper.ts';
import { fold } from '../analysis/fold.ts';
import { byScore, type Ranked } from './ranker.ts';

/** So many of the best are read. */
const MOST_READ = 10;
/**
 * What a title is worth that has the query word for word, and nothing else: as much as one that has its terms in order.
 */
const WORTH = 2;
/** Two words are a subject as often as a part of a title, unless the title has one more at most. */
const SHORT = 2;

/**
 * Of the best papers, those first whose title has the query word for word, and little besides. The ranking knows terms:
 * `Modeling` and `Model` are one, and words of grammar are none; whoever remembers a title mostly has both right.
 */
export function withTitlesRead(
  ranked: readonly Ranked[],
  text: string,
  paperAt: (place: number) => Paper | undefined,
): readonly Ranked[] {
  const typed = wordsOf(text);
  if (typed.length < SHORT) return ranked;
  const read = ranked
    .slice(0, MOST_READ)
    .map(one => ({ ...one, score: one.score + WORTH * shareOf(typed, paperAt(one.paper)) ** 2 }));
  return [...read.sort(byScore), ...ranked.slice(MOST_READ)];
}

/** How much of the title the words are, where it has all of them one after the other. */
function shareOf(typed: readonly string[], paper: Paper | undefined): number {
  const title = wordsOf(paper?.title ?? '');
  if (typed.length === SHORT && title.length > SHORT + 1) return 0;
  return ` ${title.join(' ')} `.includes(` ${typed.join(' ')} `) ? typed.length / title.length : 0;
}

function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
