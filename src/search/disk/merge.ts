import { inSlices } from '../../slices.ts';
import type { Lexicon } from './lexicon.ts';
import type { PlaceSet } from './place-set.ts';
import type { Segment } from './segment.ts';
import { SegmentWriter } from './segment-writer.ts';
import { merged, type Run, wordsJoined } from './title-order.ts';

export interface Source {
  segment: Segment;
  dead: PlaceSet;
}

/** Where the papers of each source stand in the new segment, in the order of the sources; {@link GONE} for one that was dead. */
export type Moved = readonly Uint32Array[];
export const GONE = 2 ** 32 - 1;

/**
 * Writes one segment of the living papers of several, in their order: the same as if it had been built of these papers. Papers that die
 * meanwhile are in it. In slices, so that its thread can do other work between.
 */
export async function merge(path: string, sources: readonly Source[], lexicon: Lexicon): Promise<Moved> {
  const writer = new SegmentWriter(path, lexicon);
  const moved = sources.map(({ segment, dead }) =>
    Uint32Array.from({ length: segment.size }, (_, place) => (dead.has(place) ? GONE : 0)),
  );
  for (const [i, { segment }] of sources.entries()) {
    const places = moved[i] ?? new Uint32Array();
    const { acronyms, compounds } = await segment.notes();
    writer.notes.acronyms.addAll(acronyms);
    writer.notes.compounds.addAll(compounds);
    await inSlices(places.keys(), place => {
      if (places[place] === GONE) return;
      places[place] = writer.count;
      writer.add({ paper: segment.papers.at(place), words: segment.words(place), labels: [...segment.labels(place)] });
    });
  }
  const byTitle = new Uint32Array(writer.count);
  const runs = sources.map(({ segment }, i) => titles(segment, moved[i] ?? new Uint32Array(), lexicon));
  await inSlices(merged(runs), (place, position) => {
    byTitle[position] = place;
  });
  await writer.finish(byTitle);
  return moved;
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
