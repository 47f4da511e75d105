import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateNumber } from '../../src/search/date-number.ts';
import { PlaceSet } from '../../src/search/place-set.ts';

/** Sizes around the words of a bitmap, and places within. */
const sized = fc.oneof(fc.constantFrom(0, 1, 31, 32, 33, 63, 64, 65), fc.integer({ min: 0, max: 200 }));
const places = (size: number) => (size === 0 ? fc.constant([]) : fc.array(fc.nat(size - 1)));
const two = sized.chain(size => fc.tuple(fc.constant(size), places(size), places(size)));

const sorted = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b);

describe('a set of places', () => {
  it('is what a plain set is', () => {
    fc.assert(
      fc.property(two, ([size, some, others]) => {
        const [a, b] = [new Set(some), new Set(others)];
        const all = Array.from({ length: size }, (_, place) => place);
        const [one, other] = [new PlaceSet(size, some), new PlaceSet(size, others)];
        expect([...one]).toEqual(sorted(a));
        expect([...one.list()]).toEqual(sorted(a));
        expect(one.count).toBe(a.size);
        expect(all.filter(place => one.has(place))).toEqual(sorted(a));
        expect([...one.copy().and(other)]).toEqual(sorted(a.intersection(b)));
        expect([...one.copy().or(other)]).toEqual(sorted(a.union(b)));
        expect([...one.complement()]).toEqual(all.filter(place => !a.has(place)));
        expect(one.complement().count).toBe(size - a.size);
        one.addAll(Uint32Array.from(others));
        expect([...one]).toEqual(sorted(a.union(b)));
      }),
    );
  });

  it('tells the place before which so many stand that are not in it', () => {
    fc.assert(
      fc.property(two, ([size, some]) => {
        const set = new PlaceSet(size, some);
        const free = Array.from({ length: size }, (_, place) => place).filter(place => !set.has(place));
        free.forEach((place, before) => {
          expect(set.nthOther(before)).toBe(place);
        });
      }),
    );
  });

  it('takes in what lies from one number to another, both included', () => {
    const set = new PlaceSet(10);
    set.addWithin(3, [2019, 2020, 2021, 2022], 2020, 2021);
    expect([...set]).toEqual([4, 5]);
  });
});

describe('dates', () => {
  it('are numbers that sort as they do', () => {
    const papers = [{ date: '2023-05-17' }, { date: '2023-05', year: 2024 }, { year: 2023 }, {}];
    expect(papers.map(dateNumber)).toEqual([20230517, 20230500, 20230000, 0]);
  });

  it.each<[string, string | number | undefined, number, number, boolean]>([
    ['the first day', '2023-05-17', 20230517, 20230518, true],
    ['the last day', '2023-05-17', 20230516, 20230517, true],
    ['a day before', '2023-05-16', 20230517, 20230518, false],
    ['a day after', '2023-05-19', 20230517, 20230518, false],
    ['a month in which the time begins, on its last day', '2023-05', 20230531, 20231231, true],
    ['a month in which the time ends, on its first day', '2023-05', 20230101, 20230501, true],
    ['the month before', '2023-04', 20230501, 20231231, false],
    ['a year in which the time begins', 2023, 20230601, 20231231, true],
    ['a year in which the time ends', 2023, 20220101, 20230101, true],
    ['the year before', 2022, 20230101, 20231231, false],
    ['the year after', 2024, 20230101, 20231231, false],
    ['no date at all', undefined, 1, Number.POSITIVE_INFINITY, false],
  ])('%s', (_what, date, from, to, within) => {
    const set = new PlaceSet(1);
    set.addDated(0, [dateNumber(typeof date === 'number' ? { year: date } : { date })], from, to);
    expect(set.has(0)).toBe(within);
  });
});
