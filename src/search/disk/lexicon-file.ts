import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { BrokenIndexError } from './broken.ts';
import { ByteReader } from './bytes.ts';
import { Lexicon } from './lexicon.ts';
import { readTables, writeTables } from './lexicon-tables.ts';
import type { Manifest } from './manifest.ts';

const FILE = 'words.log';
const TABLES = '.words';
/** Words that are taken in at a stretch: some 10 ms. */
const STRETCH = 20_000;

/** So many unsorted words are sorted when they are looked through. */
const FEW = 5000;
/** Tables are written whole: when the unsorted words are so large a share, it is time. */
const SHARE = 0.03;

type Extent = Manifest['lexicon'];

/**
 * Reads the words of an index: the tables as they were written last, and then the log from there on.
 * @throws {BrokenIndexError} when they are not what was written.
 */
export async function readLexicon(directory: string, { bytes, words, crc, tables }: Extent): Promise<Lexicon> {
  const { lexicon, reached } =
    tables === undefined
      ? { lexicon: new Lexicon(), reached: { bytes: 0, crc: 0 } }
      : await readTables(directory, tables);
  const log = await readPart(join(directory, FILE), reached.bytes, bytes);
  if (crc32(log, reached.crc) !== crc) throw new BrokenIndexError(`${join(directory, FILE)} is cut off or was changed`);
  const reader = new ByteReader(log);
  while (lexicon.words.count < words) {
    if (reader.left === 0) throw new BrokenIndexError(`${join(directory, FILE)} has fewer words than it should have`);
    lexicon.readLog(reader);
    if (lexicon.words.count % STRETCH === 0) await setImmediate();
  }
  return lexicon;
}

/**
 * Puts the words that the file does not have yet behind the others, on the disk. What stands there from an unfinished
 * attempt is written over. `before.terms`: terms that the file has. `newName` names a file for the tables, when it is
 * time for one.
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
  if (unsorted <= Math.max(FEW, SHARE * lexicon.sorted.length)) return { ...extent, tables: before.tables };
  lexicon.sort();
  const tables = `${newName()}${TABLES}`;
  writeTables(join(directory, tables), lexicon, extent);
  return { ...extent, tables };
}

async function readPart(path: string, from: number, to: number): Promise<Uint8Array> {
  if (to === from) return new Uint8Array();
  try {
    await using file = await open(path);
    if (to < from || to > (await file.stat()).size) throw new BrokenIndexError(`${path} is cut off`);
    const { buffer, bytesRead } = await file.read(new Uint8Array(to - from), 0, to - from, from);
    return buffer.subarray(0, bytesRead);
  } catch (cause) {
    if (cause instanceof BrokenIndexError) throw cause;
    throw new BrokenIndexError(`${path} cannot be read`, { cause });
  }
}
