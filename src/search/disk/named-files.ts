import { closeSync, fstatSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { readAll } from './blocks.ts';
import { BrokenIndexError } from './broken.ts';
import { type Manifest, vectorsFile } from './manifest.ts';

/** The CRC-32 of a file's footer, which has those of all else, are its last bytes; see {@link SectionWriter.finish}. */
const SUM = 4;

/** The files of sections that belong to an index. */
export function namedFiles({ segments, lexicon, space }: Pick<Manifest, 'segments' | 'lexicon' | 'space'>): string[] {
  return [
    lexicon.tables,
    space?.file,
    ...segments.flatMap(({ name }) => [`${name}.segment`, `${name}.papers`, space && vectorsFile(name, space.file)]),
  ].filter(file => file !== undefined);
}

/**
 * What each of the files that a manifest names ends with. Those that are known are not read: they may have been damaged
 * since.
 */
export function sumsOf(directory: string, manifest: Omit<Manifest, 'sums'>, known: Manifest['sums']): Manifest['sums'] {
  return Object.fromEntries(namedFiles(manifest).map(file => [file, known[file] ?? sumOf(join(directory, file))]));
}

/**
 * Files of two builds may have the same name, and each is whole by itself.
 * @throws {BrokenIndexError} when a file is missing, or not the one that belongs to the index.
 */
export function checkFiles(directory: string, manifest: Manifest): void {
  for (const file of namedFiles(manifest)) {
    const path = join(directory, file);
    if (sumOf(path) !== manifest.sums[file]) throw new BrokenIndexError(`${path} was changed, or is of another build`);
  }
}

function sumOf(path: string): number {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    throw new BrokenIndexError(`${path} cannot be read`, { cause });
  }
  try {
    const end = Buffer.alloc(SUM);
    const { size } = fstatSync(file);
    if (size < SUM) throw new BrokenIndexError(`${path} is cut off`);
    readAll(file, path, end, size - SUM);
    return end.readUInt32LE();
  } finally {
    closeSync(file);
  }
}
