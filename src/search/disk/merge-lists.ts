import { inSlices } from '../../platform/slices.ts';
import { type Cursor, LAST, type PostingLists } from './lists.ts';
import { type Family, ListsWriter } from './lists-writer.ts';
import { GONE, type Moved } from './moved.ts';
import type { SectionWriter } from './sections.ts';

/**
 * Writes the posting lists of papers that have lists already, in several segments, in the order of these. `moved`:
 * where each paper stands now.
 */
export async function mergeLists(
  out: SectionWriter,
  family: Family,
  sources: readonly PostingLists[],
  moved: Moved,
): Promise<void> {
  const merged = new ListsWriter(out, family);
  const cursors = sources.map(lists => lists.inOrder());
  let papers = new Uint32Array(1024);
  let counts = new Uint8Array(1024);
  await inSlices(keysOf(cursors), key => {
    let length = 0;
    cursors.forEach((cursor, i) => {
      if (cursor.key !== key) return;
      const list = cursor.take();
      if (length + list.papers.length > papers.length) {
        papers = enlarged(papers, new Uint32Array(2 * (length + list.papers.length)));
        counts = enlarged(counts, new Uint8Array(papers.length));
      }
      const places = moved[i] ?? NOWHERE;
      for (let j = 0; j < list.papers.length; j++) {
        const now = places[list.papers[j] ?? 0] ?? GONE;
        if (now === GONE) continue;
        papers[length] = now;
        counts[length++] = list.counts[j] ?? 0;
      }
    });
    if (length > 0)
      merged.add(key, papers.subarray(0, length), family.counted ? counts.subarray(0, length) : undefined);
  });
  merged.finish();
}

const NOWHERE = new Uint32Array();

/** The keys that come next, in order, each once, as long as whoever asks takes their lists. */
function* keysOf(cursors: readonly Cursor[]): Generator<number> {
  for (;;) {
    let least = LAST;
    for (const { key } of cursors) if (key < least) least = key;
    if (least === LAST) return;
    yield least;
  }
}

function enlarged<T extends Uint32Array | Uint8Array>(numbers: T, larger: T): T {
  larger.set(numbers);
  return larger;
}
