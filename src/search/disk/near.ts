import { EDITS } from '../corrections.ts';
import { Comparison, differInLetters, letterBit } from '../near-spelling.ts';
import type { StringTable } from './string-table.ts';

const SPACE = 32;
/** Longer words are near to none that is looked for. */
const LONGEST = 255;

/** Finds the strings of a table that are near to one in spelling, by a glance at the length and letters of all; what stands behind a space does not count. */
export class NearStrings {
  /** Of each string, by its number: in bytes, and see {@link letterBit}. */
  #lengths = new Uint8Array();
  #letters = new Uint32Array();
  /** Those that have been taken in; number 0 is no word. */
  #count = 1;

  /** The numbers of the strings that at most {@link EDITS} bytes put in, left out or changed make of a text (Levenshtein). */
  near(table: StringTable, text: string): number[] {
    this.#takeIn(table);
    const wanted = Buffer.from(text);
    const letters = wanted.reduce((all, byte) => all | letterBit(byte), 0);
    const compared = new Comparison(wanted);
    const bytes = table.text;
    const found: number[] = [];
    for (let number = 1; number < this.#count; number++) {
      const length = this.#lengths[number] ?? 0;
      if (Math.abs(length - wanted.length) > EDITS || differInLetters(letters, this.#letters[number] ?? 0)) continue;
      const start = table.startOf(number);
      if (compared.isNear(length, at => bytes[start + at] ?? 0)) found.push(number);
    }
    return found;
  }

  #takeIn(table: StringTable): void {
    if (this.#lengths.length < table.count) {
      const room = Math.ceil(1.25 * table.count);
      this.#lengths = enlarged(this.#lengths, new Uint8Array(room));
      this.#letters = enlarged(this.#letters, new Uint32Array(room));
    }
    for (; this.#count < table.count; this.#count++) {
      const [start, end] = [table.startOf(this.#count), table.endOf(this.#count)];
      let letters = 0;
      let at = start;
      for (; at < end && table.text[at] !== SPACE; at++) letters |= letterBit(table.text[at] ?? 0);
      this.#lengths[this.#count] = Math.min(at - start, LONGEST);
      this.#letters[this.#count] = letters;
    }
  }
}

function enlarged<T extends Uint8Array | Uint32Array>(before: T, room: T): T {
  room.set(before);
  return room;
}
