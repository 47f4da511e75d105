/** What the choice is made by, of each segment in order. */
export interface Size {
  papers: number;
  dead: number;
}

/**
 * Segments that are joined at once, at least: with fewer the same papers are written too often, with more every search
 * has more to look into.
 */
const FEWEST = 4;
/** A segment joins those behind it when it is less than so many times as large as all of them. */
const RATIO = 2;
/** A segment is written again when so large a share of it is dead. */
const MOST_DEAD = 0.15;
/** Below this a segment is small in any case. */
const SMALL = 1000;

/**
 * Which neighbouring segments are to be merged next, `from` up to but not including `to`; undefined when all is well.
 * What remains is a row of segments each of which is at least twice as large as all behind it: some ten for a million
 * papers.
 */
export function nextMerge(segments: readonly Size[], mostPapers: number): { from: number; to: number } | undefined {
  const alive = segments.map(({ papers, dead }) => papers - dead);
  let from = segments.length;
  let behind = 0;
  for (let i = segments.length - 1; i >= 0; i--) {
    const own = alive[i] ?? 0;
    if (own >= Math.max(SMALL, RATIO * behind) && segments.length - i > 1) break;
    if (behind + own > mostPapers) break;
    behind += own;
    from = i;
  }
  if (segments.length - from >= FEWEST) return { from, to: segments.length };
  const rotten = segments.findIndex(({ papers, dead }) => dead > MOST_DEAD * papers && papers >= SMALL);
  return rotten < 0 ? undefined : { from: rotten, to: rotten + 1 };
}
