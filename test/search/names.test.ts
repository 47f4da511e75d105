import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDiskIndex } from '../../src/search/index.ts';
import { isNamed, nameWords } from '../../src/search/names.ts';
import { Work } from '../../src/search/query/work.ts';
import { scratchDirectory } from './disk/rig.ts';
import { feedOf, silent } from './kinds.ts';
import { ids, indexesOf, paper } from './small.ts';

function named(wanted: string, name: string): boolean {
  return isNamed(nameWords(wanted), nameWords(name));
}

it.each([
  ['C. Manning', 'Christopher D. Manning'],
  ['Manning C', 'Christopher D. Manning'],
  ['Manning, C. D.', 'Christopher D. Manning'],
  ['Manning CD', 'Christopher D. Manning'],
  ['Manning C.', 'Manning, Christopher'],
  ['C. D. Manning', 'Christopher Manning'],
  ['Man', 'Ka Man Lo'],
  ['William', 'William Yang Wang'],
  ['Schuetze', 'Hinrich Schütze'],
  ['Schutze', 'Hinrich Schütze'],
  ['Schütze', 'Hinrich Schuetze'],
  ['Moeller', 'Anna Møller'],
  ['He', 'Xiaodong He'],
  ['He He', 'He He'],
  ['B. An', 'Bo An'],
  ['Xiao-Dong He', 'Xiaodong He'],
  ['Xiaodong He', 'Xiao-Dong He'],
  ['van den Heuvel', 'Henk van den Heuvel'],
  ['Vandenheuvel', 'Henk van den Heuvel'],
  ['Heuvel', 'Henk van den Heuvel'],
  ['Kwon Kim', 'K. Kim'],
  ["O'Horan", 'Helen O’Horan'],
  ['O Horan', 'Helen O’Horan'],
  ['L. Espinosa', 'Luis Espinosa Anke'],
  ['Jean-Pierre Dupont', 'J.-P. Dupont'],
  ['JP Dupont', 'Jean-Pierre Dupont'],
  ['LeCun', 'Yann Le Cun'],
  ['Hal Daumé', 'Hal Daumé III'],
  ['张伟', '张伟'],
])('%s is %s', (wanted, name) => {
  expect(named(wanted, name)).toBe(true);
});

it.each([
  ['Man', 'Christopher Manning'],
  ['William', 'Adina Williams'],
  ['He He', 'Xiaodong He'],
  ['Xiaodong He', 'Xiaodong Liu'],
  ['Bo An', 'Bo Pang'],
  ['J. Kim', 'K. Kim'],
  ['M. Christopher', 'Christopher D. Manning'],
  ['C. E. Manning', 'Christopher D. Manning'],
  ['Li', 'Xin Liu'],
  ['Bauer', 'Anna Baur'],
  ['张', '张伟'],
  ['', 'Bo An'],
])('%s is not %s', (wanted, name) => {
  expect(named(wanted, name)).toBe(false);
});

it('whoever has a name is found by it, in any case and order', () => {
  const word = fc.constantFrom('Jo', 'He', 'an', 'van', 'Smith', 'Lee', 'Schütze', 'de', 'Marie', 'O’Neil', 'K.');
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), words => {
      const name = words.join(' ');
      expect(named(name, name)).toBe(true);
      expect(named(name.toUpperCase(), name)).toBe(true);
      if (!words.includes('K.')) expect(named(words.toReversed().join(' '), name)).toBe(true);
    }),
  );
});

const PAPERS = [
  { title: 'Paths in maps of rooms', authors: ['He He', 'Percy Lane'] },
  { title: 'Ranking by touch', authors: ['Xiaodong He', 'Li Deng'] },
  { title: 'Ranking by sound', authors: ['Xiaodong Liu', 'Li Deng'] },
  { title: 'Games with a hidden guard', authors: ['Bo An', 'Milind Tambe'] },
  { title: 'Words seen from far', authors: ['Bo Pang', 'Lillian Lee'] },
  { title: 'Parsing with arcs', authors: ['Christopher D. Manning', 'Dan Klein'] },
  { title: 'Grains of sand', authors: ['Ka Man Lo'] },
  { title: 'Meaning in rows', authors: ['Hinrich Schütze', 'William Yang Wang', 'Adina Williams'] },
  { title: 'Tones', authors: ['Xiao-Dong May', 'Henk van den Heuvel'] },
].map(paper);

describe.each(await indexesOf(PAPERS))('author: in an index $name', ({ index }) => {
  it.each([
    ['He', ['Paths in maps of rooms', 'Ranking by touch']],
    ['"Xiaodong He"', ['Ranking by touch']],
    ['"Bo An"', ['Games with a hidden guard']],
    ['May', ['Tones']],
    ['An', ['Games with a hidden guard']],
    ['"C. Manning"', ['Parsing with arcs']],
    ['"L. Lee"', ['Words seen from far']],
    ['"Lee L"', ['Words seen from far']],
    ['"KM Lo"', ['Grains of sand']],
    ['Schuetze', ['Meaning in rows']],
    ['schutze', ['Meaning in rows']],
    ['Man', ['Grains of sand']],
    ['William', ['Meaning in rows']],
    ['"Xiaodong May"', ['Tones']],
    ['Xiaodong', ['Ranking by touch', 'Ranking by sound', 'Tones']],
    ['Vandenheuvel', ['Tones']],
    ['"van den Heuvel"', ['Tones']],
    ['Mann', []],
    ['"X. He"', ['Ranking by touch']],
    ['"He X"', ['Ranking by touch']],
    ['"X May"', ['Tones']],
  ])('finds %s', (name, titles) => {
    expect(ids(index.search(`author:${name}`)).toSorted()).toEqual(titles.toSorted());
    expect(ids(index.search('', { author: name.replaceAll('"', '') })).toSorted()).toEqual(titles.toSorted());
    expect(index.search(`author:${name}`).total).toBe(titles.length);
  });
});

it('a paper that has gone from an index on disk is not found by its author, and not counted', async () => {
  const papers = ['Wombats', 'Quokkas'].map(title => paper({ title, authors: ['Ada Smith'], year: 2020 }));
  const directory = await scratchDirectory();
  const { index } = await openDiskIndex({ directory, feed: feedOf(papers), log: silent });
  onTestFinished(() => index.close());
  await index.update([{ id: 'Wombats' }]);
  const found = index.search('Smith et al. 2020');
  expect({ ids: ids(found), total: found.total }).toEqual({ ids: ['Quokkas'], total: 1 });
});

it('costs no more for a name of many initials than for any other, and that is counted', () => {
  const wanted = ['zed', 'abel', 'adam', 'alan', 'amos', 'anna', 'arno', 'axel'];
  const costOf = (initials: number) => {
    const work = new Work(0);
    expect(isNamed(wanted, ['zed', ...Array<string>(initials).fill('a')], work)).toBe(false);
    return -work.left;
  };
  expect(costOf(8)).toBeGreaterThan(0);
  expect(costOf(29)).toBe(costOf(8));
});
