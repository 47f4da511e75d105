import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAST, PostingLists } from '../../../src/search/disk/lists.ts';
import { ListsWriter } from '../../../src/search/disk/lists-writer.ts';
import { emptyManifest, type Manifest, readManifest, writeManifest } from '../../../src/search/disk/manifest.ts';
import { NamesWriter, namesOf, placesNamed } from '../../../src/search/disk/names.ts';
import { SectionFile, SectionWriter } from '../../../src/search/disk/sections.ts';
import { PapersWriter, StoredPapers } from '../../../src/search/disk/stored-papers.ts';
import { edgy, MOST_UINT32, wildText } from './edges.ts';
import { scratchDirectory, somePaper } from './rig.ts';

/** Files are brought to the disk, which takes longer than to compute: a few runs of each. */
const FEW = { numRuns: 15 };

describe('a manifest', () => {
  const count = edgy(Number.MAX_SAFE_INTEGER);
  const name = fc.stringMatching(/^[a-z0-9_]{1,6}$/);
  const manifest = fc.record<Manifest>({
    format: fc.constant(emptyManifest({ directory: '', analysis: '', collection: '' }).format),
    analysis: wildText,
    collection: wildText,
    revision: fc.option(count, { nil: undefined }),
    lexicon: fc.record({
      bytes: count,
      words: count,
      crc: edgy(MOST_UINT32),
      tables: fc.option(
        name.map(one => `${one}.words`),
        { nil: undefined },
      ),
    }),
    space: fc.option(fc.record({ file: name.map(one => `${one}.space`), papers: count }), { nil: undefined }),
    segments: fc.array(fc.record({ name, papers: count, dead: fc.array(count, { maxLength: 5 }) }), { maxLength: 4 }),
    sums: fc.dictionary(name, edgy(MOST_UINT32), { maxKeys: 4 }),
    next: count,
  });

  it('comes back as it went, whatever the numbers and texts in it', async () => {
    const directory = await scratchDirectory();
    await fc.assert(
      fc.asyncProperty(manifest, async given => {
        await writeManifest(directory, given);
        expect(await readManifest({ directory, ...given })).toEqual(given);
        await expect(readManifest({ directory, ...given, collection: `${given.collection}!` })).rejects.toThrow(
          'another collection',
        );
        await expect(readManifest({ directory, ...given, analysis: `${given.analysis}!` })).rejects.toThrow('analysed');
      }),
      FEW,
    );
  });

  it('of another format is refused, and where there is none there is none', async () => {
    const kind = { directory: await scratchDirectory(), analysis: 'a', collection: 'c' };
    expect(await readManifest(kind)).toBeUndefined();
    const given = emptyManifest(kind);
    await writeManifest(kind.directory, { ...given, format: given.format + 1 });
    await expect(readManifest(kind)).rejects.toThrow(/format/);
    writeFileSync(join(kind.directory, 'manifest.json'), '');
    await expect(readManifest(kind)).rejects.toThrow(/cut off/);
  });
});

describe('a file of sections', () => {
  /** Around the blocks that are checked, and the buffer that is written. */
  const length = fc.constantFrom(0, 1, 3, 4, 5, 2 ** 14 - 1, 2 ** 14, 2 ** 14 + 1, 2 ** 18, 2 ** 18 + 1);
  const bytesOf = (size: number, seed: number) => new Uint8Array(size).map((_, i) => (i * 31 + seed) & 255);

  it('gives back each section and any part of it', async () => {
    const path = join(await scratchDirectory(), '1.sections');
    await fc.assert(
      fc.asyncProperty(fc.array(length, { minLength: 1, maxLength: 4 }), fc.nat(), async (lengths, cut) => {
        const out = new SectionWriter(path);
        lengths.forEach((size, i) => {
          out.write(`section ${i}`, bytesOf(size, i));
        });
        out.finish();
        const file = new SectionFile(path);
        for (const [i, size] of lengths.entries()) {
          const expected = bytesOf(size, i);
          expect(file.lengthOf(`section ${i}`)).toBe(size);
          expect(Buffer.compare(await file.bytes(`section ${i}`), expected)).toBe(0);
          const from = cut % (size + 1);
          const part = file.read(`section ${i}`, from, size + 5, new Uint8Array(size + 5));
          expect(Buffer.compare(part, expected.subarray(from))).toBe(0);
        }
        file.close();
      }),
      FEW,
    );
  });
});

describe('posting lists in a file', () => {
  const lists = fc.uniqueArray(
    fc.tuple(edgy(MOST_UINT32), fc.uniqueArray(edgy(2 ** 22), { minLength: 1, maxLength: 30 })),
    { selector: ([key]) => key, maxLength: 20 },
  );

  it('are found by their keys, and come in the order of these', async () => {
    const path = join(await scratchDirectory(), '1.segment');
    await fc.assert(
      fc.asyncProperty(lists, async given => {
        const inOrder = given
          .toSorted(([a], [b]) => a - b)
          .map(([key, papers]) => ({ key, papers: Uint32Array.from(papers).sort() }));
        const out = new SectionWriter(path);
        const writer = new ListsWriter(out, { name: 'text', counted: true, keys: () => {} });
        for (const { key, papers } of inOrder)
          writer.add(
            key,
            papers,
            Uint8Array.from(papers, paper => 1 + (paper % 255)),
          );
        writer.finish();
        out.finish();
        const file = new SectionFile(path);
        const read = await PostingLists.open(file, 'text');
        const cursor = read.inOrder();
        for (const { key, papers } of inOrder) {
          expect(read.holdersOf(key)).toBe(papers.length);
          expect(read.of(key)?.papers).toEqual(papers);
          expect(cursor.key).toBe(key);
          const { papers: next, counts } = cursor.take();
          expect(next).toEqual(papers);
          expect(counts).toEqual(Uint8Array.from(papers, paper => 1 + (paper % 255)));
        }
        expect(cursor.key).toBe(LAST);
        const keys = new Set(inOrder.map(({ key }) => key));
        for (const other of [0, 1, 128, MOST_UINT32].filter(key => !keys.has(key))) {
          expect(read.of(other)).toBeUndefined();
          expect(read.holdersOf(other)).toBe(0);
        }
        file.close();
      }),
      FEW,
    );
  });
});

describe('papers in a file', () => {
  it('come back as they went, by place and by each of their names', async () => {
    const path = join(await scratchDirectory(), '1');
    const papers = fc.array(
      fc.tuple(somePaper, wildText, wildText).map(([paper, title, abstract]) => ({ ...paper, title, abstract })),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(papers, async given => {
        const writer = new PapersWriter(path);
        for (const paper of given) writer.add(paper);
        writer.finish();
        const stored = new StoredPapers(path);
        expect(stored.size).toBe(given.length);
        given.forEach((paper, place) => {
          expect(stored.at(place)).toEqual(paper);
          for (const [kind, name] of namesOf(paper)) expect(stored.named(kind, name)).toContain(place);
        });
        expect(stored.named('id', 'nobody')).toEqual([]);
        stored.close();
      }),
      FEW,
    );
  });

  it('of thousands are found by their names, wherever their hashes lie', async () => {
    const path = join(await scratchDirectory(), '1.names');
    const out = new SectionWriter(path);
    const names = new NamesWriter();
    const ids = Array.from({ length: 3000 }, (_, i) => (i % 5 === 0 ? 'one of many' : `paper ${i}`));
    ids.forEach((id, place) => {
      names.add(place, { id, title: '', abstract: '', links: [], authors: [] });
    });
    names.write(out);
    out.finish();
    const file = new SectionFile(path);
    const lost = ids.filter((id, place) => !placesNamed(file, 'id', id).includes(place));
    expect(lost).toEqual([]);
    file.close();
  });
});
