import { accented, accentOf } from './accents.ts';
import { argumentAt, isDeepest, type TexContext } from './reading.ts';
import type { Writer } from './writer.ts';

/** Commands of one sign: escapes, accents, spaces, delimiters. */
export function readCharacterCommand(
  reading: TexContext,
  writer: Writer,
  sign: string,
  place: number,
  to: number,
): number {
  const { list } = reading.tokens;
  const next = place + 1;
  const follows = list[next]?.value ?? '';
  const change = (rule: string, text: string) => {
    reading.count(rule);
    writer.write(text);
    return next;
  };
  if (/^[%&_#$]$/.test(sign)) return change('TeX escapes', sign);
  if (/^[{}]$/.test(sign)) return change('TeX sub- and superscripts', sign);
  if (sign === '(' || sign === '[') {
    const end = reading.pairs.get(place);
    if (end === undefined || end >= to || isDeepest(reading)) return literal();
    reading.count('TeX math delimiters');
    writer.write(reading.read({ ...reading, mathematics: true, depth: reading.depth + 1 }, next, end).trim());
    return end + 1;
  }
  const accent = accentOf(sign);
  if (accent !== undefined) return readAccent(accent);
  if (sign === '|') return change('TeX symbols', '‖');
  if (/^[-!/@]$/.test(sign)) return change('TeX spacing', '');
  if (/^[,;:>]$/.test(sign)) return change('TeX spacing', ' ');
  if (sign === '\\') {
    if (reading.mathematics) return change('TeX spacing', reading.cells ? '; ' : ' ');
    return follows === '' || /^\s/.test(follows) || list[next]?.kind === 'option'
      ? change('TeX spacing', ' ')
      : literal();
  }
  // A space that TeX must not swallow; a backslash between spaces is one.
  if (/^\s$/.test(sign) && (reading.mathematics || (/\S$/.test(writer.last) && /^\S/.test(follows))))
    return change('TeX spacing', ' ');
  return literal();

  function literal(): number {
    // In mathematics nothing is written so.
    writer.write(reading.mathematics ? sign : `\\${sign}`);
    return next;
  }

  function readAccent(mark: string): number {
    const token = list[next];
    const second = list[next + 1];
    if (mark === accentOf("'") && token?.value === "'" && second?.kind === 'text' && /^\p{L}/u.test(second.value)) {
      // Two apostrophes for a quotation mark: `M\''uller`.
      reading.count('TeX accents');
      writer.write(accented(accentOf('"') ?? '', second.value));
      return next + 2;
    }
    if (token?.kind === 'command' && /^i(?:n|[a-z]{2,})$/.test(token.value)) {
      // `Mart\'\in`: the command for an ı without its dot has run into the letters behind.
      reading.count('TeX accents');
      writer.write(accented(mark, token.value));
      return next + 1;
    }
    const blank = token?.kind === 'text' && token.value.trim() === '';
    const letter = blank && /\p{L}$/u.test(writer.last) ? list[next + 1] : token;
    const group = token?.kind === 'open' ? reading.tokens.braces.get(next) : undefined;
    const dotless = token?.kind === 'command' && /^(?:[ij]|ae|AE|oe|OE|aa|o|O|l|L)$/.test(token.value);
    const bears = mark === accentOf('=') ? /^[\p{L}\d]/u : /^\p{L}/u;
    if (group === undefined && !dotless && !(letter?.kind === 'text' && bears.test(letter.value))) return literal();
    const argument = argumentAt({ ...reading, mathematics: false }, next, to);
    reading.count('TeX accents');
    writer.write(accented(mark, argument.text));
    return argument.end;
  }
}
