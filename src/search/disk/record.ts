import { ByteReader, type ByteWriter } from './bytes.ts';

/** What stands in a paper: numbers of words in order, stop words with them, so that distances are those of the text. */
export interface PaperWords {
  title: ArrayLike<number>;
  text: ArrayLike<number>;
  /** Those of the authors' names. */
  authors: ArrayLike<number>;
}

export function writeRecord(out: ByteWriter, { title, text, authors }: PaperWords): void {
  for (const words of [title, text, authors]) {
    out.varint(words.length);
    for (let i = 0; i < words.length; i++) out.varint(words[i] ?? 0);
  }
}

export interface WordNumbers extends PaperWords {
  title: Uint32Array;
  text: Uint32Array;
  authors: Uint32Array;
}

export function readRecord(bytes: Uint8Array): WordNumbers {
  const reader = new ByteReader(bytes);
  return { title: readList(reader), text: readList(reader), authors: readList(reader) };
}

export function readTitle(bytes: Uint8Array): Uint32Array {
  return readList(new ByteReader(bytes));
}

function readList(reader: ByteReader): Uint32Array {
  const numbers = new Uint32Array(Math.min(reader.varint(), reader.left));
  reader.numbers(numbers.length, numbers);
  return numbers;
}

/** Before the terms stands how many are of the title, the text and the names. */
export const LENGTHS = 3;

/** A record takes no more numbers than this for each of its bytes, and {@link LENGTHS}. */
export function readTerms(bytes: Uint8Array, termsOfWords: Uint32Array, into: Uint32Array): void {
  const reader = new ByteReader(bytes);
  let at = LENGTHS;
  for (let part = 0; part < LENGTHS; part++) {
    const length = Math.min(reader.varint(), reader.left);
    into[part] = length;
    reader.numbers(length, into, at, termsOfWords);
    at += length;
  }
}
