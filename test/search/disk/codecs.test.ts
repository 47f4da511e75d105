import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '../../../src/search/disk/bytes.ts';
import { addPostings, readPostings, writePostings } from '../../../src/search/disk/postings.ts';
import { quantise } from '../../../src/search/disk/quantised.ts';
import { LENGTHS, readRecord, readTerms, readTitle, writeRecord } from '../../../src/search/disk/record.ts';
import { Saturations } from '../../../src/search/disk/saturations.ts';
import { saturation } from '../../../src/search/rank/bm25.ts';
import { edgy, MOST_UINT32 } from './edges.ts';

describe('varints', () => {
  const numbers = fc.array(edgy(MOST_UINT32), { maxLength: 400 });
  const written = (given: readonly number[]) => {
    const writer = new ByteWriter();
    for (const number of given) writer.varint(number);
    return writer.view().slice();
  };

  it('come back as they went, one by one and all at once', () => {
    fc.assert(
      fc.property(numbers, given => {
        const bytes = written(given);
        const reader = new ByteReader(bytes);
        expect(given.map(() => reader.varint())).toEqual(given);
        expect(reader.left).toBe(0);
        const all = new Uint32Array(given.length + 1);
        new ByteReader(bytes).numbers(given.length, all, 1);
        expect([...all]).toEqual([0, ...given]);
      }),
    );
  });

  it.each([
    [0, 1],
    [127, 1],
    [128, 2],
    [16_383, 2],
    [16_384, 3],
    [2 ** 28, 5],
    [MOST_UINT32, 5],
  ])('%i takes %i bytes', (number, bytes) => {
    expect(written([number])).toHaveLength(bytes);
  });

  it('past the end are 0', () => {
    expect(new ByteReader(Uint8Array.of()).varint()).toBe(0);
    expect(new ByteReader(Uint8Array.of(0x81)).varint()).toBe(1);
  });
});

/** A posting list: papers in order, at any distances, and how often the term stands in each. */
const list = (most: number, maxLength: number) =>
  fc.array(fc.tuple(edgy(most), fc.integer({ min: 1, max: 255 })), { maxLength }).map(steps => {
    let paper = -1;
    const papers = steps.map(([distance]) => {
      paper += distance + 1;
      return paper;
    });
    return { papers: Uint32Array.from(papers), counts: Uint8Array.from(steps, ([, count]) => count) };
  });

describe('posting lists', () => {
  it('come back as they went, with and without counts', () => {
    fc.assert(
      fc.property(list(2 ** 26, 60), ({ papers, counts }) => {
        for (const kept of [counts, undefined]) {
          const writer = new ByteWriter();
          writePostings(writer, papers, kept);
          const read = new Uint32Array(papers.length);
          const end = readPostings(writer.view(), papers.length, read);
          expect(read).toEqual(papers);
          expect(writer.view().slice(end)).toEqual(kept ?? new Uint8Array());
        }
      }),
    );
  });

  it('bring each paper its score, as if they had been read first', () => {
    const saturations = new Saturations(1 / 100);
    const lengths = new Uint32Array(2 ** 18).map((_, paper) => 50 + (paper % 2000));
    fc.assert(
      fc.property(list(2 ** 14, 12), ({ papers, counts }) => {
        const writer = new ByteWriter();
        writePostings(writer, papers, counts);
        const scores = new Float32Array(2 ** 18);
        addPostings(scores, { bytes: writer.view(), length: papers.length }, lengths, saturations, 2);
        papers.forEach((paper, i) => {
          expect(scores[paper]).toBeCloseTo(2 * saturation(counts[i] ?? 0, (lengths[paper] ?? 0) / 100), 5);
        });
        expect(scores.filter(score => score > 0)).toHaveLength(papers.length);
      }),
      { numRuns: 20 },
    );
  });

  it('reach the last paper of the largest segment', () => {
    const last = 2 ** 21 - 1;
    const writer = new ByteWriter();
    writePostings(writer, Uint32Array.of(last), Uint8Array.of(1));
    const scores = new Float32Array(last + 1);
    const lengths = new Uint32Array(last + 1);
    addPostings(scores, { bytes: writer.view(), length: 1 }, lengths, new Saturations(1), 1);
    expect(scores[last]).toBeGreaterThan(0);
    expect(scores.findIndex(score => score > 0)).toBe(last);
  });
});

describe('records of words', () => {
  const words = fc.array(edgy(MOST_UINT32), { maxLength: 200 });
  const record = fc.record({ title: words, text: words, authors: words });
  const written = (given: { title: number[]; text: number[]; authors: number[] }) => {
    const writer = new ByteWriter();
    writeRecord(writer, given);
    return writer.view();
  };

  it('come back as they went', () => {
    fc.assert(
      fc.property(record, given => {
        const read = readRecord(written(given));
        expect({ title: [...read.title], text: [...read.text], authors: [...read.authors] }).toEqual(given);
        expect([...readTitle(written(given))]).toEqual(given.title);
      }),
    );
  });

  it('tell the terms of their words, part by part', () => {
    const termsOfWords = new Uint32Array(2 ** 15).map((_, word) => word ^ 5);
    const few = fc.array(edgy(2 ** 15 - 1), { maxLength: 50 });
    fc.assert(
      fc.property(few, few, few, (title, text, authors) => {
        const bytes = written({ title, text, authors });
        const into = new Uint32Array(bytes.length + LENGTHS);
        readTerms(bytes, termsOfWords, into);
        const terms = [...title, ...text, ...authors].map(word => word ^ 5);
        const used = [title.length, text.length, authors.length, ...terms];
        expect([...into.subarray(0, used.length)]).toEqual(used);
      }),
    );
  });

  it('that say they are longer than their bytes are read no further', () => {
    expect(readRecord(Uint8Array.of(200, 200, 3, 1))).toMatchObject({ text: new Uint32Array() });
  });
});

describe('quantised vectors', () => {
  it('are right to half a step of their largest component', () => {
    const vector = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), { maxLength: 40 });
    fc.assert(
      fc.property(vector, fc.nat(5), (given, at) => {
        const components = new Int8Array(at + given.length);
        const scale = quantise(given, components, at);
        const most = Math.max(0, ...given.map(Math.abs));
        expect(scale).toBeGreaterThan(0);
        given.forEach((component, k) => {
          const read = (components[at + k] ?? 0) * scale;
          expect(Math.abs(read - component)).toBeLessThanOrEqual(most / 254 + most * 1e-9);
        });
      }),
    );
  });
});
