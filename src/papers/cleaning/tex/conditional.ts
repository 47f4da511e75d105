import type { TexContext } from './reading.ts';
import type { Writer } from './writer.ts';

/** Further away no `\fi` is looked for, in tokens: physics journals write single letters in this way. */
const FURTHEST = 100;

/**
 * `\ifmmode \check{c}\else \v{c}\fi{}`: one thing as mathematics and as prose, as the American Physical Society writes
 * accents. Reads the one that is meant, and answers where to go on; undefined for any other command.
 */
export function readConditional(reading: TexContext, writer: Writer, place: number, to: number): number | undefined {
  const { list } = reading.tokens;
  if (list[place]?.value !== 'ifmmode') return undefined;
  const find = (command: string, from: number, until: number) => {
    for (let at = from; at < until; at++) if (list[at]?.kind === 'command' && list[at]?.value === command) return at;
    return undefined;
  };
  const end = find('fi', place + 1, Math.min(to, place + FURTHEST));
  if (end === undefined) return undefined;
  const middle = find('else', place + 1, end);
  const [from, until] = reading.mathematics ? [place + 1, middle ?? end] : [(middle ?? end) + 1, end];
  reading.count('TeX conditionals');
  writer.write(reading.read(reading, from, until).trim());
  // A space only ends the command; an empty group does that too, and is left out as any other.
  const isBlank = list[end + 1]?.kind === 'text' && list[end + 1]?.value.trim() === '';
  return isBlank ? end + 2 : end + 1;
}
