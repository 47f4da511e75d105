/** The newline; and the space that ends the first word of a line, when there is more in it. */
const LINE_END = 10;
const SPACE = 32;

/**
 * Lines sorted by their first word (ASCII), as the bytes of the file: tens of thousands of strings would take several
 * times the room.
 */
export class SortedLines {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  has(word: string): boolean {
    return this.#startOf(word) !== undefined;
  }

  /** The line that begins with the word. */
  find(word: string): string | undefined {
    const start = this.#startOf(word);
    if (start === undefined) return undefined;
    const end = this.#bytes.indexOf(LINE_END, start);
    return this.#bytes.toString('latin1', start, end < 0 ? this.#bytes.length : end);
  }

  #startOf(word: string): number | undefined {
    const bytes = this.#bytes;
    let low = 0;
    let high = bytes.length;
    while (low < high) {
      let start = (low + high) >> 1;
      while (start > low && bytes[start - 1] !== LINE_END) start--;
      const order = this.#compare(start, word);
      if (order === 0) return start;
      if (order > 0) high = start;
      else {
        low = start;
        while (low < high && bytes[low] !== LINE_END) low++;
        low++;
      }
    }
    return undefined;
  }

  /** Below 0 when the first word of the line comes before the wanted one. */
  #compare(start: number, wanted: string): number {
    for (let i = 0; ; i++) {
      const byte = this.#bytes[start + i] ?? LINE_END;
      const ended = byte === SPACE || byte === LINE_END;
      if (i === wanted.length) return ended ? 0 : 1;
      if (ended) return -1;
      const order = byte - wanted.charCodeAt(i);
      if (order !== 0) return order;
    }
  }
}
