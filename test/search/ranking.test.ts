import { describe, expect, it } from 'vitest';
import { ids, indexesOf } from './small.ts';

const FILLER = 'We describe a method and report what it does on several tasks.';

/** Papers that differ in one thing each, so that the whole order has a reason. */
const PAPERS = [
  { id: 'title', title: 'Sparse attention', abstract: `Long inputs. ${FILLER}` },
  { id: 'phrase', title: 'Long inputs', abstract: `It uses sparse attention. ${FILLER}` },
  {
    id: 'apart',
    title: 'Long documents',
    abstract: `Attention costs much. ${FILLER} In the end the matrix is kept sparse.`,
  },
  { id: 'one', title: 'Cheap layers', abstract: `Attention costs much. ${FILLER}` },
  {
    id: 'padded',
    title: 'Cheap blocks',
    abstract: `Attention costs much. ${FILLER} ${'Further settings follow with more tables. '.repeat(8)}`,
  },
  { id: 'other', title: 'Rotation of images', abstract: `Pictures are turned. ${FILLER}` },
  {
    id: 'rare',
    title: 'Quaternion layers',
    abstract: `Quaternion products. Quaternion units. Quaternion norms. ${FILLER}`,
  },
  {
    id: 'all-three',
    title: 'Layers of units',
    abstract: `Layers with quaternion products and sparse attention. ${FILLER}`,
  },
];

describe.each(await indexesOf(PAPERS))('the ranking of an index $name', ({ index }) => {
  it('puts the title above the abstract, words in a row above words apart, and both words above one', () => {
    expect(ids(index.search('sparse attention'))).toEqual(['title', 'phrase', 'all-three', 'apart', 'one', 'padded']);
  });

  it('holds a long text against a paper that says the same', () => {
    expect(ids(index.search('attention costs'))).toEqual(['one', 'apart', 'padded', 'title', 'phrase', 'all-three']);
  });

  it('puts a paper with all words above one that repeats the rarest', () => {
    expect(ids(index.search('quaternion sparse attention'))[0]).toBe('all-three');
  });

  it('puts the paper that repeats the only word first', () => {
    expect(ids(index.search('quaternion'))).toEqual(['rare', 'all-three']);
  });

  it('leaves out what has none of the words and nothing in common with what has', () => {
    expect(ids(index.search('quaternion'))).not.toContain('other');
  });

  it('knows no order but that of the collection for papers that are alike', async () => {
    const alike = ['a', 'b', 'c', 'd'].map(id => ({ id, title: 'Sparse attention', abstract: FILLER }));
    for (const { index: same } of await indexesOf(alike))
      expect(ids(same.search('attention'))).toEqual(['a', 'b', 'c', 'd']);
  });
});
