import { EDITS } from './corrections.ts';
import { Comparison, differInLetters, letterBit } from './near-spelling.ts';

/** Words of one length, each with the letters that it has. */
interface Bucket<T> {
  words: string[];
  /** See {@link letterBit}. */
  letters: number[];
  values: T[];
}

/**
 * Words that are found by one that is near in spelling. A glance at the letters passes over nearly all of them: much
 * faster than to walk through a tree.
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
    const compared = new Comparison(codesOf(word));
    for (let length = Math.max(1, word.length - EDITS); length <= word.length + EDITS; length++) {
      const bucket = this.#byLength[length];
      if (!bucket) continue;
      const { words, letters, values } = bucket;
      for (let place = 0; place < letters.length; place++) {
        const other = letters[place] ?? 0;
        if (differInLetters(own, other)) continue;
        const [known, value] = [words[place], values[place]];
        if (known === undefined || value === undefined) continue;
        if (compared.isNear(length, at => known.charCodeAt(at))) found.push({ word: known, value });
      }
    }
    return found;
  }
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= letterBit(word.charCodeAt(at));
  return letters;
}

function codesOf(word: string): Uint16Array {
  return Uint16Array.from({ length: word.length }, (_, at) => word.charCodeAt(at));
}
