import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { BrokenIndexError } from './broken.ts';
import { ByteReader } from './bytes.ts';
import { Lexicon } from './lexicon.ts';
import type { Manifest } from './manifest.ts';
import { SectionFile, SectionWriter } from './sections.ts';

const FILE = 'words.log';
const SORTED = '.sorted';
/** Words that are taken in at a stretch: some 10 ms. */
const STRETCH = 20_000;

/** So many unsorted words are sorted when they are looked through. */
const FEW = 5000;
/** Sorted words are written whole: when the unsorted ones are so large a share, it is time. */
const SHARE = 0.03;

type Extent = Manifest['lexicon'];

/**
 * Reads the words of an index.
 * @throws {BrokenIndexError} when they are not what was written.
 */
export async function readLexicon(directory: string, { bytes, words, crc, sorted }: Extent): Promise<Lexicon> {
  const log = await readStart(join(directory, FILE), bytes);
  if (crc32(log) !== crc) throw new BrokenIndexError(`${join(directory, FILE)} is cut off or was changed`);
  const lexicon = new Lexicon();
  const reader = new ByteReader(log);
  while (lexicon.words.count < words) {
    lexicon.readLog(reader);
    if (lexicon.words.count % STRETCH === 0) await setImmediate();
  }
  if (sorted !== undefined) lexicon.sorted = await readSorted(join(directory, sorted));
  return lexicon;
}

/**
 * Puts the words that the file does not have yet behind the others, on the disk. What stands there from an unfinished attempt is written over.
 * `before.terms`: terms that the file has. `newName` names a file for the sorted words, when it is time for one.
 */
export function writeLexicon(
  directory: string,
  lexicon: Lexicon,
  before: Extent & { terms: number },
  newName: () => string,
): Extent {
  const more = lexicon.log(before);
  const file = openSync(join(directory, FILE), before.bytes === 0 ? 'w' : 'r+');
  try {
    for (let done = 0; done < more.length; )
      done += writeSync(file, more, done, more.length - done, before.bytes + done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  const extent = { bytes: before.bytes + more.length, words: lexicon.words.count, crc: crc32(more, before.crc) };
  const unsorted = lexicon.words.count - 1 - lexicon.sorted.length;
  if (unsorted <= Math.max(FEW, SHARE * lexicon.sorted.length)) return { ...extent, sorted: before.sorted };
  lexicon.sort();
  const sorted = `${newName()}${SORTED}`;
  const out = new SectionWriter(join(directory, sorted));
  out.write('sorted', lexicon.sorted);
  out.finish();
  return { ...extent, sorted };
}

async function readSorted(path: string): Promise<Uint32Array<SharedArrayBuffer>> {
  const file = new SectionFile(path);
  try {
    const numbers = await file.numbers('sorted');
    const shared = new Uint32Array(new SharedArrayBuffer(numbers.byteLength));
    shared.set(numbers);
    return shared;
  } finally {
    file.close();
  }
}

async function readStart(path: string, bytes: number): Promise<Uint8Array> {
  if (bytes === 0) return new Uint8Array();
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(new Uint8Array(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    throw new BrokenIndexError(`${path} cannot be read`, { cause });
  }
}
