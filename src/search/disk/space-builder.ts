import { inSlices } from '../../platform/slices.ts';
import { factorise } from '../latent/factorise.ts';
import { TermMatrixBuilder, type TermStatistics, termWeight } from '../latent/matrix.ts';
import type { PlaceSet } from '../place-set.ts';
import { Counts } from './counts.ts';
import type { Lexicon } from './lexicon.ts';
import { quantise } from './quantised.ts';
import type { Segment } from './segment.ts';
import { DiskSpace } from './space.ts';

/** A space is made of so many papers at most, evenly taken; all others are folded in. */
const MOST_PAPERS = 20_000;
/** Terms that fewer of these papers share are left out when there are more. */
const MOST_TERMS = 40_000;

interface Source {
  segment: Segment;
  dead: PlaceSet;
}

/** Makes the latent space of a collection. */
export async function buildSpace(sources: readonly Source[], lexicon: Lexicon): Promise<DiskSpace> {
  const papers = await sample(sources, lexicon);
  const statistics = await statisticsOf(papers, lexicon);
  const builder = new TermMatrixBuilder(statistics);
  await inSlices(papers, paper => builder.add(paper));
  const { matrix, columnOf } = builder.done();
  const { rank, right } = await factorise(matrix);
  const columns = [...columnOf]
    .map(([term, column]) => ({ term: lexicon.terms.find(term) ?? 0, column }))
    .sort((a, b) => a.term - b.term);
  const components = new Int8Array(columns.length * rank);
  const scales = Float32Array.from(columns, ({ column }, i) =>
    quantise(right.subarray(column * rank, (column + 1) * rank), components, i * rank),
  );
  return new DiskSpace(
    rank,
    Uint32Array.from(columns, ({ term }) => term),
    Float32Array.from(columns, ({ term }) => termWeight(statistics, term)),
    { components, scales },
  );
}

interface Terms {
  title: Uint32Array;
  text: Uint32Array;
  authors: Uint32Array;
}

async function sample(sources: readonly Source[], lexicon: Lexicon): Promise<Terms[]> {
  const papers: Terms[] = [];
  const all = sources.reduce((sum, { segment, dead }) => sum + segment.size - dead.count, 0);
  let seen = 0;
  for (const { segment, dead } of sources) {
    await inSlices(Array(segment.size).keys(), place => {
      if (dead.has(place)) return;
      seen++;
      if (Math.floor((seen * MOST_PAPERS) / all) === Math.floor(((seen - 1) * MOST_PAPERS) / all) && all > MOST_PAPERS)
        return;
      const { title, text, authors } = segment.words(place);
      const terms = (words: Uint32Array) => words.map(word => lexicon.termOf(word));
      papers.push({ title: terms(title), text: terms(text), authors: terms(authors) });
    });
  }
  return papers;
}

/** In how many of the papers each term stands; 0 for terms that are left out. */
async function statisticsOf(papers: readonly Terms[], lexicon: Lexicon): Promise<TermStatistics> {
  const holders = new Counts();
  await inSlices(papers, ({ title, text, authors }) => {
    for (const term of new Set([...title, ...text, ...authors])) holders.add(term, 1);
  });
  const counts = holders
    .pairs()
    .filter((_, i) => i % 2 === 1)
    .sort();
  const least = counts[Math.max(0, counts.length - MOST_TERMS)] ?? 0;
  return {
    size: papers.length,
    documentFrequency: term => (holders.of(term) < least ? 0 : holders.of(term)),
    termOf: term => lexicon.terms.stringOf(term),
  };
}
