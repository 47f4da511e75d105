import { EDITS } from './corrections.ts';

/** Words of one length, each with the letters that it has. */
interface Bucket<T> {
  words: string[];
  /** A bit for each letter; letters beyond 32 share bits. */
  letters: number[];
  values: T[];
}

/**
 * Words that may be found by one that is near in spelling. One edit takes away one letter at most and brings in one at most, so a glance at the letters
 * passes over nearly all words: some ten times as fast as to walk through a tree of them.
 */
export class NearWords<T> {
  readonly #byLength: (Bucket<T> | undefined)[] = [];
  readonly #places = new Map<string, number>();

  get size(): number {
    return this.#places.size;
  }

  /** A word that is not there yet. */
  add(word: string, value: T): void {
    this.#byLength[word.length] ??= { words: [], letters: [], values: [] };
    const bucket = this.#byLength[word.length];
    if (!bucket) return;
    this.#places.set(word, bucket.words.length);
    bucket.words.push(word);
    bucket.letters.push(lettersOf(word));
    bucket.values.push(value);
  }

  remove(word: string): void {
    const place = this.#places.get(word);
    const bucket = this.#byLength[word.length];
    if (place === undefined || !bucket) return;
    this.#places.delete(word);
    const last = { word: bucket.words.pop(), letters: bucket.letters.pop(), value: bucket.values.pop() };
    if (last.word === undefined || last.letters === undefined || last.value === undefined || last.word === word) return;
    // The last one moves to where it was.
    bucket.words[place] = last.word;
    bucket.letters[place] = last.letters;
    bucket.values[place] = last.value;
    this.#places.set(last.word, place);
  }

  /** All words that up to {@link EDITS} letters put in, left out or changed make of a word (Levenshtein). */
  near(word: string): { word: string; value: T }[] {
    const found: { word: string; value: T }[] = [];
    const own = lettersOf(word);
    const compared = new Comparison(word);
    for (let length = Math.max(1, word.length - EDITS); length <= word.length + EDITS; length++) {
      const bucket = this.#byLength[length];
      if (!bucket) continue;
      const { words, letters, values } = bucket;
      for (let place = 0; place < letters.length; place++) {
        const other = letters[place] ?? 0;
        if (isFar(own & ~other) || isFar(other & ~own)) continue;
        const [known, value] = [words[place], values[place]];
        if (known !== undefined && value !== undefined && compared.isNear(known)) found.push({ word: known, value });
      }
    }
    return found;
  }
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

/** Whether more bits are set than {@link EDITS}. */
function isFar(bits: number): boolean {
  let left = bits;
  for (let edit = 0; edit < EDITS; edit++) left &= left - 1;
  return left !== 0;
}

const FAR = EDITS + 1;

/** Of one word with others. */
class Comparison {
  readonly #word: string;
  #above: Uint8Array;
  #row: Uint8Array;

  constructor(word: string) {
    this.#word = word;
    this.#above = new Uint8Array(word.length + 1);
    this.#row = new Uint8Array(word.length + 1);
  }

  /** Only places near the diagonal count: those beyond are further than the edits. */
  isNear(other: string): boolean {
    const width = this.#word.length;
    let above = this.#above;
    let row = this.#row;
    for (let j = 0; j <= width; j++) above[j] = Math.min(j, FAR);
    for (let i = 1; i <= other.length; i++) {
      const from = Math.max(1, i - EDITS);
      const to = Math.min(width, i + EDITS);
      const letter = other.charCodeAt(i - 1);
      row[from - 1] = from === 1 ? Math.min(i, FAR) : FAR;
      let least = row[from - 1] ?? FAR;
      for (let j = from; j <= to; j++) {
        const same = this.#word.charCodeAt(j - 1) === letter;
        const changed = (above[j - 1] ?? FAR) + (same ? 0 : 1);
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
