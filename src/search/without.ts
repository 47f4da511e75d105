import type { Forward } from './forward.ts';
import { hasForm } from './query/forms.ts';
import { hasWord, type TypedWord } from './query/typed.ts';
import { rarity } from './rank/bm25.ts';

/** Of a longer query so many missing words say enough. */
const MOST = 4;

/**
 * The words of a query that a paper does not have, each once, the most telling first: those that no paper has, then the
 * rarest.
 */
export function without(words: readonly TypedWord[], paper: number, forward: Forward): string[] {
  const missing = words.filter(
    word => !word.isName && !hasWord(word, paper, forward) && !word.kin.some(form => hasForm(form, paper, forward)),
  );
  const telling = new Map(missing.map(word => [word.word, weightOf(word, forward)]));
  return [...telling]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([word]) => word);
}

function weightOf({ forms }: TypedWord, forward: Forward): number {
  const holders = forms.map(form => Math.min(...form.map(term => forward.documentFrequency(term))));
  return rarity(forward.size, Math.max(0, ...holders));
}
