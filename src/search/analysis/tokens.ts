import { Recent } from '../recent.ts';
import { simplified } from './chinese.ts';
import { fold } from './fold.ts';
import { named } from './greek.ts';
import { isGrammar, type Language, type OtherLanguage } from './language.ts';
import { stem } from './stem.ts';
import { stemIn } from './stemmers.ts';
import { STOP_WORDS } from './stop-words.ts';

export interface Token {
  /** Folded, as the person wrote it: `calibrated`. */
  word: string;
  /** What is looked up: `calibr`; empty for a stop word. */
  term: string;
  /**
   * A stop word within a hyphenated compound stands for the whole of it (`off-policy`): the compound in one word, of
   * which `term` is the stem.
   */
  compound?: string;
  /** Where it stands in the text that was given, in UTF-16 units; `end` is past it. */
  start: number;
  end: number;
  /** Whether a hyphen ties it to the token before: `meta-learning`. */
  hyphenated: boolean;
}

/**
 * A word; a number with its separators (`2,000`, `0.95`); a letter with its index, as `L_1`, `F_{1}`, `x^2`, `\ell_1`;
 * an apostrophe within a word. Every part begins with a letter or digit that the part before cannot take, so the match
 * is linear.
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

/**
 * The words of a text in order, its language being known. Any string is fine, lone surrogates and control characters
 * too.
 */
export function tokenise(text: string, language: Language = 'en'): Token[] {
  const tokens: Token[] = [];
  const source = { text, language, isShouted: once(() => isShouted(text)) };
  for (const match of text.matchAll(WORD)) {
    const [written] = match;
    if (UNSPACED.test(written)) {
      for (const part of segments(written)) push(tokens, source, part.segment, match.index + part.index);
      continue;
    }
    const elided = ELIDED.exec(written)?.[0] ?? '';
    if (elided !== '') tokens.push(article(elided, match.index, isTied(tokens, text, match.index)));
    push(tokens, source, written.slice(elided.length), match.index + elided.length);
  }
  nameCompounds(tokens);
  return tokens;
}

/** Longer runs of hyphens are no words. */
const LONGEST_COMPOUND = 5;

/**
 * In `off-policy` or `out-of-distribution` the stop words carry the meaning: the first of them gets the term of the
 * whole.
 */
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

interface Source {
  text: string;
  language: Language;
  isShouted: () => boolean;
}

function push(tokens: Token[], source: Source, written: string, start: number): void {
  const { text } = source;
  const language = source.language !== 'en' && isSharedName(written, source) ? 'en' : source.language;
  const { word, term: own } = read(written, language);
  if (word === '') return;
  const hyphenated = isTied(tokens, text, start);
  const term = isName(written, start, source, tokens.at(-1)) ? word : own;
  tokens.push({ word, term, start, end: start + written.length, hyphenated });
}

function isTied(tokens: readonly Token[], text: string, start: number): boolean {
  return tokens.at(-1)?.end === start - 1 && HYPHENS.has(text.charAt(start - 1));
}

/** What French and Italian write before a vowel: `l'apprentissage`, `dell'informazione`. */
const ELIDED =
  /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|dell|nell|all|dall|sull|coll|quell|un|gl|bell|sant|senz|tutt|anch)['’](?=\p{L}{2})/iu;

function article(elided: string, start: number, hyphenated: boolean): Token {
  const word = fold(elided.slice(0, -1));
  return { word, term: '', start, end: start + elided.length - 1, hyphenated };
}

const CAPITALS = /^[A-Z]+$/;
/** Short names in capitals: `SARS` and `GPS` are no plurals. */
const SHORT_NAME = /^[A-Z]{2,4}S$/;
/**
 * Articles and pronouns that name something after a noun: `hepatitis A`, `type I error`. Other letters always do: `T
 * cells`.
 */
const LETTER_AFTER_NOUN = /^[AI]$/;
const LETTER = /^[ST]$/;
/** A text of more words in nothing but capitals says nothing by them. */
const SHOUTED_WORDS = 4;

const CAPITAL_WITHIN = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u;

/** Whether a word is a name in every language: `BERT`, `ImageNet`. */
function isSharedName(written: string, { isShouted }: Pick<Source, 'isShouted'>): boolean {
  if (CAPITAL_WITHIN.test(written)) return true;
  return written.length > 1 && CAPITALS.test(written) && !isShouted();
}

/**
 * Whether capitals tell that a word is a name, and not the stop word or plural of the same letters: `US`, `WHO`,
 * `AIDS`.
 */
function isName(
  written: string,
  start: number,
  { isShouted, language }: Pick<Source, 'isShouted' | 'language'>,
  previous: Token | undefined,
): boolean {
  if (!CAPITALS.test(written)) return false;
  if (LETTER.test(written)) return !isShouted();
  if (LETTER_AFTER_NOUN.test(written) || (written.length === 1 && language !== 'en'))
    return previous !== undefined && previous.term !== '' && start - previous.end === 1 && !isShouted();
  const isStopWord = written.length > 1 && STOP_WORDS.has(written.toLowerCase());
  return (isStopWord || SHORT_NAME.test(written)) && !isShouted();
}

/** It reads all of a text, so each text is asked once. */
function isShouted(text: string): boolean {
  return !/\p{Ll}/u.test(text) && text.split(/\s+/, SHOUTED_WORDS).length === SHOUTED_WORDS;
}

function once<T>(find: () => T): () => T {
  let found: { value: T } | undefined;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}

type Reading = Pick<Token, 'word' | 'term'>;

/** Texts repeat their words, and folding and stemming cost more than all else here. Some 10 MB. */
const readings = new Recent<string, Reading>(25_000);
const LONGEST_KEPT = 40;
/** What most words are: nothing is to be folded. */
const PLAIN = /^[a-z]+$/;

function read(written: string, language: Language): Reading {
  if (language !== 'en') return readIn(language, written);
  const known = readings.get(written);
  if (known) return known;
  const word = wordOf(written);
  // `GPUs`, `ReLUs`: only the plural is in small letters.
  const reading = { word, term: termOf(ACRONYMS.test(written) ? word.slice(0, -1) : word) };
  if (written.length <= LONGEST_KEPT) readings.set(written, reading);
  return reading;
}

const ACRONYMS = /[A-Z]s$/;

/** The term of a folded word, where nothing but the word is known of it. */
export function termOf(word: string): string {
  return word === '' || STOP_WORDS.has(word) ? '' : stem(simplified(word));
}

function wordOf(written: string): string {
  if (PLAIN.test(written)) return written;
  return named(fold(written).replace(POSSESSIVE, '').replace(NOT_WORD, '').replace(ELL, 'l'));
}

/** A word of another language; English ones stand among them, and what is no word of any is read as always. */
function readIn(language: OtherLanguage, written: string): Reading {
  const word = wordOf(written);
  const isWord = /^[\p{L}\p{M}]+$/u.test(written);
  if (!isWord) return { word, term: termOf(word) };
  const isStopWord = STOP_WORDS.has(word) || isGrammar(written.toLowerCase(), language);
  return { word, term: isStopWord ? '' : stemIn(language, written) };
}

interface Segment {
  segment: string;
  index: number;
}

/**
 * One query asks for the words of the same run several times, and the dictionary takes 4 µs a character. So many
 * characters, of some 100 bytes.
 */
const segmented = new Recent<string, readonly Segment[]>(50_000, run => run.length);

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
export function terms(text: string, language: Language = 'en'): string[] {
  const found: string[] = [];
  for (const token of tokenise(text, language)) if (token.term !== '') found.push(token.term);
  return found;
}
