import { stem } from '../analysis/stem.ts';
import type { Token } from '../analysis/tokens.ts';
import type { Forward } from '../forward.ts';
import type { PlaceSet } from '../place-set.ts';
import { rarity } from '../rank/bm25.ts';
import type { Concept, Weights } from '../rank/query.ts';
import type { AbsentWord } from '../types.ts';
import { SUBMITTED } from '../years.ts';
import { type CitedWord, citedWords, titleCited } from './citation.ts';
import { withCompounds } from './compounds.ts';
import { ACRONYM_WEIGHT } from './expansions.ts';
import { type Form, sequence } from './forms.ts';
import { partsOf } from './joined.ts';
import type { Known } from './known.ts';
import { joinedWith, putRight, type Replacement, splitInTwo } from './misspelt.ts';
import type { Wording } from './parse.ts';
import { isForeign, queryTokens } from './tokens.ts';
import { isSign, type TypedWord, typedWords } from './typed.ts';
import { variantsOf } from './variants.ts';

/** A query of more words than this is cut to those that the fewest papers have: more only cost time. */
const MOST_CONCEPTS = 64;
/**
 * A text of more words, stop words included, is read by its most telling known words alone: to make sense of each would
 * take long.
 */
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
  /** The words that carry meaning, in order. */
  words: TypedWord[];
  /** Those that no paper has, and what is looked for in their place. */
  absent: AbsentWord[];
  /** Behind names and a year: perhaps the beginning of a title. */
  titleCited?: string | undefined;
}

/** What a run of words asks for, in terms of the collection. */
export function readWords({ text, literal, names }: Wording, known: Known): Reading {
  const tokens = queryTokens(text, known);
  const written = ({ start, end }: Token) => text.slice(start, end);
  if (tokens.length > LONGEST_QUERY) {
    const words = telling(tokens, known.forward);
    return { ...conceptsOf(words, known, new Map(), written), replaced: [], absent: [] };
  }
  const read = citedWords(text, tokens, known.naming, (places, year) => isOneOfYear(places, year, known));
  const meant = withCompounds(
    read.map(({ token }) => token),
    known.forward,
  ).filter((token, at) => (token.term !== '' || read[at]?.named) && read[at]?.weight !== 0);
  const cited = new Map(read.filter(isCited).map(word => [word.token.start, word]));
  const isWithin = ({ start, end }: Token, stretches: Wording['literal']) =>
    stretches.some(one => start >= one.start && end <= one.end);
  const foreign = isForeign(text, known);
  const isLiteral = (token: Token) => foreign || cited.has(token.start) || isWithin(token, literal);
  const { words, replaced } = putRight(meant, { text, isLiteral }, known);
  const guesses = new Map<number, Guess>();
  words.forEach((token, place) => {
    const guess = isLiteral(token) ? undefined : guessOf(words, place, written, known);
    if (guess) guesses.set(place, guess);
  });
  const byPlace = new Map(replaced.map(({ token, by }) => [token.start, by]));
  const shown = (token: Token) => byPlace.get(token.start) ?? written(token);
  const asked = conceptsOf(words, known, guesses, shown, cited);
  const isName = ({ places }: TypedWord) =>
    places.every(place => words.slice(place, place + 1).every(token => isWithin(token, names)));
  const typed = asked.words.map(word => (isName(word) ? { ...word, isName: true as const } : word));
  const absent = absentOf(typed, words, { guesses, replaced, written });
  return { ...asked, words: typed, replaced, absent, titleCited: titleCited(text, read) };
}

function conceptsOf(
  words: readonly Token[],
  known: Known,
  guesses: ReadonlyMap<number, Guess>,
  written: (token: Token) => string,
  citedAt: ReadonlyMap<number, CitedWord> = new Map(),
): Pick<Reading, 'concepts' | 'words'> {
  const concepts: Concept[] = [];
  const added: Concept[] = [];
  const forms = new Map<number, Form[]>();
  const addForms = (place: number, more: readonly Form[]) => forms.set(place, [...(forms.get(place) ?? []), ...more]);
  words.forEach((token, place) => {
    const cited = citedAt.get(token.start);
    if (cited) {
      concepts.push(...asCited(cited, asWritten(words, place, written, known)));
      return;
    }
    const guess = guesses.get(place);
    if (guess) {
      concepts.push(...guess.concepts);
      added.push(...guess.added);
      addForms(place, guess.forms);
      return;
    }
    const other = inOtherWords(words, place, known);
    for (const { length, form } of other.forms) for (let i = 0; i < length; i++) addForms(place + i, [form]);
    const variants = variantsOf(token, written(token), known);
    addForms(
      place,
      variants.map(term => [term]),
    );
    const readings = asWritten(words, place, written, known);
    if (readings.size === 0) return;
    for (const [term, weight] of other.readings) readings.set(term, Math.max(weight, readings.get(term) ?? 0));
    concepts.push({
      readings,
      ...(variants.length > 0 && { alike: variants }),
      ...ownOf(token, readings, known),
      ...(words.length > 1 && isSign(token) && { isSign: true as const }),
    });
    added.push(...other.concepts);
    if (token.compound || token.hyphenated || words[place + 1]?.hyphenated) return;
    // The parts of a word of the language (`database`) say other things.
    if (known.neighbours.isWord(token.word) && known.forward.numberOf(token.term) !== undefined) return;
    for (const term of numbers(partsOf(token, known), known))
      added.push({ readings: new Map([[term, PART]]), added: true });
  });
  return {
    concepts: rarest([...concepts, ...added], known.forward),
    words: typedWords(words, written, known, place => forms.get(place) ?? []).flatMap(word =>
      withCited(word, words, citedAt, known),
    ),
  };
}

function ownOf({ term }: Token, readings: Weights, { forward }: Known): Pick<Concept, 'own'> {
  const own = forward.numberOf(term);
  return own !== undefined && (readings.get(own) ?? 1) < 1 ? { own } : {};
}

/** So many papers of one name are looked at. */
const MOST_OF_NAME = 500;

function isOneOfYear(places: PlaceSet, year: number, { forward }: Known): boolean {
  let looked = 0;
  for (const place of places) {
    if (forward.yearFit(place, year) >= SUBMITTED) return true;
    if (++looked === MOST_OF_NAME) return false;
  }
  return false;
}

/** What a word that no paper has is taken for. */
interface Guess {
  concepts: Concept[];
  added: Concept[];
  /** What a reader takes for the word; none for words that are only near to it. */
  forms: Form[];
  how: AbsentWord['how'];
  instead: string[];
}

/** Undefined for a word that some paper has. */
function guessOf(
  words: readonly Token[],
  place: number,
  written: (token: Token) => string,
  known: Known,
): Guess | undefined {
  const token = words[place];
  if (!token || token.compound || asWritten(words, place, written, known).size > 0) return undefined;
  const { forward, vocabulary } = known;
  const wordOf = (term: number) => vocabulary.wordOf(forward.termOf(term));
  const parts = numbers(partsOf(token, known), known);
  const weighed = (terms: readonly number[], weight: number) => new Map(terms.map(term => [term, weight]));
  if (parts.length > 0)
    return {
      concepts: parts.map(term => ({ readings: weighed([term], 1) })),
      added: [],
      forms: [parts],
      how: 'same',
      instead: [],
    };
  const other = inOtherWords(words, place, known);
  if (other.readings.size > 0 || other.concepts.length > 0) {
    return {
      concepts: other.readings.size > 0 ? [{ readings: other.readings }] : [],
      added: other.concepts,
      forms: other.forms.map(({ form }) => form),
      how: other.forms.length > 0 ? 'same' : 'near',
      instead: other.names,
    };
  }
  const last = place === words.length - 1;
  const completions = last ? vocabulary.completions(token.word, MOST_COMPLETIONS) : [];
  const completed = numbers(
    completions.map(({ term }) => term),
    known,
  );
  if (completed.length > 0) {
    return {
      concepts: [{ readings: weighed(completed, 1 / completed.length) }],
      added: [],
      forms: completed.map(term => [term]),
      how: 'completed',
      instead: completions.map(({ word }) => word),
    };
  }
  const near = nearIn(token.word, known);
  if (near.size > 0)
    return {
      concepts: [{ readings: weighed([...near.keys()], NEIGHBOUR) }],
      added: [],
      forms: [],
      how: 'near',
      instead: [...near.values()],
    };
  const split = numbers(splitInTwo(token.word, known), known);
  if (split.length === 0) return alike(token, known);
  return {
    concepts: split.map(term => ({ readings: weighed([term], 1) })),
    added: [],
    forms: [split],
    how: 'corrected',
    instead: [split.map(wordOf).join(' ')],
  };
}

/** Shorter words are near to others by chance: `yolo` to `yoo`. */
const SHORTEST_ALIKE = 5;

/** What a word that was not put right may be a slip of all the same. */
function alike({ word }: Token, { corrected, neighbours }: Known): Guess | undefined {
  const near = word.length < SHORTEST_ALIKE || neighbours.knows(word) ? undefined : corrected(word);
  return near && { concepts: [], added: [], forms: [], how: 'alike', instead: [near.word] };
}

/** The words that no paper has, each once. */
function absentOf(
  typed: readonly TypedWord[],
  words: readonly Token[],
  read: { guesses: ReadonlyMap<number, Guess>; replaced: readonly Replacement[]; written: (token: Token) => string },
): AbsentWord[] {
  const found = typed.flatMap(({ word: shown, forms, places, cited, isName }): AbsentWord[] => {
    if (isName) return [];
    const tokens = places.flatMap(place => words[place] ?? []);
    // `GPT 5` is the name of what its number stands for.
    const word = shown.includes(' ') ? shown : tokens.map(read.written).join('-');
    const right = read.replaced.filter(({ token }) => tokens.some(({ start }) => start === token.start));
    if (right.length > 0) return [{ word, how: 'corrected', instead: right.map(({ by }) => by) }];
    const guesses = places.flatMap(place => read.guesses.get(place) ?? []);
    const guess = guesses.find(({ how }) => how !== 'same') ?? guesses[0];
    if (cited || (forms.length > 0 && (!guess || guess.how === 'same'))) return [];
    return [{ word, how: guess?.how ?? 'near', instead: guesses.flatMap(({ instead }) => instead) }];
  });
  return [...new Map(found.map(one => [one.word.toLowerCase(), one])).values()];
}

function isCited({ year, named, weight }: CitedWord): boolean {
  return year !== undefined || named !== undefined || (weight > 0 && weight < 1);
}

/**
 * A word of a citation: what stands for it in the texts, and the papers of that year or with an author of that name.
 */
function asCited({ year, named, weight }: CitedWord, readings: ReadonlyMap<number, number>): Concept[] {
  if (year === undefined && !named && readings.size === 0) return [];
  const weighed = new Map([...readings].map(([term, own]) => [term, weight * own]));
  return [{ readings: weighed, ...(year !== undefined && { year }), ...(named && { named }) }];
}

/** A word as a reader sees it, with what it cites; nothing for where a paper was published. */
function withCited(
  word: TypedWord,
  words: readonly Token[],
  citedAt: ReadonlyMap<number, CitedWord>,
  known: Known,
): TypedWord[] {
  const cited = word.places.flatMap(place => citedAt.get(words[place]?.start ?? -1) ?? []);
  const one = cited.find(({ named, year }) => named || (year !== undefined && known.hasYear(year)));
  if (one) return [{ ...word, cited: one }];
  return cited.length > 0 && cited.every(({ year }) => year === undefined) ? [] : [word];
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

/** A word that is the same but for its spelling counts a little less. */
const VARIANT = 0.95;

/** The word itself, and what it makes with the next one, and the one before. */
function asWritten(
  words: readonly Token[],
  place: number,
  written: (token: Token) => string,
  known: Known,
): Map<number, number> {
  const { forward } = known;
  const readings = new Map<number, number>();
  const token = words[place];
  if (!token) return readings;
  const own = forward.numberOf(token.term);
  const variants = variantsOf(token, written(token), known);
  for (const variant of variants) readings.set(variant, VARIANT * shareOf(variant, own, forward));
  const withLast = joinedWith(words, place - 1, known);
  const joinedBefore = withLast === undefined ? undefined : forward.numberOf(stem(withLast));
  if (joinedBefore !== undefined) readings.set(joinedBefore, WHOLE);
  if (own !== undefined) readings.set(own, 1);
  const partner = joinedWith(words, place, known);
  const joined = partner === undefined ? undefined : forward.numberOf(stem(partner));
  if (joined === undefined) return readings;
  readings.set(joined, WHOLE);
  if (own !== undefined && (token.hyphenated || words[place + 1]?.hyphenated))
    for (const term of [own, ...variants]) readings.set(term, PART * (readings.get(term) ?? 1));
  return readings;
}

/**
 * What another term of a word counts beside its own: it brings no more for being the rarer of the two, as that of
 * another language mostly is.
 */
function shareOf(variant: number, own: number | undefined, forward: Forward): number {
  if (own === undefined) return 1;
  const rarityOf = (term: number) => rarity(forward.size, forward.documentFrequency(term));
  return Math.min(1, rarityOf(own) / rarityOf(variant));
}

interface OtherWords {
  readings: Map<number, number>;
  concepts: Concept[];
  /** Of short and long forms: they are the same thing. */
  forms: { length: number; form: Form }[];
  /** As people read them. */
  names: string[];
}

/**
 * Synonyms, short and long forms of what begins here: single words beside the word, phrases as concepts of their own.
 */
function inOtherWords(words: readonly Token[], place: number, known: Known): OtherWords {
  const { forward, expansions } = known;
  const found: OtherWords = { readings: new Map(), concepts: [], forms: [], names: [] };
  const terms = words.map(token => token.term);
  for (const { length, expansions: others } of expansions.from(terms, place)) {
    for (const { terms: other, text, weight } of others) {
      const [form] = sequence(other, forward);
      if (!form) continue;
      if (weight >= ACRONYM_WEIGHT) found.forms.push({ length, form });
      found.names.push(text);
      const each = weight / Math.sqrt(form.length);
      const [only] = form;
      if (length === 1 && form.length === 1 && only !== undefined)
        found.readings.set(only, Math.max(found.readings.get(only) ?? 0, each));
      else found.concepts.push({ readings: new Map(form.map(term => [term, each])), added: true });
    }
  }
  return found;
}

/**
 * How many words near in meaning stand for one that the collection lacks, and how much each counts. From 3 to 5, and
 * from 0.4 to 0.9, alike.
 */
const MOST_NEIGHBOURS = 4;
const NEIGHBOUR = 0.4;

/**
 * By term, the words that the collection has, and not only words of the same stem: `residues` is near to `protein`,
 * `residual` is not.
 */
function nearIn(word: string, { neighbours, vocabulary, forward }: Known): Map<number, string> {
  const near = new Map<number, string>();
  for (const other of neighbours.of(word)) {
    const written = [other, `${other}s`, other.replace(/s$/, '')].find(form => vocabulary.has(form));
    const term = written === undefined ? undefined : forward.numberOf(stem(written));
    if (written !== undefined && term !== undefined && !near.has(term)) near.set(term, written);
    if (near.size === MOST_NEIGHBOURS) break;
  }
  return near;
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
