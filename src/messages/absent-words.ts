import { cutAtWord, cutEscaped } from '../interactions/cut.ts';
import { join, type Markdown, md, oneLine } from '../interactions/markdown.ts';
import type { Action, Button } from '../interactions/reply.ts';
import type { AbsentWord } from '../search/types.ts';
import type { SearchRequest } from './search-request.ts';

const WORD_CHARACTERS = 40;
/** Words that are named, and words in the place of one. */
const MOST_NAMED = 2;
const MOST_INSTEAD = 4;
/** Discord's limit for a button's words. */
const LABEL_CHARACTERS = 80;
/** Suggestions where nothing was found. */
const MOST_SUGGESTED = 3;

/** What no paper mentions, and what was looked for in its place. */
export function absentLines(absent: readonly AbsentWord[]): Markdown[] {
  const named = absent.slice(0, MOST_NAMED).map(one => md`${notMentioned(one)}${insteadOf(one)}`);
  const more = absent.length - named.length;
  const others = more === 1 ? 'One other word of your query is' : `${more} other words of your query are`;
  const rest = more > 0 ? [md`${others} missing, too.`] : [];
  return absent.length > 0 ? [join([...named, ...rest], '\n')] : [];
}

/** As {@link absentLines}, where nothing was found: what is near is only suggested. */
export function absentSuggestions(absent: readonly AbsentWord[]): Markdown[] {
  const lines = absent.slice(0, MOST_NAMED).map(one => {
    const near = one.instead.length > 0 ? md` What comes near: ${listed(one.instead)}.` : md``;
    return md`${notMentioned(one)}${near}`;
  });
  return lines.length > 0 ? [join(lines, '\n')] : [];
}

function notMentioned({ word }: AbsentWord): Markdown {
  return md`No paper here mentions ${italic(word)}.`;
}

function insteadOf({ instead, how }: AbsentWord): Markdown {
  if (instead.length === 0) return md``;
  switch (how) {
    case 'corrected':
      return md` These are for ${listed(instead)}.`;
    case 'completed':
      return md` These are for words that begin like it: ${listed(instead)}.`;
    case 'alike':
      return md` Did you mean ${listed(instead)}?`;
    default:
      return md` I also looked for ${listed(instead)}.`;
  }
}

function listed(words: readonly string[]): Markdown {
  return join(words.slice(0, MOST_INSTEAD).map(italic), ', ');
}

function italic(word: string): Markdown {
  return md`*${cutEscaped(oneLine(word), WORD_CHARACTERS)}*`;
}

/** A search for just the words that were typed, where others stand for them. */
export function literalButton(
  wish: SearchRequest,
  absent: readonly AbsentWord[],
  goTo: (wish: SearchRequest) => Action,
): Button[] {
  const replaced = absent.filter(({ instead, how }) => instead.length > 0 && how !== 'alike');
  const query = replaced.reduce((text, { word }) => quoted(text, word), wish.query);
  const [only] = replaced;
  if (!only || query === wish.query) return [];
  const label = replaced.length === 1 ? `Search only “${oneLine(only.word)}”` : 'Search only what I typed';
  return [{ label: cutAtWord(label, LABEL_CHARACTERS), does: goTo({ ...wish, query }) }];
}

/** Searches with what comes near in the place of a word. */
export function suggestionButtons(
  wish: SearchRequest,
  absent: readonly AbsentWord[],
  goTo: (wish: SearchRequest) => Action,
): Button[] {
  const suggested = absent
    .filter(({ word }) => placeOf(wish.query, word) >= 0)
    .flatMap(({ word, instead }) => [...new Set(instead)].map(near => ({ word, near })));
  return suggested.slice(0, MOST_SUGGESTED).map(({ word, near }) => ({
    label: cutAtWord(`Search “${oneLine(near)}”`, LABEL_CHARACTERS),
    style: 'primary',
    does: goTo({ ...wish, query: withInstead(wish.query, word, near) }),
  }));
}

/** The query with a word between quotation marks: it then means what it says. */
function quoted(query: string, word: string): string {
  const at = placeOf(query, word);
  return at < 0 || query[at - 1] === '"' ? query : withInstead(query, word, `"${word}"`);
}

function withInstead(query: string, word: string, other: string): string {
  const at = placeOf(query, word);
  return at < 0 ? query : query.slice(0, at) + other + query.slice(at + word.length);
}

/**
 * Where it stands as a word of its own; -1 where it does not: a word may have been read differently from how it was
 * typed.
 */
function placeOf(query: string, word: string): number {
  for (let at = query.indexOf(word); at >= 0; at = query.indexOf(word, at + 1)) {
    const isWhole = !/[\p{L}\p{N}]$/u.test(query.slice(0, at)) && !/^[\p{L}\p{N}]/u.test(query.slice(at + word.length));
    if (isWhole) return at;
  }
  return -1;
}
