/** The newline, and the space that ends the first word of a line. */
const LINE_END = 10;
const SPACE = 32;

/**
 * Lines sorted by their first word (ASCII), as the bytes of the file: tens of thousands of strings would take several times the room.
 */
export class SortedLines {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The line that begins with the word. */
  find(word: string): string | undefined {
    const wanted = Buffer.from(word);
    let low = 0;
    let high = this.#bytes.length;
    while (low < high) {
      const start = this.#lineAround((low + high) >> 1, low);
      const end = this.#endOf(start);
      const order = this.#compare(start, end, wanted);
      if (order === 0) return this.#bytes.toString('latin1', start, end);
      if (order < 0) low = end + 1;
      else high = start;
    }
    return undefined;
  }

  #lineAround(at: number, least: number): number {
    return Math.max(least, this.#bytes.lastIndexOf(LINE_END, at - 1) + 1);
  }

  #endOf(start: number): number {
    const end = this.#bytes.indexOf(LINE_END, start);
    return end < 0 ? this.#bytes.length : end;
  }

  /** Below 0 when the first word of the line comes before the wanted one. */
  #compare(start: number, end: number, wanted: Buffer): number {
    const space = this.#bytes.indexOf(SPACE, start);
    return this.#bytes.compare(wanted, 0, wanted.length, start, space < 0 || space > end ? end : space);
  }
}
