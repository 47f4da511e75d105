import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EDITS } from '../../../src/search/corrections.ts';
import { ByteReader } from '../../../src/search/disk/bytes.ts';
import { Lexicon } from '../../../src/search/disk/lexicon.ts';
import { readTables, writeTables } from '../../../src/search/disk/lexicon-tables.ts';
import { NearStrings } from '../../../src/search/disk/near.ts';
import { beginningWith, insertSorted } from '../../../src/search/disk/sorted-words.ts';
import { StringTable } from '../../../src/search/disk/string-table.ts';

import { scratchDirectory } from './rig.ts';

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 6 }),
  fc.string({ unit: fc.constantFrom(...'aé中𝔸'), maxLength: 4 }),
);

describe('a table of strings', () => {
  it('gives each string one number and finds it again, also in another thread’s hands', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 400 }), texts => {
        const table = new StringTable();
        const expected = new Map([['', 0]]);
        for (const one of texts) {
          if (!expected.has(one)) expected.set(one, expected.size);
          expect(table.add(one)).toBe(expected.get(one));
        }
        const other = new StringTable(table.parts);
        for (const [one, number] of expected) {
          expect(other.find(one)).toBe(number);
          expect(other.stringOf(number)).toBe(one);
        }
        expect(other.find('not there')).toBeUndefined();
      }),
    );
  });

  it('does not show a reader what came after the parts were handed over', () => {
    const table = new StringTable();
    table.add('before');
    const reader = new StringTable(table.parts);
    table.add('after');
    expect(reader.find('after')).toBeUndefined();
    expect(reader.find('before')).toBe(1);
  });

  it('holds very many strings', () => {
    const table = new StringTable();
    for (let i = 0; i < 50_000; i++) table.add(`word${i}`);
    expect(table.count).toBe(50_001);
    for (let i = 0; i < 50_000; i += 997) expect(table.find(`word${i}`)).toBe(i + 1);
  });
});

describe('sorted strings', () => {
  const tableOf = (texts: readonly string[]) => {
    const table = new StringTable();
    const half = texts.slice(0, texts.length / 2);
    for (const one of half) table.add(one);
    const first = insertSorted(table, new Uint32Array(), numbersFrom(1, table.count));
    const from = table.count;
    for (const one of texts) table.add(one);
    return { table, sorted: insertSorted(table, first, numbersFrom(from, table.count)) };
  };
  const numbersFrom = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
  const distinct = fc.uniqueArray(
    text.filter(one => one !== ''),
    { maxLength: 60 },
  );
  const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

  it('stay sorted when more are put in', () => {
    fc.assert(
      fc.property(distinct, texts => {
        const { table, sorted } = tableOf(texts);
        expect([...sorted].map(number => table.stringOf(number))).toEqual(texts.toSorted(byBytes));
      }),
    );
  });

  it('are found by their beginning', () => {
    fc.assert(
      fc.property(distinct, text, (texts, beginning) => {
        const { table, sorted } = tableOf(texts);
        const found = [...beginningWith(table, sorted, beginning)].map(number => table.stringOf(number));
        expect(found).toEqual(texts.filter(one => one.startsWith(beginning)).toSorted(byBytes));
      }),
    );
  });

  it('are found when few edits away', () => {
    const ascii = fc.string({ unit: fc.constantFrom(...'abcd'), minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(
        fc.uniqueArray(ascii, { maxLength: 80 }),
        fc.uniqueArray(ascii, { maxLength: 20 }),
        ascii,
        (texts, more, wanted) => {
          const { table } = tableOf(texts);
          const strings = new NearStrings();
          const found = () => strings.near(table, wanted).map(number => table.stringOf(number));
          const near = (some: readonly string[]) =>
            some.filter(one => levenshtein(one.split(' ')[0] ?? '', wanted) <= EDITS);
          expect(found()).toEqual(near(texts));
          const compounds = more.map(one => `${one} off`);
          for (const one of compounds) table.add(one);
          expect(found()).toEqual(near([...texts, ...compounds]));
        },
      ),
      { numRuns: 500 },
    );
  });
});

function levenshtein(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const cost = a[0] === b[0] ? 0 : 1;
  if (cost === 0) return levenshtein(a.slice(1), b.slice(1));
  return 1 + Math.min(levenshtein(a.slice(1), b), levenshtein(a, b.slice(1)), levenshtein(a.slice(1), b.slice(1)));
}

describe('a lexicon', () => {
  it('is read back from its log, written in pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 40 }), fc.nat(40), (pairs, cut) => {
        const lexicon = new Lexicon();
        const log: Uint8Array[] = [];
        let known = { words: 1, terms: 1 };
        pairs.forEach(([word, term], i) => {
          lexicon.add(word, term);
          if (i !== cut) return;
          log.push(lexicon.log(known).slice());
          known = { words: lexicon.words.count, terms: lexicon.terms.count };
        });
        log.push(lexicon.log(known));
        const copy = new Lexicon();
        const reader = new ByteReader(Buffer.concat(log));
        while (copy.words.count < lexicon.words.count) copy.readLog(reader);
        for (let word = 0; word < lexicon.words.count; word++) {
          expect(copy.words.stringOf(word)).toBe(lexicon.words.stringOf(word));
          expect(copy.terms.stringOf(copy.termOf(word))).toBe(lexicon.terms.stringOf(lexicon.termOf(word)));
        }
      }),
    );
  });

  it('is read back from its tables, and grows on', async () => {
    const directory = await scratchDirectory();
    const path = join(directory, '1.words');
    const pairs = fc.array(fc.tuple(text, text), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(pairs, pairs, async (before, after) => {
        const lexicon = new Lexicon();
        for (const [word, term] of before) lexicon.add(word, term);
        lexicon.sort();
        writeTables(path, lexicon, { bytes: 7, crc: 2 ** 32 - 1 });
        const { lexicon: copy, reached } = await readTables(directory, '1.words');
        expect(reached).toEqual({ bytes: 7, crc: 2 ** 32 - 1 });
        expect(copy.sorted).toEqual(lexicon.sorted);
        for (const [word, term] of [...before, ...after]) {
          const number = lexicon.add(word, term);
          expect(copy.add(word, term)).toBe(number);
          expect(copy.words.stringOf(number)).toBe(lexicon.words.stringOf(number));
          expect(copy.terms.stringOf(copy.termOf(number))).toBe(lexicon.terms.stringOf(lexicon.termOf(number)));
          expect(copy.plain(number)).toBe(lexicon.plain(number));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is not read from tables that were changed', async () => {
    const directory = await scratchDirectory();
    const path = join(directory, '1.words');
    const lexicon = new Lexicon();
    for (const word of ['graph', 'graphs', 'offpolicy off']) lexicon.add(word, word.slice(0, 5));
    writeTables(path, lexicon, { bytes: 0, crc: 0 });
    const bytes = readFileSync(path);
    const word = bytes.indexOf('graphs');
    bytes[word] = 0x67 ^ 1;
    writeFileSync(path, bytes);
    await expect(readTables(directory, '1.words')).rejects.toThrow(/not what was written/);
  });
});
