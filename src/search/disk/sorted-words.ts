import type { StringTable } from './string-table.ts';

/** The numbers in the order of their strings (by bytes), with more put in. */
export function insertSorted(
  table: StringTable,
  sorted: Uint32Array,
  more: Uint32Array,
): Uint32Array<SharedArrayBuffer> {
  const fresh = more.slice().sort((a, b) => table.compare(a, b));
  const all = new Uint32Array(new SharedArrayBuffer(4 * (sorted.length + fresh.length)));
  let from = 0;
  fresh.forEach((number, i) => {
    const to = firstWithout(from, sorted.length, at => table.compare(sorted[at] ?? 0, number) < 0);
    all.set(sorted.subarray(from, to), from + i);
    all[to + i] = number;
    from = to;
  });
  all.set(sorted.subarray(from), from + fresh.length);
  return all;
}

/** The stretch of sorted numbers whose strings begin so. */
export function beginningWith(table: StringTable, sorted: Uint32Array, beginning: string): Uint32Array {
  const wanted = Buffer.from(beginning);
  const from = firstWithout(0, sorted.length, at => compareStart(table, sorted[at] ?? 0, wanted) < 0);
  // Most often nothing does.
  if (from === sorted.length || compareStart(table, sorted[from] ?? 0, wanted) !== 0) return sorted.subarray(0, 0);
  const to = firstWithout(from, sorted.length, at => compareStart(table, sorted[at] ?? 0, wanted) <= 0);
  return sorted.subarray(from, to);
}

/**
 * The first place from `from` up to `to` where something does not hold that holds up to some place and then no more;
 * `to` when it holds everywhere.
 */
export function firstWithout(from: number, to: number, holds: (place: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Compares only as far as the beginning goes. */
function compareStart(table: StringTable, number: number, beginning: Uint8Array): number {
  const start = table.startOf(number);
  const end = table.endOf(number);
  for (let i = 0; i < beginning.length; i++) {
    if (start + i >= end) return -1;
    const difference = (table.text[start + i] ?? 0) - (beginning[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
