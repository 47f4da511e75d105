import { type Encoded, readPostings } from './postings.ts';
import type { Ahead, SectionFile } from './sections.ts';
import { firstWithout } from './sorted-words.ts';

export interface List {
  papers: Uint32Array;
  /** How often the key stands in each; all 0 where that is not kept. */
  counts: Uint8Array;
}

/** The posting lists of a segment: where each stands is in memory, the lists are read. */
export class PostingLists {
  readonly keys: Uint32Array;
  /** How many papers have each of the keys. */
  readonly holders: Uint32Array;
  /** Where the list of each ends, in bytes. */
  readonly ends: Uint32Array;
  readonly #file: SectionFile;
  readonly #section: string;

  private constructor(file: SectionFile, section: string, tables: Record<'keys' | 'holders' | 'ends', Uint32Array>) {
    this.#file = file;
    this.#section = section;
    this.keys = tables.keys;
    this.holders = tables.holders;
    this.ends = tables.ends;
  }

  /** @throws {BrokenIndexError} */
  static async open(file: SectionFile, name: string): Promise<PostingLists> {
    const keys = await file.numbers(`${name}.keys`);
    const holders = await file.numbers(`${name}.holders`);
    return new PostingLists(file, `${name}.lists`, { keys, holders, ends: await file.numbers(`${name}.ends`) });
  }

  /** How many papers have the key. */
  holdersOf(key: number): number {
    return this.holders[this.#placeOf(key)] ?? 0;
  }

  /**
   * The papers with the key in order; undefined when there are none. Good until the next call, for all lists of this
   * thread.
   */
  of(key: number): List | undefined {
    const list = this.encoded(key);
    return list && decoded(list);
  }

  /** The same as it is written. Good until the next call, for all lists of this thread. */
  encoded(key: number): Encoded | undefined {
    const place = this.#placeOf(key);
    const length = this.holders[place];
    if (length === undefined) return undefined;
    const from = this.ends[place - 1] ?? 0;
    const to = this.ends[place] ?? 0;
    return { bytes: this.#file.read(this.#section, from, to, roomForBytes(to - from)), length };
  }

  /** All lists, in the order of their keys. */
  inOrder(): Cursor {
    return new Cursor(this, this.#file.ahead(this.#section));
  }

  #placeOf(key: number): number {
    const place = firstWithout(0, this.keys.length, at => (this.keys[at] ?? 0) < key);
    return this.keys[place] === key ? place : -1;
  }
}

/** Comes after all keys. */
export const LAST = Number.POSITIVE_INFINITY;

/** Takes lists one behind the other. */
export class Cursor {
  readonly #lists: PostingLists;
  readonly #ahead: Ahead;
  #place = 0;
  /** Of the next list. */
  key: number;

  constructor(lists: PostingLists, ahead: Ahead) {
    this.#lists = lists;
    this.#ahead = ahead;
    this.key = lists.keys[0] ?? LAST;
  }

  /** The next list. Good until the next call, for all lists of this thread. */
  take(): List {
    const { keys, holders, ends } = this.#lists;
    const place = this.#place++;
    this.key = keys[this.#place] ?? LAST;
    return decoded({ bytes: this.#ahead.read(ends[place - 1] ?? 0, ends[place] ?? 0), length: holders[place] ?? 0 });
  }
}

function decoded({ bytes, length }: Encoded): List {
  const papers = roomForPapers(length);
  const counts = readPostings(bytes, length, papers);
  return { papers: papers.subarray(0, length), counts: bytes.subarray(counts, counts + length) };
}

let bytes = new Uint8Array(1 << 16);
let papers = new Uint32Array(1 << 14);

/** Room to read into, kept from list to list. */
function roomForBytes(length: number): Uint8Array {
  if (bytes.length < length) bytes = new Uint8Array(2 * length);
  return bytes;
}

function roomForPapers(length: number): Uint32Array {
  if (papers.length < length) papers = new Uint32Array(2 * length);
  return papers;
}
