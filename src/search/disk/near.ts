import { firstWithout } from './sorted-words.ts';
import type { StringTable } from './string-table.ts';

/**
 * Calls `found` for each of the sorted strings that at most `edits` bytes put in, left out or changed make of the text (Levenshtein). Words that
 * share a beginning share the work, and all words with a beginning from which none can be reached are passed over at once. What stands behind a
 * space in a string does not count.
 */
export function eachNear(
  table: StringTable,
  sorted: Uint32Array,
  text: string,
  edits: number,
  found: (number: number) => void,
): void {
  const wanted = Buffer.from(text);
  const width = wanted.length + 1;
  // Row d: the edits between the first d bytes of the word and each beginning of the text. Longer words than that are out of reach.
  const rows = new Uint8Array((width + edits + 2) * width).map((_, place) => place);
  let depth = 0;
  for (let i = 0; i < sorted.length; ) {
    const number = sorted[i] ?? 0;
    const start = table.startOf(number);
    const length = lengthOf(table, number);
    let least = 0;
    while (depth < length && least <= edits) {
      least = writeRow(rows, depth, { width, wanted, edits }, table.text[start + depth] ?? 0);
      depth++;
    }
    const next = least <= edits ? i + 1 : pastBeginning(table, sorted, i, depth);
    if (least <= edits && (rows[depth * width + width - 1] ?? 0) <= edits) found(number);
    if (next < sorted.length) depth = Math.min(depth, sharedStart(table, number, sorted[next] ?? 0));
    i = next;
  }
}

interface Wanted {
  width: number;
  wanted: Uint8Array;
  edits: number;
}

/**
 * Writes the row behind the one of a depth, for one more byte of the word; returns its least number. Only places near the diagonal count: those beyond
 * are further than the edits.
 */
function writeRow(rows: Uint8Array, depth: number, { width, wanted, edits }: Wanted, byte: number): number {
  const above = depth * width;
  const row = above + width;
  const from = Math.max(1, depth + 1 - edits);
  const to = Math.min(width - 1, depth + 1 + edits);
  if (from > width) return edits + 1;
  let last = from === 1 ? depth + 1 : edits + 1;
  let least = last;
  rows[row + from - 1] = last;
  if (to < width - 1) rows[row + to + 1] = edits + 1;
  for (let j = from; j <= to; j++) {
    const changed = (rows[above + j - 1] ?? 0) + (wanted[j - 1] === byte ? 0 : 1);
    last = Math.min(changed, last + 1, (rows[above + j] ?? 0) + 1);
    rows[row + j] = last;
    if (last < least) least = last;
  }
  return least;
}

/** The place of the first string behind `i` that does not share its first `length` bytes: near mostly, so looked for in growing steps. */
function pastBeginning(table: StringTable, sorted: Uint32Array, i: number, length: number): number {
  const number = sorted[i] ?? 0;
  const shares = (place: number) => sharedStart(table, number, sorted[place] ?? 0) >= length;
  let step = 1;
  while (i + step < sorted.length && shares(i + step)) step *= 2;
  return firstWithout(i + (step >> 1), Math.min(i + step, sorted.length), shares);
}

const SPACE = 32;

function lengthOf(table: StringTable, number: number): number {
  const start = table.startOf(number);
  const end = table.endOf(number);
  let at = start;
  while (at < end && table.text[at] !== SPACE) at++;
  return at - start;
}

/** How many bytes two strings begin with alike. */
function sharedStart(table: StringTable, a: number, b: number): number {
  const text = table.text;
  const from = table.startOf(a);
  const other = table.startOf(b);
  const most = Math.min(table.endOf(a) - from, table.endOf(b) - other);
  let shared = 0;
  while (shared < most && text[from + shared] === text[other + shared]) shared++;
  return shared;
}
