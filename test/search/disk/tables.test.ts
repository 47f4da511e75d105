import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Counts } from '../../../src/search/disk/counts.ts';
import { noNotes, readNotes, writeNotes } from '../../../src/search/disk/notes.ts';
import { Seen } from '../../../src/search/disk/seen.ts';
import { SparseCounts } from '../../../src/search/disk/sparse-counts.ts';
import { StringTable } from '../../../src/search/disk/string-table.ts';
import { edgy, MOST_UINT32, wildText } from './edges.ts';

describe('counts by key', () => {
  const additions = fc.array(fc.tuple(edgy(2 ** 14 + 1), fc.integer({ min: 1, max: 1000 })), { maxLength: 60 });

  it('are those of a map, dense or sparse, in the order of their keys', () => {
    fc.assert(
      fc.property(additions, given => {
        const [dense, sparse, expected] = [new Counts(), new SparseCounts(), new Map<number, number>()];
        for (const [key, amount] of given) {
          dense.add(key, amount);
          sparse.add(key, amount);
          expected.set(key, (expected.get(key) ?? 0) + amount);
        }
        const pairs = [...expected].sort(([a], [b]) => a - b).flat();
        for (const key of expected.keys()) expect(dense.of(key)).toBe(expected.get(key));
        expect([...dense.pairs()]).toEqual(pairs);
        expect([...sparse.done()]).toEqual(pairs);
      }),
    );
  });

  it('of keys that were never counted are 0', () => {
    expect([new Counts().of(0), new Counts().of(2 ** 20)]).toEqual([0, 0]);
    expect(new SparseCounts().done()).toHaveLength(0);
  });
});

it('a filter of hashes never denies what it was given', () => {
  const seen = new Seen();
  fc.assert(
    fc.property(fc.array(edgy(MOST_UINT32)), hashes => {
      for (const hash of hashes) seen.add(hash);
      expect(hashes.filter(hash => !seen.has(hash))).toEqual([]);
    }),
  );
  const others = Array.from({ length: 1000 }, (_, i) => (i * 2_654_435_761) >>> 0).filter(hash => seen.has(hash));
  expect(others.length).toBeLessThan(50);
});

it('notes of a collection come back as they went, the most frequent first', () => {
  const part = wildText.map(text => text.replaceAll('\t', ' '));
  const entries = fc.array(fc.tuple(fc.array(part, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 9 })));
  fc.assert(
    fc.property(entries, entries, (acronyms, compounds) => {
      const notes = noNotes();
      for (const [parts, times] of acronyms) notes.acronyms.add(parts, times);
      for (const [parts, times] of compounds) notes.compounds.add(parts, times);
      const read = readNotes(writeNotes(notes));
      expect([...read.acronyms.entries()]).toEqual([...notes.acronyms.entries()]);
      expect([...read.compounds.entries()]).toEqual([...notes.compounds.entries()]);
      const counts = [...read.acronyms.entries()].map(({ count }) => count);
      expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    }),
  );
});

describe('a table of strings', () => {
  it('takes any text; what no UTF-8 can hold is found again as what takes its place', () => {
    fc.assert(
      fc.property(fc.array(wildText), texts => {
        const table = new StringTable();
        const numbers = texts.map(text => table.add(text));
        texts.forEach((text, i) => {
          expect(table.find(text)).toBe(numbers[i]);
          expect(table.stringOf(numbers[i] ?? 0)).toBe(text.toWellFormed());
        });
      }),
    );
  });

  it.each(['a', 'é', '中', '𝔸'])('takes words of %s of any length: its room grows in time', character => {
    for (let length = 1; length < 800; length += 7) {
      const table = new StringTable();
      const text = character.repeat(length);
      expect(table.stringOf(table.add(text))).toBe(text);
      expect(table.find(text)).toBe(1);
    }
  });
});
