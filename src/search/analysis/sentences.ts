import { isGrammar } from './language.ts';
import { STOP_WORDS } from './stop-words.ts';

export interface Stretch {
  start: number;
  end: number;
}

/**
 * A full stop, question or exclamation mark with what closes it, then space, then what may begin a sentence; or a
 * full-width stop.
 */
const BREAK = /[.!?]["'”’)\]]*\s+(?=["'“‘([]?[\p{Lu}\p{N}])|[。！？]+/gu;
/** In UTF-16 units: no abbreviation, and no word of grammar, is longer. */
const LOOKED_BACK = 8;
const LOOKED_AHEAD = 24;

/** Abbreviations that a sentence seldom ends with, but `cf.`: in capitals it is another word. */
const ABBREVIATION =
  /\b(?:e\.g|i\.e|vs|fig|figs|eq|eqs|sec|secs|tab|ch|resp|approx|ca|vol|eds|pp|dept|inc|ltd|z\.b|d\.h|bzw|u\.a|p\.ex)\.$/iu;
const COMPARE = /\bcf\.$/u;
/**
 * These, initials, and letters that name something (`vitamin D.`) may end one: they do where a word of grammar follows.
 */
const MAY_END = /(?:\b(?:al|[Uu]\.[Ss]|[Uu]\.[Kk]|[AaPp]\.[Mm])|(?<![\p{L}\p{N}])\p{Lu})\.$/u;
/** The word that follows, unless it is an initial itself. */
const NEXT_WORD = /^[\s"'“‘([]*(\p{L}+)(?![\p{L}.])/u;
const TITLE = /\b(?:Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|Ed)\.$/u;
const NUMBER_SIGN = /\bno\.$/iu;

function isEnd(before: string, after: string): boolean {
  if (ABBREVIATION.test(before) || COMPARE.test(before) || TITLE.test(before)) return false;
  if (NUMBER_SIGN.test(before)) return !/^\s*\p{N}/u.test(after);
  if (!MAY_END.test(before)) return true;
  const next = NEXT_WORD.exec(after)?.[1]?.toLowerCase() ?? '';
  return STOP_WORDS.has(next) || isGrammar(next);
}

/** Where the sentences of a text stand, in order, without the space around them. */
export function sentences(text: string): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  const add = (end: number): void => {
    const piece = text.slice(start, end);
    const from = start + (piece.length - piece.trimStart().length);
    const to = start + piece.trimEnd().length;
    if (to > from) found.push({ start: from, end: to });
    start = end;
  };
  for (const match of text.matchAll(BREAK)) {
    const end = match.index + match[0].length;
    if (isEnd(text.slice(Math.max(0, match.index - LOOKED_BACK), match.index + 1), text.slice(end, end + LOOKED_AHEAD)))
      add(end);
  }
  add(text.length);
  return found;
}
