import type { Tokens } from './tokens.ts';
import { Writer } from './writer.ts';

/** Deeper nesting is no text of a person: what is deeper stays as it is written. */
const DEEPEST = 40;

/** How a stretch of tokens is read. */
export interface TexContext {
  tokens: Tokens;
  pairs: ReadonlyMap<number, number>;
  /** A token is read: what reading costs. */
  onStep(): void;
  /** Notes that a rule has changed something. */
  count(rule: string): void;
  mathematics: boolean;
  /** Whether the whole text has mathematics: then a dollar alone is what is left of it. */
  hasMathematics: boolean;
  /** Within a matrix or a table: `&` and `\\` part its cells. */
  cells?: boolean;
  depth: number;
  /** The tokens from `from` up to `to` as text. */
  read(reading: TexContext, from: number, to: number): string;
  /** Writes what the command at a place stands for, with its arguments, and answers where to go on. */
  command(reading: TexContext, writer: Writer, place: number, to: number): number;
}

export function isDeepest({ depth }: TexContext): boolean {
  return depth >= DEEPEST;
}

export interface Argument {
  text: string;
  /** The place behind it. */
  end: number;
}

/** The argument at a place: a group, a command with its own arguments, or one character. */
export function argumentAt(reading: TexContext, place: number, to: number): Argument {
  const { list, braces } = reading.tokens;
  const token = list[place];
  if (!token || place >= to || isDeepest(reading)) return { text: '', end: place };
  const deeper = { ...reading, depth: reading.depth + 1 };
  switch (token.kind) {
    case 'open': {
      const end = braces.get(place);
      if (end === undefined || end >= to) return { text: '', end: place + 1 };
      return { text: fraction(deeper, place + 1, end) ?? reading.read(deeper, place + 1, end), end: end + 1 };
    }
    case 'command': {
      const writer = new Writer(reading.mathematics);
      const end = reading.command(deeper, writer, place, to);
      return { text: writer.text(), end };
    }
    case 'text':
      if (token.value.trim() === '') return argumentAt(deeper, place + 1, to);
      return { text: token.value, end: place + 1 };
    default:
      return { text: '', end: place };
  }
}

/**
 * The group at a place, if there is one: what stands without braces is no argument of a command that may do without.
 */
export function groupAt(reading: TexContext, place: number, to: number): Argument | undefined {
  const { list, braces } = reading.tokens;
  const start = list[place]?.kind === 'text' && list[place]?.value.trim() === '' ? place + 1 : place;
  if (list[start]?.kind !== 'open' || (braces.get(start) ?? to) >= to || isDeepest(reading)) return undefined;
  return argumentAt(reading, start, to);
}

/** `{a \over b}`, `{n \choose k}` */
function fraction(reading: TexContext, from: number, to: number): string | undefined {
  const { list } = reading.tokens;
  const name = (place: number) => (list[place]?.kind === 'command' ? list[place]?.value : undefined);
  const middle = [from + 1, from + 2, from + 3, from + 4, from + 5].find(
    place => place < to - 1 && (name(place) === 'over' || name(place) === 'choose'),
  );
  if (middle === undefined) return undefined;
  const [above, below] = [reading.read(reading, from, middle), reading.read(reading, middle + 1, to)];
  return name(middle) === 'over' ? `${operand(above)}/${operand(below)}` : `(${above.trim()} choose ${below.trim()})`;
}

/** In brackets where it would else be read with what is next to it. */
export function operand(text: string): string {
  const inner = text.trim();
  return /^[\p{L}\p{N}\p{M}.]*$|^\([^()]*\)$/u.test(inner) ? inner : `(${inner})`;
}

/**
 * Whether a group has commands, as far as its first tokens tell: long ones are not looked through for each that is
 * nested in them.
 */
export function holdsCommands({ list }: Tokens, from: number, to: number): boolean {
  return list
    .slice(from, Math.min(to, from + 8))
    .some(({ kind, value }) => kind === 'command' && /^(?:[A-Za-z]{2}|[A-Z]|[a-z]$|["'`^~=.|])/.test(value));
}
