import { stem } from '../analysis/stem.ts';
import type { Token } from '../analysis/tokens.ts';
import type { ForwardIndex } from '../forward.ts';
import type { Concept } from '../rank/query.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { Expansions } from './expansions.ts';

/** A query of more words than this is cut to those that the fewest papers have: more only cost time. */
const MOST_CONCEPTS = 64;
/** How many words an unfinished or misspelt word may stand for. */
const MOST_READINGS = 5;
/** The parts of `hyper-parameter` beside `hyperparameter`, and the other way round. */
const PART = 0.4;
const WHOLE = 0.7;

export interface Reading {
  concepts: Concept[];
  /** Words that the collection does not have, and what they were taken for. */
  replaced: { token: Token; by: string }[];
}

/** What a run of words asks for, in terms of the collection. */
export function readWords(
  tokens: readonly Token[],
  known: { forward: ForwardIndex; vocabulary: Vocabulary; expansions: Expansions },
): Reading {
  const { forward, vocabulary, expansions } = known;
  const words = tokens.filter(token => token.term !== '');
  const terms = words.map(token => token.term);
  const replaced: Reading['replaced'] = [];
  const concepts: Concept[] = [];
  const added: Concept[] = [];

  const number = (term: string) => forward.numberOf(term);
  const asConcept = (alternatives: readonly string[], weight = 1): Concept | undefined => {
    const numbers = alternatives.flatMap(term => number(term) ?? []);
    return numbers.length > 0 ? { readings: new Map(numbers.map(term => [term, weight / numbers.length])) } : undefined;
  };

  words.forEach((token, place) => {
    const own = number(token.term);
    const readings = new Map<number, number>();
    if (own !== undefined) readings.set(own, 1);
    const partner = joinedWith(words, place);
    const joined = partner === undefined ? undefined : number(stem(partner));
    if (joined !== undefined) {
      readings.set(joined, WHOLE);
      const hyphenated = token.hyphenated || words[place + 1]?.hyphenated;
      if (own !== undefined && hyphenated) readings.set(own, PART);
    }
    for (const { length, expansions: others } of expansions.from(terms, place)) {
      for (const { terms: other, weight } of others) {
        const numbers = other.flatMap(term => number(term) ?? []);
        if (numbers.length < other.length) continue;
        const each = weight / Math.sqrt(numbers.length);
        if (length === 1 && numbers.length === 1)
          for (const term of numbers) readings.set(term, Math.max(readings.get(term) ?? 0, each));
        else added.push({ readings: new Map(numbers.map(term => [term, each])), added: true });
      }
    }
    if (own !== undefined || joined !== undefined) {
      concepts.push({ readings });
    } else {
      const parts = vocabulary.parts(token.term) ?? splitInTwo(token.word, forward, vocabulary);
      const last = place === words.length - 1;
      const guesses = guess(token, last, vocabulary);
      if (vocabulary.parts(token.term) && parts) concepts.push(...parts.flatMap(part => asConcept([part]) ?? []));
      else if (guesses.length > 0) {
        const concept = asConcept(guesses.map(({ term }) => term));
        if (concept) concepts.push(concept);
        const [best] = guesses;
        // A word that is still being typed is not misspelt.
        if (best && !best.word.startsWith(token.word)) replaced.push({ token, by: best.word });
      } else if (parts) concepts.push(...parts.flatMap(part => asConcept([part]) ?? []));
      else if (readings.size > 0) concepts.push({ readings });
    }
    const parts = own === undefined ? undefined : vocabulary.parts(token.term);
    if (parts)
      added.push(
        ...parts.flatMap(part => asConcept([part], PART) ?? []).map(concept => ({ ...concept, added: true as const })),
      );
  });
  return { concepts: rarest([...concepts, ...added], forward), replaced };
}

/** The word that two neighbours make when written as one; the second of a pair has it too. */
function joinedWith(words: readonly Token[], place: number): string | undefined {
  const token = words[place];
  const next = words[place + 1];
  if (!token || !next || next.start - token.end > 1) return undefined;
  return token.word + next.word;
}

function guess(token: Token, last: boolean, vocabulary: Vocabulary) {
  const unfinished = last ? vocabulary.completions(token.word, MOST_READINGS) : [];
  if (unfinished.length > 0) return unfinished;
  const form = vocabulary.formOf(token.term);
  return form ? [form] : vocabulary.corrections(token.word, MOST_READINGS);
}

/** Two known words written as one, at the place where the rarer of them is most frequent. */
function splitInTwo(word: string, forward: ForwardIndex, vocabulary: Vocabulary): string[] | undefined {
  let best: string[] | undefined;
  let most = 0;
  for (let at = 3; at <= word.length - 3; at++) {
    const parts = [word.slice(0, at), word.slice(at)];
    if (!parts.every(part => vocabulary.has(part))) continue;
    const terms = parts.map(stem);
    const holders = Math.min(...terms.map(term => forward.documentFrequency(forward.numberOf(term) ?? 0)));
    if (holders > most) [best, most] = [terms, holders];
  }
  return best;
}

function rarest(concepts: Concept[], forward: ForwardIndex): Concept[] {
  if (concepts.length <= MOST_CONCEPTS) return concepts;
  const holders = ({ readings }: Concept) =>
    Math.min(...[...readings.keys()].map(term => forward.documentFrequency(term)));
  const kept = new Set(concepts.toSorted((a, b) => holders(a) - holders(b)).slice(0, MOST_CONCEPTS));
  return concepts.filter(concept => kept.has(concept));
}
