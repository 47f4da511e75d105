import { groupAt, type TexContext } from './reading.ts';
import type { Writer } from './writer.ts';

/** A length of TeX: `-.1em`, `1.5 em plus 2fil minus 1em`. */
const NUMBER = '\\s*[-+]?\\s*(?:\\d{1,9}(?:\\.\\d{0,9})?|\\.\\d{1,9})\\s*';
const UNIT = '(?:true\\s*)?(?:pt|pc|in|bp|cm|mm|dd|cc|sp|em|ex|mu|fil{1,3})';
const LENGTH = new RegExp(`^(${NUMBER})(${UNIT})(?:\\s*(?:plus|minus)${NUMBER}${UNIT}){0,2}`, 'i');
/** Longer ones are none. */
const LONGEST = 120;
/** What is moved by less, in em, is still next to what stands before. */
const TOUCHING_EM = 0.08;

/** Commands with a length behind them that stands in no braces. */
export const TAKES_LENGTH = new Set('kern hskip mskip mkern vskip hspace raise lower'.split(' '));

/** A space for the command and its length, where they make one; answers where to go on. */
export function readLength(reading: TexContext, writer: Writer, name: string, place: number, to: number): number {
  const { text, list } = reading.tokens;
  // LaTeX's own has its length in braces, and is taken for a space of any width.
  const braced = name === 'hspace' ? groupAt(reading, place, to) : undefined;
  if (braced) {
    writer.write(' ');
    return braced.end;
  }
  const first = list[place];
  const from = first?.kind === 'text' ? first.at : text.length;
  const [length = '', number = '', unit = ''] = LENGTH.exec(text.slice(from, from + LONGEST)) ?? [];
  const size = Number(number.replace(/\s/g, ''));
  const touches = size < 0 || (unit === 'em' && size <= TOUCHING_EM);
  if (!/^(?:raise|lower)$/.test(name) && !touches) writer.write(' ');
  if (length === '') return place;
  let next = place;
  for (; next < to; next++) {
    const token = list[next];
    if (!token || token.at >= from + length.length) return next;
    const rest = token.value.slice(from + length.length - token.at);
    if (rest === '') continue;
    writer.write(rest);
    return next + 1;
  }
  return next;
}
