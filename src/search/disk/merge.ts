import { inSlices } from '../../platform/slices.ts';
import type { PlaceSet } from '../place-set.ts';
import { familiesOf } from './families.ts';
import type { Lexicon } from './lexicon.ts';
import { mergeLists } from './merge-lists.ts';
import { GONE, type Moved } from './moved.ts';
import { noNotes } from './notes.ts';
import { RowsWriter } from './rows-writer.ts';
import { SectionWriter } from './sections.ts';
import { SEGMENT, type Segment } from './segment.ts';
import { SparseCounts } from './sparse-counts.ts';
import { PapersWriter } from './stored-papers.ts';
import { merged, type Run, wordsJoined } from './title-order.ts';

export interface Source {
  segment: Segment;
  dead: PlaceSet;
}

/**
 * Writes one segment of the living papers of several, in their order: the same as if it had been built of these papers,
 * but made of what these segments have, without reading a text again. Papers that die meanwhile are in it. In slices,
 * so that its thread can do other work between.
 */
export async function merge(path: string, sources: readonly Source[], lexicon: Lexicon): Promise<Moved> {
  const moved = movedOf(sources);
  const papers = new PapersWriter(path);
  for (const [i, { segment }] of sources.entries()) await papers.copy(segment.papers, moved[i] ?? new Uint32Array());
  papers.finish();

  const out = new SectionWriter(path + SEGMENT);
  const rows = new RowsWriter(out);
  const notes = noNotes();
  for (const [i, { segment }] of sources.entries()) {
    const { acronyms, compounds } = await segment.notes();
    notes.acronyms.addAll(acronyms);
    notes.compounds.addAll(compounds);
    const again = segment.recordsAhead();
    await inSlices(moved[i] ?? [], (now, place) => {
      if (now !== GONE) rows.add({ ...segment.rowOf(place), record: segment.recordIn(again, place) });
    });
  }
  const { text, title, authors } = familiesOf(lexicon);
  for (const [family, listsOf] of [
    [text, (segment: Segment) => segment.text],
    [title, (segment: Segment) => segment.title],
    [authors, (segment: Segment) => segment.authors],
  ] as const) {
    const lists = sources.map(({ segment }) => listsOf(segment));
    await mergeLists(out, family, lists, moved);
  }

  const byTitle = new Uint32Array(rows.count);
  const runs = sources.map(({ segment }, i) => titles(segment, moved[i] ?? new Uint32Array(), lexicon));
  await inSlices(merged(runs), (place, position) => {
    byTitle[position] = place;
  });
  rows.finish({ byTitle, uses: await usesOf(sources), notes });
  out.finish();
  return moved;
}

function movedOf(sources: readonly Source[]): Moved {
  let next = 0;
  return sources.map(({ segment, dead }) =>
    Uint32Array.from({ length: segment.size }, (_, place) => (dead.has(place) ? GONE : next++)),
  );
}

/** How often each word stands in the living papers. */
async function usesOf(sources: readonly Source[]): Promise<Uint32Array> {
  const uses = new SparseCounts();
  for (const { segment, dead } of sources) {
    const pairs = await segment.uses();
    for (let i = 0; i < pairs.length; i += 2) uses.add(pairs[i] ?? 0, pairs[i + 1] ?? 0);
    await inSlices(dead, place => {
      const { title, text, authors } = segment.words(place);
      for (const words of [title, text, authors]) for (const word of words) uses.add(word, -1);
    });
  }
  return uses.done();
}

const AT_ONCE = 4096;

function* titles(segment: Segment, moved: Uint32Array, lexicon: Lexicon): Run {
  for (let from = 0; from < segment.size; from += AT_ONCE) {
    for (const old of segment.byTitle(from, Math.min(segment.size, from + AT_ONCE))) {
      const place = moved[old] ?? GONE;
      if (place !== GONE) yield { title: wordsJoined(segment.titleWords(old), lexicon), place };
    }
  }
}
