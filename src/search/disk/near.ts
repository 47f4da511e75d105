import { EDITS } from '../corrections.ts';
import { Comparison, differInLetters, letterBit } from '../near-spelling.ts';
import type { StringTable } from './string-table.ts';

const SPACE = 32;
/** Longer words are near to none that is looked for. */
const LONGEST = 255;
const LEAST_ROOM = 16;

/** Strings of one length, in the order of their numbers. */
interface Bucket {
  numbers: Int32Array;
  /** See {@link letterBit}. */
  letters: Int32Array;
  count: number;
}

/**
 * Finds the strings of a table that are near to one in spelling, by a glance at the length and letters of all; what
 * stands behind a space does not count.
 */
export class NearStrings {
  /** By length in bytes. */
  readonly #byLength: Bucket[] = [];
  /** Those that have been taken in; number 0 is no word. */
  #count = 1;

  /**
   * The numbers of the strings that at most {@link EDITS} bytes put in, left out or changed make of a text
   * (Levenshtein).
   */
  near(table: StringTable, text: string): number[] {
    this.#takeIn(table);
    const wanted = Buffer.from(text);
    const own = wanted.reduce((all, byte) => all | letterBit(byte), 0);
    const compared = new Comparison(wanted);
    const bytes = table.text;
    const found: number[] = [];
    for (let length = Math.max(0, wanted.length - EDITS); length <= wanted.length + EDITS; length++) {
      const bucket = this.#byLength[length];
      if (!bucket) continue;
      const { numbers, letters, count } = bucket;
      for (let place = 0; place < count; place++) {
        if (differInLetters(own, letters[place] ?? 0)) continue;
        const number = numbers[place] ?? 0;
        const start = table.startOf(number);
        if (compared.isNear(length, at => bytes[start + at] ?? 0)) found.push(number);
      }
    }
    return found.sort((a, b) => a - b);
  }

  #takeIn(table: StringTable): void {
    for (; this.#count < table.count; this.#count++) {
      const [start, end] = [table.startOf(this.#count), table.endOf(this.#count)];
      let letters = 0;
      let at = start;
      for (; at < end && table.text[at] !== SPACE; at++) letters |= letterBit(table.text[at] ?? 0);
      this.#add(Math.min(at - start, LONGEST), letters);
    }
  }

  #add(length: number, letters: number): void {
    const bucket = this.#byLength[length] ?? {
      numbers: new Int32Array(LEAST_ROOM),
      letters: new Int32Array(LEAST_ROOM),
      count: 0,
    };
    this.#byLength[length] = bucket;
    if (bucket.count === bucket.numbers.length) {
      bucket.numbers = enlarged(bucket.numbers);
      bucket.letters = enlarged(bucket.letters);
    }
    bucket.numbers[bucket.count] = this.#count;
    bucket.letters[bucket.count] = letters;
    bucket.count++;
  }
}

function enlarged(before: Int32Array): Int32Array {
  const room = new Int32Array(2 * before.length);
  room.set(before);
  return room;
}
