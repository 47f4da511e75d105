import { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { BrokenIndexError } from './broken.ts';
import { Numbers } from './numbers.ts';

/** A file is checked in blocks of so many bytes, each when something of it is read for the first time: some 15 µs. */
const BLOCK = 1 << 14;

/** The CRC-32 of each block of what is written. */
export class BlockSums {
  readonly #sums = new Numbers();
  #crc = 0;
  #filled = 0;

  take(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const to = Math.min(bytes.length, from + BLOCK - this.#filled);
      this.#crc = crc32(bytes.subarray(from, to), this.#crc);
      this.#filled += to - from;
      if (this.#filled === BLOCK) this.#end();
      from = to;
    }
  }

  /** Those of all that was taken. */
  done(): Uint32Array {
    if (this.#filled > 0) this.#end();
    return this.#sums.view().slice();
  }

  #end(): void {
    this.#sums.push(this.#crc);
    this.#crc = 0;
    this.#filled = 0;
  }
}

/** The blocks of a file, each checked once. */
export class CheckedBlocks {
  readonly #file: number;
  readonly #path: string;
  readonly #sums: Uint32Array;
  readonly #end: number;
  readonly #checked: Uint8Array;

  /** @param end how many bytes of the file have a checksum */
  constructor(file: number, path: string, sums: Uint32Array, end: number) {
    this.#file = file;
    this.#path = path;
    this.#sums = sums;
    this.#end = end;
    this.#checked = new Uint8Array(sums.length);
  }

  /**
   * Makes sure of the bytes from one to another.
   * @throws {BrokenIndexError} when they are not what was written.
   */
  check(from: number, to: number): void {
    for (let block = Math.floor(from / BLOCK); block * BLOCK < to; block++) {
      if (this.#checked[block] === 1) continue;
      const start = block * BLOCK;
      const bytes = scratch.subarray(0, Math.max(0, Math.min(BLOCK, this.#end - start)));
      readAll(this.#file, this.#path, bytes, start);
      if (crc32(bytes) !== this.#sums[block])
        throw new BrokenIndexError(
          `${this.#path} was changed: bytes ${start} to ${start + bytes.length} are not what was written`,
          { file: this.#path },
        );
      this.#checked[block] = 1;
    }
  }
}

const scratch = new Uint8Array(BLOCK);

/**
 * Reads as many bytes as there is room for.
 * @throws {BrokenIndexError} when the file is shorter, or the disk cannot read it.
 */
export function readAll(file: number, path: string, into: Uint8Array, at: number): void {
  for (let done = 0; done < into.length; ) {
    let read = 0;
    try {
      read = readSync(file, into, done, into.length - done, at + done);
    } catch (cause) {
      throw new BrokenIndexError(`${path} cannot be read`, { cause, file: path });
    }
    if (read === 0) throw new BrokenIndexError(`${path} is cut off`, { file: path });
    done += read;
  }
}
