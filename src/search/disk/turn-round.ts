import { inSlices } from '../../platform/slices.ts';
import { KeySlots } from './key-slots.ts';
import { type Family, ListsWriter } from './lists-writer.ts';
import { Numbers } from './numbers.ts';
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

/** Writes the posting lists of the papers. */
export async function writeLists(out: SectionWriter, family: Family, records: Records): Promise<void> {
  const slots = new KeySlots();
  const holders = await countHolders(family, records, slots);
  const order = slots.inOrder();
  const lists = new ListsWriter(out, family);
  for (let first = 0; first < order.length; ) {
    const range = rangeFrom(first, order, holders);
    const { papers, counts, starts } = await turnRound(family, records, slots, range);
    for (const slot of range.slots) {
      const start = starts[slot] ?? 0;
      const end = start + (holders[slot] ?? 0);
      lists.add(slots.keys.at(slot), papers.subarray(start, end), counts?.subarray(start, end));
    }
    first += range.slots.length;
  }
  lists.finish();
  slots.release();
}

/** By slot. */
async function countHolders(family: Family, records: Records, slots: KeySlots): Promise<Uint32Array> {
  const holders = new Numbers();
  /** The last paper seen with each key, from 1. */
  const last = new Numbers();
  await inSlices(Array(records.count).keys(), paper => {
    family.keys(records.read(paper), key => {
      if (key === 0) return;
      const slot = slots.of(key);
      if (slot < last.length && last.at(slot) === paper + 1) return;
      last.set(slot, paper + 1);
      holders.add(slot, 1);
    });
  });
  return holders.view();
}

/** Slots whose lists are turned round at once. */
interface Range {
  slots: Uint32Array;
  /** Where the list of each slot begins, by slot; {@link ELSEWHERE} for a slot that is not of the range. */
  starts: Uint32Array;
  postings: number;
}

const ELSEWHERE = 2 ** 32 - 1;

/** The slots from the first on that can be turned round at once. */
function rangeFrom(first: number, order: Uint32Array, holders: Uint32Array): Range {
  const starts = new Uint32Array(holders.length).fill(ELSEWHERE);
  let postings = 0;
  let place = first;
  for (; place < order.length; place++) {
    const slot = order[place] ?? 0;
    const more = holders[slot] ?? 0;
    if (place > first && postings + more > MOST_AT_ONCE) break;
    starts[slot] = postings;
    postings += more;
  }
  return { slots: order.subarray(first, place), starts, postings };
}

async function turnRound(family: Family, records: Records, slots: KeySlots, { starts, postings }: Range) {
  const papers = new Uint32Array(postings);
  const counts = family.counted ? new Uint8Array(postings) : undefined;
  const next = starts.slice();
  await inSlices(Array(records.count).keys(), paper => {
    family.keys(records.read(paper), (key, weight) => {
      if (key === 0) return;
      const slot = slots.of(key);
      const start = starts[slot] ?? ELSEWHERE;
      if (start === ELSEWHERE) return;
      let at = next[slot] ?? 0;
      if (at === start || papers[at - 1] !== paper) {
        papers[at++] = paper;
        next[slot] = at;
      }
      if (counts) counts[at - 1] = Math.min(MOST_USES, (counts[at - 1] ?? 0) + weight);
    });
  });
  return { papers, counts, starts };
}
