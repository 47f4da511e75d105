import type { Paper } from '../../papers/paper.ts';
import { fold } from '../analysis/fold.ts';
import { nameWords, spelled } from '../names.ts';
import type { Named, RankQuery } from './query.ts';
import { byScore, type Ranked } from './ranker.ts';

/** So many of the best are read. */
const MOST_READ = 30;
/** Whoever cites a paper gives family names, the first author's first. */
const FIRST_AUTHOR = 0.3;
const FAMILY_NAME = 0.15;
/** Büchel is also found as Buechel, but the one who is written so comes first. */
const SAME_SPELLING = 0.05;

/**
 * Of papers with authors who are cited, those first where these are family names, and where the first of them is the
 * first author.
 */
export function withNamesRead(
  ranked: readonly Ranked[],
  query: RankQuery,
  paperAt: (place: number) => Paper | undefined,
): Ranked[] {
  const names = query.flatMap(({ named }) => named ?? []);
  if (names.length === 0) return [...ranked];
  const read = ranked
    .slice(0, MOST_READ)
    .map(one => ({ ...one, score: one.score + worthOf(names, paperAt(one.paper)) }));
  return [...read.sort(byScore), ...ranked.slice(MOST_READ)];
}

function worthOf(names: readonly Named[], paper: Paper | undefined): number {
  const families = (paper?.authors ?? []).map(nameWords).map(words => words.at(-1));
  const written = new Set(paper?.authors.flatMap(name => fold(name).split(/[\s-]+/)));
  let worth = 0;
  for (const [at, { word }] of names.entries()) {
    const place = families.indexOf(spelled(word));
    if (place < 0) continue;
    worth += at === 0 && place === 0 ? FIRST_AUTHOR : FAMILY_NAME / names.length;
    if (written.has(word)) worth += SAME_SPELLING / names.length;
  }
  return worth;
}
