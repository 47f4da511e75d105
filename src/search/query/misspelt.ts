import { stem } from '../analysis/stem.ts';
import type { Token } from '../analysis/tokens.ts';
import type { Known } from './known.ts';
import { looksLikeName } from './names.ts';
import { variantsOf } from './variants.ts';

export interface Replacement {
  token: Token;
  by: string;
}

/** A query as it was typed, and which of its words mean just what they say. */
interface Typed {
  text: string;
  isLiteral(token: Token): boolean;
}

/** A number, a year, a name with a version: another one is another thing. */
const NUMBER = /\p{N}/u;

/**
 * The words, misspelt ones put right. Words of the language and names are no slips although the collection lacks them,
 * and neither is a word that is still being typed.
 */
export function putRight(
  words: readonly Token[],
  { text, isLiteral }: Typed,
  known: Known,
): { words: Token[]; replaced: Replacement[] } {
  const replaced: Replacement[] = [];
  const inOtherWords = haveOtherWords(words, known);
  const right = words.map((token, place) => {
    const written = text.slice(token.start, token.end);
    if (NUMBER.test(token.word)) return token;
    if (isKnown(words, place, known) || variantsOf(token, written, known).length > 0 || inOtherWords.has(place))
      return token;
    if (place === words.length - 1 && known.vocabulary.completions(token.word, 1).length > 0) return token;
    if (isLiteral(token) || known.neighbours.knows(token.word) || looksLikeName(token, text)) return token;
    const best = known.corrected(token.word);
    if (!best) return token;
    replaced.push({ token, by: best.word });
    return { ...token, ...best };
  });
  return { words: right, replaced };
}

function isKnown(words: readonly Token[], place: number, known: Known): boolean {
  const { forward, vocabulary } = known;
  const token = words[place];
  const partner = joinedWith(words, place, known);
  return (
    token === undefined ||
    token.compound !== undefined ||
    forward.numberOf(token.term) !== undefined ||
    (partner !== undefined && forward.numberOf(stem(partner)) !== undefined) ||
    vocabulary.parts(token.term) !== undefined
  );
}

/** The places of words for which others are listed that the collection has. */
function haveOtherWords(words: readonly Token[], { forward, expansions }: Known): Set<number> {
  const places = new Set<number>();
  const terms = words.map(token => token.term);
  terms.forEach((_, start) => {
    for (const { length, expansions: others } of expansions.from(terms, start)) {
      if (!others.some(other => other.terms.every(term => forward.numberOf(term) !== undefined))) continue;
      for (let place = start; place < start + length; place++) places.add(place);
    }
  });
  return places;
}

/**
 * The word that two neighbours make when written as one; the second of a pair has it too. `vitamin E` is no `vitamine`:
 * of a letter some paper must have it.
 */
export function joinedWith(words: readonly Token[], place: number, { vocabulary }: Known): string | undefined {
  const token = words[place];
  const next = words[place + 1];
  if (!token || !next || next.start - token.end > 1) return undefined;
  const pair = token.word + next.word;
  if (token.word.length > 1 && next.word.length > 1) return pair;
  const term = stem(pair);
  return term !== token.term && term !== next.term && vocabulary.has(pair) ? pair : undefined;
}

/** No two words are longer. */
const LONGEST_PAIR = 40;

/**
 * Two words written as one that stand together in some paper, at the place where the rarer of them is most frequent.
 */
export function splitInTwo(word: string, { forward, vocabulary, standTogether }: Known): string[] {
  let best: string[] = [];
  let most = 0;
  if (word.length > LONGEST_PAIR) return best;
  for (let at = 3; at <= word.length - 3; at++) {
    const parts = [word.slice(0, at), word.slice(at)];
    if (!parts.every(part => vocabulary.has(part))) continue;
    const terms = parts.map(stem);
    const holders = Math.min(...terms.map(term => forward.documentFrequency(forward.numberOf(term) ?? 0)));
    const [first = '', second = ''] = terms;
    if (holders > most && standTogether(first, second)) [best, most] = [terms, holders];
  }
  return best;
}
