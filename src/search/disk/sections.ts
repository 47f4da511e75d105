import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { BlockSums, CheckedBlocks, readAll } from './blocks.ts';
import { BrokenIndexError } from './broken.ts';

const sectionSchema = z.object({ at: z.int().min(0), length: z.int().min(0), crc: z.int().min(0) });
type Section = z.infer<typeof sectionSchema>;
/** The file has its own name in it: one in the place of another is noticed. */
const footerSchema = z.object({ file: z.string(), sections: z.record(z.string(), sectionSchema) });
/** The section with the checksums of the blocks before it. */
const BLOCKS = 'blocks';

/** At the end of a file: length of the footer and its CRC-32, 4 bytes each. */
const TRAILER = 8;
const BUFFER = 1 << 18;
/** So many bytes are read and checked at a stretch: 1 to 2 ms. */
const STRETCH = 1 << 21;

type Numbers = Uint32Array | Uint16Array | Uint8Array | Int8Array | Float32Array;

/** Writes a file of named sections, one after the other, each with its CRC-32. Synchronous: for a thread of its own. */
export class SectionWriter {
  readonly #file: number;
  readonly #name: string;
  readonly #sections: Record<string, Section> = {};
  readonly #sums = new BlockSums();
  readonly #buffer = new Uint8Array(BUFFER);
  #buffered = 0;
  #at = 0;
  #section: Section = { at: 0, length: 0, crc: 0 };

  constructor(path: string) {
    this.#file = openSync(path, 'w+');
    this.#name = basename(path);
  }

  /** What is appended from now on belongs to this section; a section begins at a multiple of four bytes. */
  begin(name: string): void {
    // What fills the gap belongs to no section.
    this.#section = { at: this.#at, length: 0, crc: 0 };
    this.append(new Uint8Array(-this.#at & 3));
    this.#section = { at: this.#at, length: 0, crc: 0 };
    this.#sections[name] = this.#section;
  }

  append(bytes: Uint8Array): void {
    this.#section.crc = crc32(bytes, this.#section.crc);
    this.#sums.take(bytes);
    this.#section.length += bytes.length;
    this.#at += bytes.length;
    if (this.#buffered + bytes.length > BUFFER) this.#flush();
    if (bytes.length > BUFFER) writeWholly(this.#file, bytes);
    else {
      this.#buffer.set(bytes, this.#buffered);
      this.#buffered += bytes.length;
    }
  }

  /** A section of its own. */
  write(name: string, numbers: Numbers): void {
    this.begin(name);
    this.append(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
  }

  /** Reads back the first bytes of a section, `end` of them. */
  ahead(name: string, end: number): Ahead {
    this.#flush();
    const at = this.#sections[name]?.at ?? 0;
    return new Ahead(end, (from, to) => readWholly(this.#file, at + from, to - from));
  }

  /** Completes the file and brings it to the disk. */
  finish(): void {
    this.begin(BLOCKS);
    const sums = this.#sums.done();
    this.append(new Uint8Array(sums.buffer));
    const footer = Buffer.from(JSON.stringify({ file: this.#name, sections: this.#sections }));
    const trailer = Buffer.alloc(TRAILER);
    trailer.writeUInt32LE(footer.length, 0);
    trailer.writeUInt32LE(crc32(footer), 4);
    this.append(Buffer.concat([footer, trailer]));
    this.#flush();
    fsyncSync(this.#file);
    this.close();
  }

  close(): void {
    closeSync(this.#file);
  }

  #flush(): void {
    writeWholly(this.#file, this.#buffer.subarray(0, this.#buffered));
    this.#buffered = 0;
  }
}

/** So many bytes are read at once. */
const AHEAD = 1 << 18;

/** Reads bytes in small stretches one behind the other, and asks for them in large ones. */
export class Ahead {
  readonly #end: number;
  readonly #load: (from: number, to: number) => Uint8Array;
  #bytes: Uint8Array = new Uint8Array();
  #from = 0;

  constructor(end: number, load: (from: number, to: number) => Uint8Array) {
    this.#end = end;
    this.#load = load;
  }

  /** Good until the next call. */
  read(from: number, to: number): Uint8Array {
    if (from < this.#from || to > this.#from + this.#bytes.length) {
      this.#bytes = this.#load(from, Math.max(to, Math.min(from + AHEAD, this.#end)));
      this.#from = from;
    }
    return this.#bytes.subarray(from - this.#from, to - this.#from);
  }
}

/** A file that a {@link SectionWriter} wrote. */
export class SectionFile {
  readonly path: string;
  readonly #file: number;
  readonly #sections: Readonly<Record<string, Section>>;
  readonly #blocks: CheckedBlocks;

  /** @throws {BrokenIndexError} when it is missing, cut off or not such a file. */
  constructor(path: string) {
    this.path = path;
    this.#file = open(path);
    try {
      this.#sections = this.#footer();
      this.#blocks = this.#openBlocks();
    } catch (cause) {
      this.close();
      throw new BrokenIndexError(`${path} is cut off or was changed`, { cause, file: path });
    }
  }

  /** Length of a section in bytes. */
  lengthOf(name: string): number {
    return this.#of(name).length;
  }

  /**
   * Reads a part of a section into `into`, and returns it. What the section does not have is left out.
   * @throws {BrokenIndexError} when it is not what was written.
   */
  read(name: string, from: number, to: number, into: Uint8Array): Uint8Array {
    const { at, length } = this.#of(name);
    const wanted = Math.max(0, Math.min(to, length) - from);
    this.#blocks.check(at + from, at + from + wanted);
    const part = into.subarray(0, wanted);
    readAll(this.#file, this.path, part, at + from);
    return part;
  }

  /**
   * A whole section, checked, read in stretches that hold up nothing.
   * @throws {BrokenIndexError} when it is not what was written.
   */
  bytes(name: string): Promise<Uint8Array<ArrayBuffer>> {
    return this.#whole(name, new Uint8Array(this.lengthOf(name)));
  }

  /** The same in memory that several threads see. */
  shared(name: string): Promise<Uint8Array<SharedArrayBuffer>> {
    return this.#whole(name, new Uint8Array(new SharedArrayBuffer(this.lengthOf(name))));
  }

  async #whole<T extends Uint8Array>(name: string, bytes: T): Promise<T> {
    const { at, crc } = this.#of(name);
    let found = 0;
    for (let from = 0; from < bytes.length; from += STRETCH) {
      const stretch = bytes.subarray(from, from + STRETCH);
      readAll(this.#file, this.path, stretch, at + from);
      found = crc32(stretch, found);
      if (from > 0) await setImmediate();
    }
    if (found !== crc)
      throw new BrokenIndexError(`${this.path} was changed: ${name} is not what was written`, { file: this.path });
    return bytes;
  }

  /** Reads stretches of a section one behind the other. */
  ahead(name: string): Ahead {
    return new Ahead(this.lengthOf(name), (from, to) => this.read(name, from, to, new Uint8Array(to - from)));
  }

  async numbers(name: string): Promise<Uint32Array<ArrayBuffer>> {
    const bytes = await this.bytes(name);
    return new Uint32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
  }

  async floats(name: string): Promise<Float32Array<ArrayBuffer>> {
    const bytes = await this.bytes(name);
    return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
  }

  async text(name: string): Promise<string> {
    return Buffer.from((await this.bytes(name)).buffer).toString('utf8');
  }

  close(): void {
    closeSync(this.#file);
  }

  #of(name: string): Section {
    const section = this.#sections[name];
    if (!section) throw new BrokenIndexError(`${this.path} has no ${name}`, { file: this.path });
    return section;
  }

  #openBlocks(): CheckedBlocks {
    const { at, length, crc } = this.#of(BLOCKS);
    const sums = readWholly(this.#file, at, length);
    if (crc32(sums) !== crc) throw new BrokenIndexError('its checksums do not hold');
    return new CheckedBlocks(this.#file, this.path, new Uint32Array(sums.buffer), at);
  }

  #footer(): z.infer<typeof footerSchema>['sections'] {
    const { size } = fstatSync(this.#file);
    const trailer = Buffer.from(readWholly(this.#file, Math.max(0, size - TRAILER), TRAILER));
    const length = trailer.readUInt32LE(0);
    const footer = readWholly(this.#file, Math.max(0, size - TRAILER - length), Math.min(length, size));
    if (crc32(footer) !== trailer.readUInt32LE(4)) throw new BrokenIndexError('its footer does not hold');
    const { file, sections } = footerSchema.parse(JSON.parse(Buffer.from(footer).toString('utf8')));
    if (file !== basename(this.path)) throw new BrokenIndexError(`it is ${file}`);
    const end = size - TRAILER - length;
    if (Object.values(sections).some(section => section.at + section.length > end))
      throw new BrokenIndexError('it is shorter than it should be');
    return sections;
  }
}

function open(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    throw new BrokenIndexError(`${path} cannot be read`, { cause, file: path });
  }
}

function readWholly(file: number, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const read = readSync(file, bytes, done, length - done, at + done);
    if (read === 0) break;
    done += read;
  }
  return bytes;
}

function writeWholly(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done);
}
