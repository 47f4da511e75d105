import { Recent } from '../recent.ts';
import { fold } from './fold.ts';
import { stem } from './stem.ts';
import { STOP_WORDS } from './stop-words.ts';

export interface Token {
  /** Folded, as the person wrote it: `calibrated`. */
  word: string;
  /** What is looked up: `calibr`; empty for a stop word. */
  term: string;
  /** A stop word within a hyphenated compound stands for the whole of it (`off-policy`): the compound in one word, of which `term` is the stem. */
  compound?: string;
  /** Where it stands in the text that was given, in UTF-16 units; `end` is past it. */
  start: number;
  end: number;
  /** Whether a hyphen ties it to the token before: `meta-learning`. */
  hyphenated: boolean;
}

/**
 * A word; a number with its separators (`2,000`, `0.95`); a letter with its index, as `L_1`, `F_{1}`, `x^2`, `\ell_1`; an apostrophe
 * within a word. Every part begins with a letter or digit that the part before cannot take, so the match is linear.
 */
const WORD = /(?:ell|\p{L})[_^]\{?\p{N}+\}?|\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’]\p{L}+)*/gu;
const HYPHENS = new Set(['-', '‐', '‑']);
/** Scripts written without spaces; their runs are cut into words by the dictionary of the runtime. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const POSSESSIVE = /['’]s?$/;
const NOT_WORD = /['’_^{},]/g;
/** LaTeX for ℓ. */
const ELL = /^ell(?=\p{N})/u;

let segmenter: Intl.Segmenter | undefined;

/** The words of a text in order. Any string is fine, lone surrogates and control characters too. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    const [written] = match;
    if (UNSPACED.test(written)) {
      for (const part of segments(written)) push(tokens, text, part.segment, match.index + part.index);
    } else {
      push(tokens, text, written, match.index);
    }
  }
  nameCompounds(tokens);
  return tokens;
}

/** Longer runs of hyphens are no words. */
const LONGEST_COMPOUND = 5;

/** In `off-policy` or `out-of-distribution` the stop words carry the meaning: the first of them gets the term of the whole. */
function nameCompounds(tokens: readonly Token[]): void {
  for (let start = 0; start < tokens.length; ) {
    let end = start + 1;
    while (tokens[end]?.hyphenated) end++;
    const run = tokens.slice(start, end);
    const stop = run.find(({ term }) => term === '');
    if (stop && run.length > 1 && run.length <= LONGEST_COMPOUND && run.some(({ term }) => term !== '')) {
      stop.compound = joined(run);
      stop.term = stem(stop.compound);
    }
    start = end;
  }
}

/** Words written as one. */
export function joined(tokens: readonly Token[]): string {
  return tokens.map(({ word }) => word).join('');
}

function push(tokens: Token[], text: string, written: string, start: number): void {
  const { word, term } = read(written);
  if (word === '') return;
  const previous = tokens.at(-1);
  const hyphenated = previous !== undefined && previous.end === start - 1 && HYPHENS.has(text.charAt(start - 1));
  tokens.push({ word, term, start, end: start + written.length, hyphenated });
}

type Reading = Pick<Token, 'word' | 'term'>;

/** Texts repeat their words, and folding and stemming cost more than all else here. Some 10 MB. */
const readings = new Recent<string, Reading>(25_000);
const LONGEST_KEPT = 40;
/** What most words are: nothing is to be folded. */
const PLAIN = /^[a-z]+$/;

function read(written: string): Reading {
  const known = readings.get(written);
  if (known) return known;
  const word = PLAIN.test(written)
    ? written
    : fold(written).replace(POSSESSIVE, '').replace(NOT_WORD, '').replace(ELL, 'l');
  const reading = { word, term: word === '' || STOP_WORDS.has(word) ? '' : stem(word) };
  if (written.length <= LONGEST_KEPT) readings.set(written, reading);
  return reading;
}

interface Segment {
  segment: string;
  index: number;
}

/** One query asks for the words of the same run several times, and the dictionary takes 4 µs a character. */
const segmented = new Recent<string, readonly Segment[]>(1000);

function segments(run: string): readonly Segment[] {
  if (run.length === 1) return [{ segment: run, index: 0 }];
  const known = segmented.get(run);
  if (known) return known;
  // Made when first needed: it loads dictionaries that most collections never use.
  segmenter ??= new Intl.Segmenter('ja', { granularity: 'word' });
  const found = Array.from(segmenter.segment(run), ({ segment, index }) => ({ segment, index }));
  segmented.set(run, found);
  return found;
}

/** The terms of a text, without stop words: what the index holds of it. */
export function terms(text: string): string[] {
  const found: string[] = [];
  for (const token of tokenise(text)) if (token.term !== '') found.push(token.term);
  return found;
}
