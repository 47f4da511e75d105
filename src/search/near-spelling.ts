import { EDITS } from './corrections.ts';

const FAR = EDITS + 1;

/** A bit for a letter, or for a byte of one; those beyond 32 share bits. */
export function letterBit(code: number): number {
  return 1 << (code & 31);
}

/**
 * Whether the letters of two words, each as its bits, tell that more than {@link EDITS} lie between them: an edit takes
 * away one letter at most and brings in one at most.
 */
export function differInLetters(a: number, b: number): boolean {
  // For each of the two edits the last bit that is set is taken away. It is one condition, since every word of the
  // collection is checked.
  let gone = a & ~b;
  gone &= gone - 1;
  let come = b & ~a;
  come &= come - 1;
  come &= come - 1;
  gone &= gone - 1;
  return (gone | come) !== 0;
}

/** Compares one word with others: letters put in, left out or changed (Levenshtein). */
export class Comparison {
  readonly #word: ArrayLike<number>;
  #above: Uint8Array;
  #row: Uint8Array;

  /** By the codes of its letters, or by its bytes. */
  constructor(word: ArrayLike<number>) {
    this.#word = word;
    this.#above = new Uint8Array(word.length + 1);
    this.#row = new Uint8Array(word.length + 1);
  }

  /**
   * Whether at most {@link EDITS} lie between. Only places near the diagonal count: those beyond are further than that.
   */
  isNear(length: number, codeAt: (at: number) => number): boolean {
    const width = this.#word.length;
    let above = this.#above;
    let row = this.#row;
    for (let j = 0; j <= width; j++) above[j] = Math.min(j, FAR);
    for (let i = 1; i <= length; i++) {
      const from = Math.max(1, i - EDITS);
      const to = Math.min(width, i + EDITS);
      const code = codeAt(i - 1);
      row[from - 1] = from === 1 ? Math.min(i, FAR) : FAR;
      let least = row[from - 1] ?? FAR;
      for (let j = from; j <= to; j++) {
        const changed = (above[j - 1] ?? FAR) + (this.#word[j - 1] === code ? 0 : 1);
        const edited = Math.min(changed, (row[j - 1] ?? FAR) + 1, (above[j] ?? FAR) + 1, FAR);
        row[j] = edited;
        if (edited < least) least = edited;
      }
      if (to < width) row[to + 1] = FAR;
      if (least > EDITS) return false;
      [above, row] = [row, above];
    }
    return (above[width] ?? FAR) <= EDITS;
  }
}
