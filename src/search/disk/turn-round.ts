import { inSlices } from '../../slices.ts';
import { type Family, ListsWriter } from './lists-writer.ts';
import { MOST_USES } from './postings.ts';
import type { PaperWords } from './record.ts';
import type { SectionWriter } from './sections.ts';

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
  const lists = new ListsWriter(out, family);
  for (let first = 0; first < used.length; ) {
    const range = rangeFrom(first, used, holders);
    const { papers, counts, starts } = await turnRound(family, records, holders, range);
    for (let key = range.from; key < range.to; key++) {
      const length = holders[key] ?? 0;
      if (length === 0) continue;
      const start = starts[key - range.from] ?? 0;
      lists.add(key, papers.subarray(start, start + length), counts?.subarray(start, start + length));
      first++;
    }
  }
  lists.finish();
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
