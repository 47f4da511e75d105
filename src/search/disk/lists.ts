import { inSlices } from '../../slices.ts';
import { ByteWriter } from './bytes.ts';
import { MOST_USES, readPostings, writePostings } from './postings.ts';
import type { PaperWords } from './record.ts';
import type { SectionFile, SectionWriter } from './sections.ts';
import { firstWithout } from './sorted-words.ts';

/** Posting lists by one kind of key. */
export interface Family {
  /** Begins the names of its sections. */
  name: string;
  /** Whether it is kept how often a key stands in a paper. */
  counted: boolean;
  /** Calls `use` for each key of a paper, each time it stands there, with what this counts; key 0 is none. */
  keys(words: PaperWords, use: (key: number, weight: number) => void): void;
}

/** What is to be turned round: papers by number from 0, read in order. */
export interface Records {
  count: number;
  read(paper: number): PaperWords;
}

/** So many postings are turned round at a time, 5 bytes each; for more the papers are read again. */
const MOST_AT_ONCE = 16_000_000;

/** Writes the posting lists of the papers. `keys`: one more than the largest key. */
export async function writeLists(out: SectionWriter, family: Family, records: Records, keys: number): Promise<void> {
  const holders = await countHolders(family, records, keys);
  const used = Uint32Array.from(keysIn(holders));
  const ends = new Uint32Array(used.length);
  const list = new ByteWriter();
  let written = 0;
  out.begin(`${family.name}.lists`);
  for (let first = 0; first < used.length; ) {
    const range = rangeFrom(first, used, holders);
    const { papers, counts, starts } = await turnRound(family, records, holders, range);
    for (let key = range.from; key < range.to; key++) {
      const length = holders[key] ?? 0;
      if (length === 0) continue;
      const start = starts[key - range.from] ?? 0;
      list.clear();
      writePostings(list, papers.subarray(start, start + length), counts?.subarray(start, start + length));
      out.append(list.view());
      written += list.length;
      ends[first++] = written;
    }
  }
  out.write(`${family.name}.keys`, used);
  out.write(`${family.name}.ends`, ends);
  out.write(
    `${family.name}.holders`,
    used.map(key => holders[key] ?? 0),
  );
}

async function countHolders(family: Family, records: Records, keys: number): Promise<Uint32Array> {
  const holders = new Uint32Array(keys);
  /** The last paper seen with each key, from 1. */
  const last = new Uint32Array(keys);
  await inSlices(Array(records.count).keys(), paper => {
    family.keys(records.read(paper), key => {
      if (key === 0 || last[key] === paper + 1) return;
      last[key] = paper + 1;
      holders[key] = (holders[key] ?? 0) + 1;
    });
  });
  return holders;
}

function* keysIn(holders: Uint32Array): Generator<number> {
  for (let key = 0; key < holders.length; key++) if (holders[key] !== 0) yield key;
}

interface Range {
  from: number;
  /** Past the last. */
  to: number;
  postings: number;
}

/** The keys from the first on that can be turned round at once. */
function rangeFrom(first: number, used: Uint32Array, holders: Uint32Array): Range {
  let postings = 0;
  let place = first;
  for (; place < used.length; place++) {
    const more = holders[used[place] ?? 0] ?? 0;
    if (place > first && postings + more > MOST_AT_ONCE) break;
    postings += more;
  }
  return { from: used[first] ?? 0, to: (used[place - 1] ?? 0) + 1, postings };
}

async function turnRound(family: Family, records: Records, holders: Uint32Array, { from, to, postings }: Range) {
  const papers = new Uint32Array(postings);
  const counts = family.counted ? new Uint8Array(postings) : undefined;
  const starts = new Uint32Array(to - from);
  for (let key = from + 1; key < to; key++)
    starts[key - from] = (starts[key - from - 1] ?? 0) + (holders[key - 1] ?? 0);
  const next = starts.slice();
  await inSlices(Array(records.count).keys(), paper => {
    family.keys(records.read(paper), (key, weight) => {
      if (key < from || key >= to || key === 0) return;
      let at = next[key - from] ?? 0;
      if (at === starts[key - from] || papers[at - 1] !== paper) {
        papers[at++] = paper;
        next[key - from] = at;
      }
      if (counts) counts[at - 1] = Math.min(MOST_USES, (counts[at - 1] ?? 0) + weight);
    });
  });
  return { papers, counts, starts };
}

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
  readonly #ends: Uint32Array;
  readonly #file: SectionFile;
  readonly #section: string;

  private constructor(file: SectionFile, section: string, tables: Record<'keys' | 'holders' | 'ends', Uint32Array>) {
    this.#file = file;
    this.#section = section;
    this.keys = tables.keys;
    this.holders = tables.holders;
    this.#ends = tables.ends;
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

  /** The papers with the key in order; undefined when there are none. Good until the next call, for all lists of this thread. */
  of(key: number): List | undefined {
    const place = this.#placeOf(key);
    const length = this.holders[place];
    if (length === undefined) return undefined;
    const from = this.#ends[place - 1] ?? 0;
    const to = this.#ends[place] ?? 0;
    const { bytes, papers } = scratch(to - from, length);
    const read = this.#file.read(this.#section, from, to, bytes);
    const counts = readPostings(read, length, papers);
    return { papers: papers.subarray(0, length), counts: read.subarray(counts, counts + length) };
  }

  #placeOf(key: number): number {
    const place = firstWithout(0, this.keys.length, at => (this.keys[at] ?? 0) < key);
    return this.keys[place] === key ? place : -1;
  }
}

let bytes = new Uint8Array(1 << 16);
let papers = new Uint32Array(1 << 14);

/** Room to read into, kept from list to list. */
function scratch(byteLength: number, length: number): { bytes: Uint8Array; papers: Uint32Array } {
  if (bytes.length < byteLength) bytes = new Uint8Array(2 * byteLength);
  if (papers.length < length) papers = new Uint32Array(2 * length);
  return { bytes, papers };
}
