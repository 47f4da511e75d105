import { type ByteReader, ByteWriter } from './bytes.ts';
import { SharedNumbers } from './shared.ts';
import { insertSorted } from './sorted-words.ts';
import { StringTable, type StringTableParts } from './string-table.ts';

/** All that makes up a lexicon, to be handed to another thread. */
export interface LexiconParts {
  words: StringTableParts;
  terms: StringTableParts;
  termOf: Uint32Array<SharedArrayBuffer>;
  sorted: Uint32Array<SharedArrayBuffer>;
}

const SPACE = 0x20;

/**
 * The words of all papers there ever were, as people write them, and the term that each is looked up by; both go by
 * numbers that stay. Word 0 is none, term 0 that of stop words. Nothing is ever taken out: which words are in use, the
 * counts tell.
 */
export class Lexicon {
  readonly words: StringTable;
  readonly terms: StringTable;
  readonly #termOf: SharedNumbers;
  /** The words from 1 to the length of this, in the order of their bytes; later words are not sorted yet. */
  sorted: Uint32Array<SharedArrayBuffer>;

  constructor(parts?: LexiconParts) {
    this.words = new StringTable(parts?.words);
    this.terms = new StringTable(parts?.terms);
    this.#termOf = parts ? new SharedNumbers(parts.termOf, this.words.count) : new SharedNumbers();
    if (!parts) this.#termOf.push(0);
    this.sorted = parts?.sorted ?? new Uint32Array(new SharedArrayBuffer(0));
  }

  get parts(): LexiconParts {
    return { words: this.words.parts, terms: this.terms.parts, termOf: this.#termOf.array, sorted: this.sorted };
  }

  /**
   * The number of a word, a new one when it is new. A stop word that stands for a compound is added as the compound, a
   * space and the stop word: `offpolicy off`.
   */
  add(word: string, term: string): number {
    const before = this.words.count;
    const number = this.words.add(word);
    if (number !== before) return number;
    this.#termOf.push(this.terms.add(term));
    const space = word.indexOf(' ');
    if (space >= 0 && word[space + 1] !== MEANING) this.add(word.slice(space + 1), '');
    return number;
  }

  /**
   * The number of a word where it has another term than by itself, as in another language, or as a name in capitals:
   * added as the word, a space, a mark and the term.
   */
  addMeaning(word: string, usualTerm: string, term: string): number {
    this.add(word, usualTerm);
    return this.add(`${word} ${MEANING}${term}`, term);
  }

  /** The number of the word as it stands in the text: of `offpolicy off` that of `off`. */
  plain(word: number): number {
    const { text } = this.words;
    const end = this.words.endOf(word);
    let at = this.words.startOf(word);
    while (at < end && text[at] !== SPACE) at++;
    if (at === end) return word;
    const both = this.words.stringOf(word);
    return this.words.find(asInText(both)) ?? word;
  }

  /** The word as it is searched for: of `offpolicy off` it is `offpolicy`. */
  wordOf(word: number): string {
    const text = this.words.stringOf(word);
    const space = text.indexOf(' ');
    return space < 0 ? text : text.slice(0, space);
  }

  /** The terms of all words, by the numbers of both. */
  get termsOfWords(): Uint32Array {
    return this.#termOf.array;
  }

  /** The term of a word, both by number. */
  termOf(word: number): number {
    return this.#termOf.at(word);
  }

  /** Words that are not sorted yet. */
  get unsorted(): Uint32Array {
    const first = this.sorted.length + 1;
    return Uint32Array.from({ length: this.words.count - first }, (_, i) => first + i);
  }

  sort(): void {
    this.sorted = insertSorted(this.words, this.sorted, this.unsorted);
  }

  /**
   * The words from number `from.words` on, with the terms from `from.terms` on, in the form in which {@link readLog}
   * takes them.
   */
  log(from: { words: number; terms: number }): Uint8Array {
    const out = new ByteWriter();
    let known = from.terms;
    for (let word = from.words; word < this.words.count; word++) {
      const term = this.termOf(word);
      writeString(out, this.words, word);
      out.varint(term);
      if (term < known) continue;
      writeString(out, this.terms, term);
      known = term + 1;
    }
    return out.view();
  }

  /** Takes the next word of a log; words must come in the order in which they were written. */
  readLog(log: ByteReader): void {
    const word = readString(log);
    const term = log.varint();
    this.add(word, term < this.terms.count ? this.terms.stringOf(term) : readString(log));
  }
}

/** Stands before a term that tells a meaning. */
const MEANING = '\u0002';

/** A word of the lexicon as it stands in the text. */
export function asInText(word: string): string {
  const space = word.indexOf(' ');
  return word[space + 1] === MEANING ? word.slice(0, space) : word.slice(space + 1);
}

function writeString(out: ByteWriter, table: StringTable, number: number): void {
  out.varint(table.endOf(number) - table.startOf(number));
  out.bytes(table.text.subarray(table.startOf(number), table.endOf(number)));
}

function readString(log: ByteReader): string {
  return Buffer.from(log.bytes(log.varint())).toString('utf8');
}
