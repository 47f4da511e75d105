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
  /** What is the same thing as another part of speech, `noisy` for `noise`: no match, but nothing that a paper lacks. */
  kin: readonly Form[];
  /** The places of its tokens among those that were read. */
  places: readonly number[];
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
    const forms = [...ownForms(tokens, places, words, known), ...places.flatMap(others)];
    return [{ word: tokens.map(written).join('-'), forms: distinct(forms), kin: kinOf(tokens, known), places }];
  });
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
    tokens.length > 1 ? [] : [places[0] ?? 0, (places[0] ?? 0) - 1].flatMap(place => joinedWith(words, place) ?? []);
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
