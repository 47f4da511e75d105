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

export function readRecord(bytes: Uint8Array): { title: Uint32Array; text: Uint32Array; authors: Uint32Array } {
  const reader = new ByteReader(bytes);
  return { title: readNumbers(reader), text: readNumbers(reader), authors: readNumbers(reader) };
}

export function readTitle(bytes: Uint8Array): Uint32Array {
  return readNumbers(new ByteReader(bytes));
}

function readNumbers(reader: ByteReader): Uint32Array {
  const numbers = new Uint32Array(Math.min(reader.varint(), reader.left));
  for (let i = 0; i < numbers.length; i++) numbers[i] = reader.varint();
  return numbers;
}
