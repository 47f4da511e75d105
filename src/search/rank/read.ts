import type { Paper } from '../../papers/paper.ts';
import type { Wanted } from '../searched.ts';
import { withNamesRead } from './cited.ts';
import { withTitlesRead } from './literal.ts';
import { cites } from './query.ts';
import type { Ranked } from './ranker.ts';

/**
 * The best papers in the order that they have when one reads them: who wrote them, where somebody is cited; else how
 * their titles are worded.
 */
export function withPapersRead(
  ranked: readonly Ranked[],
  { concepts, text }: Pick<Wanted, 'concepts' | 'text'>,
  paperAt: (place: number) => Paper | undefined,
): readonly Ranked[] {
  return cites(concepts) ? withNamesRead(ranked, concepts, paperAt) : withTitlesRead(ranked, text, paperAt);
}
