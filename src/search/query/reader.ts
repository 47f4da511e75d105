import { stem } from '../analysis/stem.ts';
import type { Token } from '../analysis/tokens.ts';
import type { Forward } from '../forward.ts';
import type { Concept } from '../rank/query.ts';
import { withCompounds } from './compounds.ts';
import type { Known } from './known.ts';
import { joinedWith, putRight, type Replacement, splitInTwo } from './misspelt.ts';
import type { Neighbours } from './neighbours.ts';

/** A query of more words than this is cut to those that the fewest papers have: more only cost time. */
const MOST_CONCEPTS = 64;
/** A text of more words, stop words included, is read by its most telling known words alone: to make sense of each would take long. */
const LONGEST_QUERY = 150;
/** How many words an unfinished word may stand for. */
const MOST_COMPLETIONS = 5;
/** The parts of `hyper-parameter` beside `hyperparameter`, and the other way round. */
const PART = 0.4;
const WHOLE = 0.7;

export interface Reading {
  concepts: Concept[];
  /** Words that the collection does not have, and what they were taken for. */
  replaced: Replacement[];
}

/** What a run of words asks for, in terms of the collection. */
export function readWords(tokens: readonly Token[], known: Known): Reading {
  if (tokens.length > LONGEST_QUERY) return conceptsOf({ words: telling(tokens, known.forward), replaced: [] }, known);
  const typed = withCompounds(tokens, known.forward).filter(token => token.term !== '');
  const careful = conceptsOf(putRight(typed, known), known);
  if (careful.concepts.length > 0) return careful;
  // Nothing is understood: then a word of the language may be a slip as well.
  return conceptsOf(putRight(typed, { ...known, neighbours: NO_NEIGHBOURS }), known);
}

const NO_NEIGHBOURS: Neighbours = { knows: () => false, of: () => [] };

function conceptsOf({ words, replaced }: ReturnType<typeof putRight>, known: Known): Reading {
  const concepts: Concept[] = [];
  const added: Concept[] = [];
  words.forEach((token, place) => {
    const other = inOtherWords(words, place, known);
    const readings = asWritten(words, place, known);
    for (const [term, weight] of other.readings) readings.set(term, Math.max(weight, readings.get(term) ?? 0));
    if (readings.size > 0) concepts.push({ readings });
    else if (other.concepts.length === 0) concepts.push(...asGuessed(token, place === words.length - 1, known));
    added.push(...other.concepts);
    if (known.forward.numberOf(token.term) === undefined) {
      for (const term of numbers(known.vocabulary.parts(token.term) ?? [], known)) {
        if (readings.size > 0) added.push({ readings: new Map([[term, PART]]), added: true });
        else concepts.push({ readings: new Map([[term, 1]]) });
      }
    }
  });
  return { concepts: rarest([...concepts, ...added], known.forward), replaced };
}

/** The known words that the fewest papers have, each once, in the order of the text. */
function telling(tokens: readonly Token[], forward: Forward): Token[] {
  const first = new Map<string, Token>();
  for (const token of tokens) {
    if (!first.has(token.term) && forward.numberOf(token.term) !== undefined) first.set(token.term, token);
  }
  const holders = ({ term }: Token) => forward.documentFrequency(forward.numberOf(term) ?? 0);
  const kept = [...first.values()].sort((a, b) => holders(a) - holders(b)).slice(0, MOST_CONCEPTS);
  return kept.sort((a, b) => a.start - b.start);
}

/** The word itself, and what it makes with the next one. */
function asWritten(words: readonly Token[], place: number, { forward }: Known): Map<number, number> {
  const readings = new Map<number, number>();
  const token = words[place];
  const own = token && forward.numberOf(token.term);
  if (own !== undefined) readings.set(own, 1);
  const partner = joinedWith(words, place);
  const joined = partner === undefined ? undefined : forward.numberOf(stem(partner));
  if (joined === undefined) return readings;
  readings.set(joined, WHOLE);
  if (own !== undefined && (token?.hyphenated || words[place + 1]?.hyphenated)) readings.set(own, PART);
  return readings;
}

/** Synonyms, short and long forms of what begins here: single words beside the word, phrases as concepts of their own. */
function inOtherWords(
  words: readonly Token[],
  place: number,
  known: Known,
): { readings: Map<number, number>; concepts: Concept[] } {
  const readings = new Map<number, number>();
  const concepts: Concept[] = [];
  const terms = words.map(token => token.term);
  for (const { length, expansions } of known.expansions.from(terms, place)) {
    for (const { terms: other, weight } of expansions) {
      const found = numbers(other, known);
      if (found.length < other.length) continue;
      const each = weight / Math.sqrt(found.length);
      const [only] = found;
      if (length === 1 && found.length === 1 && only !== undefined)
        readings.set(only, Math.max(readings.get(only) ?? 0, each));
      else concepts.push({ readings: new Map(found.map(term => [term, each])), added: true });
    }
  }
  return { readings, concepts };
}

/** What a word may mean that neither the collection has nor anybody listed: a beginning, words near in meaning, two words written as one. */
function asGuessed(token: Token, last: boolean, known: Known): Concept[] {
  if (token.compound || known.vocabulary.parts(token.term)) return [];
  const completions = last ? known.vocabulary.completions(token.word, MOST_COMPLETIONS) : [];
  const completed = numbers(
    completions.map(({ term }) => term),
    known,
  );
  if (completed.length > 0) return [{ readings: new Map(completed.map(term => [term, 1 / completed.length])) }];
  const near = nearIn(token.word, known);
  if (near.size > 0) return [{ readings: near }];
  return numbers(splitInTwo(token.word, known), known).map(term => ({ readings: new Map([[term, 1]]) }));
}

/** How many words near in meaning stand for one that the collection lacks, and how much each counts. From 3 to 5, and from 0.4 to 0.9, alike. */
const MOST_NEIGHBOURS = 4;
const NEIGHBOUR = 0.4;

function nearIn(word: string, known: Known): Map<number, number> {
  const found = new Set(numbers(known.neighbours.of(word), known));
  return new Map([...found].slice(0, MOST_NEIGHBOURS).map(term => [term, NEIGHBOUR]));
}

function numbers(terms: readonly string[], { forward }: Known): number[] {
  return terms.flatMap(term => forward.numberOf(term) ?? []);
}

function rarest(concepts: Concept[], forward: Forward): Concept[] {
  if (concepts.length <= MOST_CONCEPTS) return concepts;
  const holders = ({ readings }: Concept) =>
    Math.min(...[...readings.keys()].map(term => forward.documentFrequency(term)));
  const kept = new Set(concepts.toSorted((a, b) => holders(a) - holders(b)).slice(0, MOST_CONCEPTS));
  return concepts.filter(concept => kept.has(concept));
}
