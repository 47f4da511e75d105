import { join } from 'node:path';
import { Lexicon } from './lexicon.ts';
import { SectionFile, SectionWriter } from './sections.ts';
import type { StringTable, StringTableParts } from './string-table.ts';

/** How far the log of the words goes into the tables, in bytes, and the CRC-32 of so much of it. */
export interface Reached {
  bytes: number;
  crc: number;
}

/**
 * Writes the tables of a lexicon as they are in memory: they are there at once when they are read again, while a log is
 * taken in word by word.
 */
export function writeTables(path: string, lexicon: Lexicon, { bytes, crc }: Reached): void {
  const { words, terms, termsOfWords, sorted } = lexicon;
  const out = new SectionWriter(path);
  out.write('counts', Uint32Array.of(words.count, terms.count, bytes, crc));
  writeTable(out, 'words', words);
  writeTable(out, 'terms', terms);
  out.write('termOf', termsOfWords.subarray(0, words.count));
  out.write('sorted', sorted);
  out.finish();
}

/** @throws {BrokenIndexError} */
export async function readTables(directory: string, name: string): Promise<{ lexicon: Lexicon; reached: Reached }> {
  const file = new SectionFile(join(directory, name));
  try {
    const [words = 0, terms = 0, bytes = 0, crc = 0] = await file.numbers('counts');
    const lexicon = new Lexicon({
      words: await readTable(file, 'words', words),
      terms: await readTable(file, 'terms', terms),
      termOf: await numbers(file, 'termOf'),
      sorted: await numbers(file, 'sorted'),
    });
    return { lexicon, reached: { bytes, crc } };
  } finally {
    file.close();
  }
}

function writeTable(out: SectionWriter, name: string, table: StringTable): void {
  const { bytes, starts, slots } = table.used;
  out.write(`${name}.bytes`, bytes);
  out.write(`${name}.starts`, starts);
  out.write(`${name}.slots`, slots);
}

async function readTable(file: SectionFile, name: string, count: number): Promise<StringTableParts> {
  const bytes = await file.shared(`${name}.bytes`);
  const starts = await numbers(file, `${name}.starts`);
  return { bytes, starts, slots: await numbers(file, `${name}.slots`), count };
}

async function numbers(file: SectionFile, name: string): Promise<Uint32Array<SharedArrayBuffer>> {
  return new Uint32Array((await file.shared(name)).buffer);
}
