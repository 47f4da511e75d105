import { stem } from '../analysis/stem.ts';
import { joined, type Token } from '../analysis/tokens.ts';
import type { Forward } from '../forward.ts';
import type { Concept } from '../rank/query.ts';
import { SUBMITTED } from '../years.ts';
import { type Form, hasForm, sequence } from './forms.ts';
import { partsOf } from './joined.ts';
import type { Known } from './known.ts';
import { joinedWith } from './misspelt.ts';

/** A word as a reader sees it: what a hyphen ties together is one. */
export interface TypedWord {
  /** As it was typed, or as it was put right. */
  word: string;
  /** Runs of terms that a reader takes for this word; empty when no paper has any. */
  forms: readonly Form[];
  /**
   * What is the same thing as another part of speech, `noisy` for `noise`: no match, but nothing that a paper lacks.
   */
  kin: readonly Form[];
  /** The places of its tokens among those that were read. */
  places: readonly number[];
  /** Said of an author (`author:`): what is found has it. */
  isName?: true;
  /**
   * A letter or a number that no paper has beside its neighbours: it stands in very many, and makes none of them a
   * match.
   */
  isLone?: true;
  /** A year in which papers came out, or the name of an author: these have it, too. */
  cited?: Pick<Concept, 'year' | 'named'>;
}

/** The words of a query, from the tokens that carry meaning. */
export function typedWords(
  words: readonly Token[],
  written: (token: Token) => string,
  known: Known,
  others: (place: number) => readonly Form[],
): TypedWord[] {
  return runsOf(words).flatMap(places => {
    const tokens = places.flatMap(place => words[place] ?? []);
    // Between words with spaces a stop word says nothing by itself.
    if (tokens.length === 1 && tokens[0]?.compound) return [];
    const word = tokens.map(written).join('-');
    const kin = kinOf(tokens, known);
    const [only] = tokens;
    const next = words[(places[0] ?? 0) + 1];
    if (only && tokens.length === 1 && next && isInitialOf(only, next, written)) return [];
    if (only && tokens.length === 1 && words.length > 1 && isSign(only))
      return [{ ...signOf(places[0] ?? 0, words, written, known), kin, places }];
    const forms = [...ownForms(tokens, places, words, known), ...places.flatMap(others)];
    // `Phi-4`: others with a number are other things.
    const must = tokens.length > 1 && tokens.some(isSign) && !stand(tokens, known);
    return [{ word, forms: distinct(forms.filter(form => !must || isWhole(form, tokens, known))), kin, places }];
  });
}

/**
 * A letter or a number: it names something with the word beside it (`hepatitis C`, `omega 3`, `T cells`), and alone
 * stands in very many papers.
 */
const SIGN = /^(?:[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]|\p{N}+(?:\.\p{N}+)*)$/u;

export function isSign({ word }: Pick<Token, 'word'>): boolean {
  return SIGN.test(word);
}

/**
 * Whether a capital with a full stop shortens what stands before a name: `H. pylori`. Whoever writes it out has it,
 * too.
 */
function isInitialOf(token: Token, next: Token, written: (token: Token) => string): boolean {
  return /^\p{Lu}$/u.test(written(token)) && !next.hyphenated && next.start - token.end === '. '.length;
}

/** What a letter or a number is with its neighbours, where some paper has them so. */
function signOf(
  place: number,
  words: readonly Token[],
  written: (token: Token) => string,
  known: Known,
): Omit<TypedWord, 'places' | 'kin'> {
  const [before, own, after] = [words[place - 1], words[place], words[place + 1]];
  const word = own ? written(own) : '';
  const pairs = [
    [before, own],
    [own, after],
  ].flatMap(pair => {
    const terms = pair.flatMap(token => token?.term ?? []);
    return terms.length === 2 && known.standTogether(terms[0] ?? '', terms[1] ?? '')
      ? sequence(terms, known.forward)
      : [];
  });
  const joined = [place - 1, place].flatMap(first => joinedWith(words, first, known) ?? []);
  const forms = [...pairs, ...joined.flatMap(pair => sequence([stem(pair)], known.forward))];
  if (forms.length > 0) return { word, forms };
  // Of a name with a version that one is meant: `GPT 5`.
  const isNamed = before && known.forward.numberOf(before.term) !== undefined && NAME.test(written(before));
  if (isNamed && own && VERSION.test(own.word) && own.start - before.end === 1)
    return { word: `${written(before)} ${word}`, forms: [] };
  return { word, forms: own ? sequence([own.term], known.forward) : [], isLone: true };
}

const VERSION = /^\d{1,2}(?:\.\d+)?$/;
const NAME = /\p{Lu}.*\p{Lu}/u;

/** Whether each two that follow each other do so in some paper. */
function stand(tokens: readonly Token[], { standTogether }: Known): boolean {
  return tokens.every((token, at) => {
    const next = tokens[at + 1];
    return !next || token.term === '' || next.term === '' || standTogether(token.term, next.term);
  });
}

/** Whether a form is a word for all of them, and no run of them. */
function isWhole(form: Form, tokens: readonly Token[], { forward }: Known): boolean {
  const own = new Set(tokens.map(({ term }) => forward.numberOf(term)));
  return form.some(term => !own.has(term));
}

/** The forms by which papers match: letters and numbers that say nothing by themselves do not count beside words. */
export function formsOf(words: readonly TypedWord[]): Form[] {
  const telling = words.filter(({ isLone }) => !isLone);
  return (telling.length > 0 ? telling : words).flatMap(({ forms }) => forms);
}

/** Places of tokens that hyphens tie together. */
function runsOf(words: readonly Token[]): number[][] {
  const runs: number[][] = [];
  words.forEach((token, place) => {
    const run = runs.at(-1);
    if (token.hyphenated && run) run.push(place);
    else runs.push([place]);
  });
  return runs;
}

function ownForms(tokens: readonly Token[], places: readonly number[], words: readonly Token[], known: Known): Form[] {
  const { forward, vocabulary } = known;
  const [first] = tokens;
  if (!first) return [];
  if (first.compound) return sequence([first.term], forward);
  const own = sequence(
    tokens.map(({ term }) => term),
    forward,
  );
  const whole = stem(joined(tokens));
  const parts = tokens.length > 1 ? (vocabulary.parts(whole) ?? []) : partsOf(first, known);
  const neighbours =
    tokens.length > 1
      ? []
      : [places[0] ?? 0, (places[0] ?? 0) - 1].flatMap(place => joinedWith(words, place, known) ?? []);
  return [
    ...own,
    ...sequence([whole], forward),
    ...sequence(parts, forward),
    ...neighbours.flatMap(pair => sequence([stem(pair)], forward)),
  ];
}

/** Adjectives in -y, and what they are made of; the stemmer leaves these apart. */
function kinOf(tokens: readonly Token[], { forward, vocabulary }: Known): Form[] {
  const [only, other] = tokens;
  const ending = /[ey]$/.exec(only?.word ?? '')?.[0];
  if (!only || other || ending === undefined) return [];
  const kin = `${only.word.slice(0, -1)}${ending === 'e' ? 'y' : 'e'}`;
  return vocabulary.has(kin) ? sequence([stem(kin)], forward) : [];
}

function distinct(forms: readonly Form[]): Form[] {
  return [...new Map(forms.map(form => [form.join(' '), form])).values()];
}

/** Whether a paper has a word in one of its forms, or is of the year or by the author that it says. */
export function hasWord(
  { forms, cited }: Pick<TypedWord, 'forms' | 'cited'>,
  paper: number,
  forward: Forward,
): boolean {
  if (cited?.named?.places.has(paper)) return true;
  if (cited?.year !== undefined && forward.yearFit(paper, cited.year) >= SUBMITTED) return true;
  return forms.some(form => hasForm(form, paper, forward));
}
