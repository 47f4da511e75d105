import { join, Markdown, source } from './markdown.ts';

const ELLIPSIS = '…';

/**
 * Cuts plain text to at most `limit` UTF-16 units (what Discord counts at the strictest): at the end of a sentence
 * where that keeps more than half, else between words with an ellipsis, and never within a character.
 */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const sentence = lastSentenceEnd(text.slice(0, limit));
  return sentence > limit / 2 ? text.slice(0, sentence) : cutAtWord(text, limit);
}

/** Like {@link cut}, but for text that is still to be escaped: the escaped form is at most `limit` long. */
export function cutEscaped(text: string, limit: number): Markdown {
  let budget = limit;
  for (;;) {
    const escaped = source(cut(text, budget));
    if (escaped.length <= limit) return new Markdown(escaped);
    budget = Math.max(0, Math.min(budget - 1, Math.floor((budget * limit) / escaped.length)));
  }
}

/**
 * As many lines as stay within `limit` UTF-16 units, with what `more` says of those that are left out. At most `most`
 * of them; `of` is how many there are in all, where these are only the first.
 */
export function linesWithin(
  lines: readonly Markdown[],
  limit: number,
  more: (left: number) => Markdown,
  { most = lines.length, of = lines.length }: { most?: number; of?: number } = {},
): Markdown {
  const joined = (count: number) => {
    const left = of - count;
    return join([...lines.slice(0, count), ...(left > 0 ? [more(left)] : [])], '\n');
  };
  let count = Math.min(most, lines.length);
  while (count > 0 && joined(count).source.length > limit) count--;
  return joined(count);
}

/** As {@link cut}, but always between words: for names and labels, where half a sentence is no sentence. */
export function cutAtWord(text: string, limit: number): string {
  if (text.length <= limit) return text;
  if (limit < ELLIPSIS.length) return '';
  const room = wholeCharacters(text, limit - ELLIPSIS.length);
  const space = room.search(/\s+\S*$/);
  return (space > room.length / 2 ? room.slice(0, space) : room).trimEnd() + ELLIPSIS;
}

function wholeCharacters(text: string, limit: number): string {
  const last = text.charCodeAt(limit - 1);
  const splitsAPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsAPair ? limit - 1 : limit);
}

/**
 * Just past the last full stop, question or exclamation mark that ends a sentence: followed by a space, a closing mark
 * or the end.
 */
function lastSentenceEnd(text: string): number {
  let end = 0;
  for (const match of text.matchAll(
    /(?<!\b(?:e\.g|i\.e|et al|vs|cf|Fig|Eq))[.!?。！？](?=["')\]”’]*(?:\s|$))["')\]”’]*/g,
  )) {
    end = match.index + match[0].length;
  }
  return end;
}
