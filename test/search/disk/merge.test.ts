import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Paper } from '../../../src/papers/paper.ts';
import { analyse, note } from '../../../src/search/disk/analyse.ts';
import { Lexicon } from '../../../src/search/disk/lexicon.ts';
import { merge } from '../../../src/search/disk/merge.ts';
import { SectionFile } from '../../../src/search/disk/sections.ts';
import { Segment } from '../../../src/search/disk/segment.ts';
import { SegmentWriter } from '../../../src/search/disk/segment-writer.ts';
import { orderOf, wordsJoined } from '../../../src/search/disk/title-order.ts';
import { PlaceSet } from '../../../src/search/place-set.ts';
import { scratchDirectory, somePaper } from './rig.ts';

/** All but what was noted of the language, which papers that are gone leave behind. */
const SECTIONS = [
  ...['text', 'title', 'authors'].flatMap(family =>
    ['lists', 'keys', 'ends', 'holders'].map(one => `${family}.${one}`),
  ),
  ...['records', 'recordEnds', 'lengths', 'titleLengths', 'dates', 'years', 'labels', 'labelEnds', 'byTitle', 'uses'],
];

const batches = fc.array(fc.array(fc.record({ paper: somePaper, lives: fc.boolean() }), { maxLength: 8 }), {
  minLength: 1,
  maxLength: 4,
});

it('a merged segment is what the living papers would have made', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async parts => {
      const directory = await scratchDirectory();
      const lexicon = new Lexicon();
      const write = async (name: string, papers: readonly Paper[]) => {
        const writer = new SegmentWriter(join(directory, name), lexicon);
        const titles = papers.map(paper => {
          const analysed = analyse(paper, lexicon);
          note(writer.notes, paper, analysed);
          writer.add({ paper, words: analysed.words, labels: [paper.title.length % 7, 9] });
          return wordsJoined(analysed.words.title, lexicon);
        });
        await writer.finish(orderOf(titles));
      };
      const sources = [];
      for (const [i, part] of parts.entries()) {
        await write(
          `source${i}`,
          part.map(({ paper }) => paper),
        );
        const dead = part.flatMap(({ lives }, place) => (lives ? [] : place));
        sources.push({
          segment: await Segment.open(join(directory, `source${i}`)),
          dead: new PlaceSet(part.length, dead),
        });
      }
      await merge(join(directory, 'merged'), sources, lexicon);
      for (const { segment } of sources) segment.close();
      await write(
        'anew',
        parts.flat().flatMap(({ paper, lives }) => (lives ? paper : [])),
      );

      const sections = (file: string, names: readonly string[]) => contents(join(directory, file), names);
      expect(await sections('merged.segment', SECTIONS)).toEqual(await sections('anew.segment', SECTIONS));
      const ofPapers = ['lines', 'ends', 'names'];
      expect(await sections('merged.papers', ofPapers)).toEqual(await sections('anew.papers', ofPapers));
    }),
    { numRuns: 40 },
  );
});

async function contents(path: string, sections: readonly string[]): Promise<Record<string, Uint8Array>> {
  const file = new SectionFile(path);
  const all: Record<string, Uint8Array> = {};
  for (const name of sections) all[name] = await file.bytes(name);
  file.close();
  return all;
}
