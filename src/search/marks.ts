import type { Reading } from './query/reader.ts';
import { formsOf } from './query/typed.ts';
import { rarity } from './rank/bm25.ts';
import { weightsOf } from './rank/query.ts';
import type { Searched } from './searched.ts';

/** What a snippet is chosen by, and what is marked in it. */
export interface Marks {
  /** How telling each term is for the query, what stands for its words included. */
  weights: ReadonlyMap<string, number>;
  /** The forms of the words of the query, by the first term of each, the longest first. */
  forms: ReadonlyMap<string, readonly (readonly string[])[]>;
}

export function marksOf(
  { concepts, words }: Pick<Reading, 'concepts' | 'words'>,
  { forward }: Pick<Searched, 'forward'>,
): Marks {
  const weights = new Map<string, number>();
  for (const [term, weight] of weightsOf(concepts))
    weights.set(forward.termOf(term), weight * rarity(forward.size, forward.documentFrequency(term)));
  const written = formsOf(words).map(form => form.map(term => forward.termOf(term)));
  const forms = Map.groupBy(
    written.toSorted((a, b) => b.length - a.length),
    ([first = '']) => first,
  );
  return { weights, forms };
}
