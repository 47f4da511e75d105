import type { Forward } from './forward.ts';
import type { Latent } from './latent/latent.ts';
import { type RankQuery, weightsOf } from './rank/query.ts';
import type { Explanation, MatchedWord } from './types.ts';
import type { KnownWords } from './vocabulary.ts';

interface Collection {
  forward: Forward;
  vocabulary: KnownWords;
  latent: Latent | undefined;
}

/** A term that counts for less than this beside the word itself came in by other words for it. */
const OWN_WEIGHT = 1;

/** Why a paper answers a query: which of its words stand where. */
export function explain(query: RankQuery, paper: number, { forward, vocabulary, latent }: Collection): Explanation {
  const asked = query.filter(({ added }) => !added);
  const own = new Set(
    asked.flatMap(({ readings }) => [...readings].flatMap(([term, weight]) => (weight >= OWN_WEIGHT ? term : []))),
  );
  const places = (term: number): MatchedWord['in'] => {
    const found: MatchedWord['in'] = [];
    if (forward.title(paper).includes(term)) found.push('title');
    if (forward.text(paper).includes(term)) found.push('abstract');
    if (forward.authors(paper).includes(term)) found.push('authors');
    return found;
  };
  const weights = weightsOf(query);
  const matched = [...weights.keys()]
    .map(term => ({ term, word: vocabulary.wordOf(forward.termOf(term)), in: places(term) }))
    .filter(({ in: found }) => found.length > 0);
  const strip = ({ word, in: found }: MatchedWord): MatchedWord => ({ word, in: found });
  return {
    matched: matched.filter(({ term }) => own.has(term)).map(strip),
    inOtherWords: matched.filter(({ term }) => !own.has(term)).map(strip),
    missing: [...own].filter(term => places(term).length === 0).map(term => vocabulary.wordOf(forward.termOf(term))),
    closeness: Math.max(0, latent?.similarities(weights, [paper])[0] ?? 0),
  };
}
