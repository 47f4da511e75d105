import { entryOf } from '../../../platform/entry-of.ts';
import { blackboard } from '../symbols.ts';
import { accented, accentOf, LETTERS, marked, mathAccentOf } from './accents.ts';
import { readCharacterCommand } from './character-command.ts';
import {
  AROUND,
  DRESS,
  FIRST_DROPPED,
  FUNCTION_NAMES,
  PROSE,
  SECOND_DROPPED,
  SILENT,
  SILENT_WITH_ARGUMENT,
  SPACES,
} from './commands.ts';
import { readFormula } from './formula.ts';
import { readLength, TAKES_LENGTH } from './lengths.ts';
import { argumentAt, groupAt, type TexContext } from './reading.ts';
import { symbolOf } from './symbols.ts';
import type { Writer } from './writer.ts';

/** Endings of words and of ordinal numbers, which many languages raise. */
const ENDING = /^(?:e|er|ers|[eè]re|re|i?[eè]me|es|nde?|[oa]s?|mes?|lle|th|st|rd|ter|bis)$/;

/** Writes what a command stands for, with its arguments, and answers where to go on. */
export function readCommand(reading: TexContext, writer: Writer, place: number, to: number): number {
  const written = reading.tokens.list[place]?.value ?? '';
  if (!/^[A-Za-z]/.test(written)) return readCharacterCommand(reading, writer, written, place, to);
  const name = written.replace(/\*$/, '');
  const next = place + 1;
  return (
    readAccent(reading, writer, name, next, to) ??
    readFormula(reading, writer, name, next, to) ??
    readDress(reading, writer, name, next, to) ??
    readLayout(reading, writer, name, next, to) ??
    readSymbol(reading, writer, name, written, next) ??
    readUnknown(reading, writer, written, next, to)
  );
}

function readAccent(reading: TexContext, writer: Writer, name: string, next: number, to: number): number | undefined {
  const { list } = reading.tokens;
  const mark = mathAccentOf(name);
  if (mark !== undefined) {
    const argument = argumentAt({ ...reading, mathematics: true }, next, to);
    reading.count('TeX symbols');
    writer.write(marked(mark, argument.text));
    return argument.end;
  }
  const accent = reading.mathematics && name.length === 1 ? undefined : accentOf(name);
  if (accent !== undefined) {
    const group = groupAt(reading, next, to);
    // `\v c` within a word or a group of its own, `\v Cech`; `\d` and `\b` alone are anything else.
    const blank = /^\s+$/.test(list[next]?.value ?? '');
    const begins =
      /^[vcHkru]$/.test(name) &&
      /^\p{Lu}$/u.test(list[next + 1]?.value ?? '') &&
      /^\p{Ll}/u.test(list[next + 2]?.value ?? '');
    const letter = blank && (/\p{L}$/u.test(writer.last) || list[next - 2]?.kind === 'open' || begins);
    const argument = group ?? (letter ? argumentAt(reading, next, to) : undefined);
    if (!argument) return undefined;
    // Without a letter to stand on, the accent goes.
    reading.count('TeX accents');
    writer.write(accented(accent, argument.text));
    return argument.end;
  }
  const own = entryOf(LETTERS, name);
  if (own === undefined || (reading.mathematics && name.length === 1 && !/[ij]/.test(name))) return undefined;
  reading.count('TeX accents');
  const within = /\p{L}$/u.test(writer.last);
  writer.write(own);
  // The space only ends the command: `Troms\o ya`; after a letter that stands alone it may part two words.
  return within &&
    !reading.mathematics &&
    /^\s+$/.test(list[next]?.value ?? '') &&
    /^\p{L}/u.test(list[next + 1]?.value ?? '')
    ? next + 1
    : next;
}

function readDress(reading: TexContext, writer: Writer, name: string, next: number, to: number): number | undefined {
  const { list } = reading.tokens;
  const start = list[next]?.kind === 'option' ? next + 1 : next;
  const letters = /^(?:mathbb|mathds|Bbb|bb)$/.test(name);
  if (letters) {
    const { text, end } = argumentAt({ ...reading, mathematics: true }, start, to);
    reading.count('TeX fonts');
    writer.write([...text.trim()].map(blackboard).join(''));
    return end;
  }
  if (/^text(?:sub|super)script$/.test(name)) {
    const { text, end } = argumentAt({ ...reading, mathematics: true }, start, to);
    reading.count('TeX sub- and superscripts');
    // 4ᵉ, XVIᵉ, Mᵐᵉ, 1ʳᵉ: raised letters of a word are read in a line with it.
    if (name === 'textsuperscript' && ENDING.test(text) && /[\p{L}\d]$/u.test(writer.last)) writer.write(text);
    else writer.script(name === 'textsubscript' ? '_' : '^', text);
    return end;
  }
  const around = entryOf(AROUND, name);
  if (around) {
    const group = groupAt(reading, start, to);
    if (!group) return undefined;
    reading.count('TeX fonts');
    if (group.text.trim() !== '') writer.write(around[0] + group.text.trim() + around[1]);
    return group.end;
  }
  if (!DRESS.has(name)) return undefined;
  const begin = FIRST_DROPPED.has(name) ? (groupAt(reading, start, to)?.end ?? start) : start;
  const mathematics = name === 'ensuremath' || (reading.mathematics && !PROSE.has(name));
  const { text, end } = argumentAt({ ...reading, mathematics }, begin, to);
  reading.count('TeX fonts');
  if (/^operatorname$|^mathop$/.test(name)) writer.word(text.trim());
  else writer.write(text);
  return SECOND_DROPPED.has(name) ? (groupAt(reading, end, to)?.end ?? end) : end;
}

/** Space, switches of fonts, and what is not to be seen at all. */
function readLayout(reading: TexContext, writer: Writer, name: string, next: number, to: number): number | undefined {
  const { list } = reading.tokens;
  if (name === 'item') {
    const option = list[next]?.kind === 'option' ? list[next]?.value.slice(1, -1) : undefined;
    reading.count('TeX environments');
    writer.write(option === undefined ? ' • ' : ` • ${option}`);
    return option === undefined ? next : next + 1;
  }
  if (TAKES_LENGTH.has(name)) {
    reading.count('TeX spacing');
    return readLength(reading, writer, name, next, to);
  }
  if (SPACES.has(name)) {
    reading.count('TeX spacing');
    writer.write(' ');
    return next;
  }
  if (name === 'rule') {
    // A line of some width and height: `\rule{1cm}{0.4pt}`.
    const start = list[next]?.kind === 'option' ? next + 1 : next;
    const width = groupAt(reading, start, to);
    if (!width) return undefined;
    reading.count('TeX spacing');
    writer.write(' ');
    return groupAt(reading, width.end, to)?.end ?? width.end;
  }
  if (SILENT_WITH_ARGUMENT.has(name)) {
    reading.count('TeX spacing');
    const start = list[next]?.kind === 'option' ? next + 1 : next;
    // `\{\vphantom\}` balances a brace that is shown.
    const brace =
      name.endsWith('phantom') && list[start]?.kind === 'command' && /^[{}]$/.test(list[start]?.value ?? '');
    return brace ? start + 1 : (groupAt(reading, start, to)?.end ?? start);
  }
  if (!SILENT.has(name)) return undefined;
  reading.count(/^(?:left|right|middle|[Bb]ig+[lrm]?)$/.test(name) ? 'TeX symbols' : 'TeX fonts');
  const follows = list[next]?.value ?? '';
  // `\right.` closes with nothing.
  if (/^(?:left|right)$/.test(name)) return follows === '.' ? next + 1 : next;
  if (/^(?:par|newline|linebreak|newpage|hline)$/.test(name)) writer.write(' ');
  const parted = writer.last === '' || /[\s({[]/.test(writer.last);
  return name !== 'xspace' && parted && list[next]?.kind === 'text' && follows.trim() === '' ? next + 1 : next;
}

function readSymbol(
  reading: TexContext,
  writer: Writer,
  name: string,
  written: string,
  next: number,
): number | undefined {
  if (FUNCTION_NAMES.has(name)) {
    reading.count('TeX symbols');
    writer.word(name);
    return next;
  }
  const symbol = symbolOf(name, reading.mathematics);
  if (symbol === undefined) return undefined;
  reading.count('TeX symbols');
  // No part of the name: `\pi*`.
  const star = written.endsWith('*') ? '*' : '';
  const { list } = reading.tokens;
  const blank = list[next]?.kind === 'text' && list[next]?.value.trim() === '';
  // Between numbers a sign stands close, and so does ∼ before one.
  if (
    !reading.mathematics &&
    blank &&
    /^\d/.test(list[next + 1]?.value ?? '') &&
    (name === 'sim' || (name === 'times' && /\d$/.test(writer.last)))
  ) {
    writer.write(symbol + star);
    return next + 1;
  }
  writer.symbol(symbol);
  writer.write(star);
  return next;
}

/** A macro of the authors' own: what stands in its braces, else its name. Paths and escapes of code stay. */
function readUnknown(reading: TexContext, writer: Writer, written: string, next: number, to: number): number {
  const { list } = reading.tokens;
  const start = list[next]?.kind === 'option' ? next + 1 : next;
  const group = list[start]?.kind === 'open' ? groupAt(reading, start, to) : undefined;
  // `Japanese\rightarrowEnglish`: what stood between the two was lost.
  const [glued = ''] = /^[a-z]{4,}(?=[A-Z])/.exec(written) ?? [];
  const symbol = glued === '' ? undefined : symbolOf(glued, reading.mathematics);
  if (symbol !== undefined) {
    reading.count('TeX symbols');
    writer.write(symbol + written.slice(glued.length));
    return next;
  }
  if (!reading.mathematics && !group && isCode(writer, written, list[next]?.kind, list[next]?.value)) {
    writer.write(`\\${written}`);
    return next;
  }
  reading.count('TeX commands of authors’ own');
  if (group && group.text.trim() !== '') {
    writer.write(group.text);
    return group.end;
  }
  writer.write(written);
  return group?.end ?? next;
}

/** `DOMAIN\user`, `\d+`, `\\server\share`, `\n`. */
function isCode(writer: Writer, written: string, kind: string | undefined, follows = ''): boolean {
  if (/^[a-z]\*?$/.test(written)) return true;
  return (
    /(?:[A-Za-z]{2}|[:\\.])$/.test(writer.end) ||
    (kind === 'command' && /^[A-Za-z]/.test(follows)) ||
    /^[\\/:]/.test(follows)
  );
}
