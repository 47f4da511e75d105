import { type Changes, count } from '../rule.ts';
import { readCommand } from './command.ts';
import { readConditional } from './conditional.ts';
import { readEnvironment } from './environments.ts';
import { pairsIn } from './pairs.ts';
import { argumentAt, holdsCommands, isDeepest, type TexContext } from './reading.ts';
import { type Token, tokenize } from './tokens.ts';
import { Writer } from './writer.ts';

/** Commands and scripts that no path and no name has. */
const HAS_MATHEMATICS = /\\(?:[a-z]{2,}[^\w\\]|["'`^~])|\^|_\{/i;

/**
 * LaTeX as a reader would see it, in one pass over the text: commands, accents, mathematics between its delimiters,
 * small environments. What only looks like it (prices, paths, shell variables, sets in braces) stays; what is broken (a
 * brace or a dollar without its other half) costs no more than itself.
 * @param onStep called for each token that is read
 */
export function readTex(text: string, changes: Changes, onStep: () => void = () => {}): string {
  if (!/[\\$]/.test(text)) return text;
  const tokens = tokenize(text);
  const pairs = pairsIn(tokens);
  const count_ = (rule: string) => count(changes, rule);
  return read(
    {
      tokens,
      pairs,
      onStep,
      count: count_,
      mathematics: false,
      hasMathematics: pairs.size > 0 || HAS_MATHEMATICS.test(text),
      depth: 0,
      read,
      command: readCommand,
    },
    0,
    tokens.list.length,
  );
}

/** The tokens from `from` up to `to` as text. */
function read(reading: TexContext, from: number, to: number): string {
  const writer = new Writer(reading.mathematics);
  for (let place = from; place < to; ) place = step(reading, writer, place, to);
  return writer.text();
}

/** Writes what stands at a place, and answers where to go on. */
function step(reading: TexContext, writer: Writer, place: number, to: number): number {
  const token = reading.tokens.list[place];
  if (!token) return to;
  reading.onStep();
  switch (token.kind) {
    case 'text':
    case 'option':
      writer.write(reading.mathematics ? inMathematics(token.value, reading.cells) : token.value);
      return place + 1;
    case 'dollar':
      return readDollar(reading, writer, token, place, to);
    case 'open':
      return readGroup(reading, writer, place, to);
    case 'close':
      // In mathematics a brace that stands alone is a slip.
      if (!reading.mathematics) writer.write(token.value);
      return place + 1;
    case 'script':
      return readScript(reading, writer, token, place, to);
    case 'command':
      return (
        readEnvironment(reading, writer, place, to) ??
        readConditional(reading, writer, place, to) ??
        readCommand(reading, writer, place, to)
      );
  }
}

function inMathematics(text: string, cells = false): string {
  return text.replaceAll('~', ' ').replaceAll('&', cells ? ', ' : ' ');
}

function readDollar(reading: TexContext, writer: Writer, token: Token, place: number, to: number): number {
  const end = reading.pairs.get(place);
  if (end !== undefined && end < to && !isDeepest(reading)) {
    reading.count('TeX math delimiters');
    writer.write(reading.read({ ...reading, mathematics: true, depth: reading.depth + 1 }, place + 1, end));
    return end + 1;
  }
  // Within mathematics it is never money.
  if (reading.mathematics || isOrphan(reading, writer, place)) reading.count('TeX math delimiters');
  else writer.write(token.value);
  return place + 1;
}

/**
 * A dollar that has lost its other half, in a text with mathematics. Prices and shell variables have a look of their
 * own: `$5`, `US$`, `5$`, `$HOME`.
 */
function isOrphan({ tokens: { list }, hasMathematics }: TexContext, writer: Writer, place: number): boolean {
  if (!hasMathematics) return false;
  const next = list[place + 1];
  if (next?.kind === 'script' || next?.kind === 'command') return true;
  const follows = next?.kind === 'text' ? next.value : '';
  // Behind a number it is a price where the number ends there: `20$ a month`, but `61$Ni`.
  const price = /\d$/.test(writer.end) && !/^\p{L}/u.test(follows);
  if (price || /^[A-Z_]{2}/.test(follows)) return false;
  return !/^ ?\d/.test(follows)
    ? !/(?:^|[^\p{L}])(?:US|AU|CA|NZ|HK|SG|[AC])$/u.test(writer.end)
    : /[∼=<>≈≃±≤≥]$/.test(writer.end);
}

function readGroup(reading: TexContext, writer: Writer, place: number, to: number): number {
  const { braces } = reading.tokens;
  const end = braces.get(place);
  if (end === undefined || end >= to || isDeepest(reading)) {
    if (!reading.mathematics) writer.write('{');
    return place + 1;
  }
  const { text } = argumentAt(reading, place, to);
  const dropped = reading.mathematics || end === place + 1 || holdsCommands(reading.tokens, place + 1, end);
  writer.write(dropped ? text : `{${text}}`);
  return end + 1;
}

/** `_` and `^` in mathematics; in prose only with a command, since `x_{1}` and `snake_case` have rules of their own. */
function readScript(reading: TexContext, writer: Writer, token: Token, place: number, to: number): number {
  const { tokens, mathematics } = reading;
  const next = tokens.list[place + 1];
  const group = next?.kind === 'open' ? tokens.braces.get(place + 1) : undefined;
  const withCommand =
    (next?.kind === 'command' && /^[A-Za-z]{2}/.test(next.value)) ||
    (group !== undefined && holdsCommands(tokens, place + 2, group));
  if (!(mathematics || withCommand) || place + 1 >= to) {
    if (!mathematics) writer.write(token.value);
    return place + 1;
  }
  reading.count('TeX sub- and superscripts');
  const argument = argumentAt({ ...reading, mathematics: true, cells: false }, place + 1, to);
  writer.script(token.value === '^' ? '^' : '_', argument.text);
  return Math.max(argument.end, place + 1);
}
