import { describe, expect, test } from 'vitest';
import { readRecord } from '../../src/papers/record.ts';

const read = (fields: object) => readRecord({ title: 'A Title', ...fields });

describe('records of other programs', () => {
  test.each([
    [{ abstract: 'x' }, { abstract: 'x' }],
    [{ summary: 'x' }, { abstract: 'x' }],
    [{ text: 'x' }, { abstract: 'x' }],
    [{ arxiv: '2110.04260v2' }, { arxivId: '2110.04260' }],
    [{ arxiv_id: 'arXiv:math.GT/0309136' }, { arxivId: 'math/0309136' }],
    [{ id: 'http://arxiv.org/abs/2110.04260v1' }, { arxivId: '2110.04260', id: undefined }],
    [{ _id: '2110.04260' }, { arxivId: '2110.04260', id: undefined }],
    [{ url: 'https://huggingface.co/papers/2110.04260' }, { arxivId: '2110.04260', links: [] }],
    [{ url: 'https://github.com/org/name' }, { arxivId: undefined, links: ['https://github.com/org/name'] }],
    [{ doi: 'https://doi.org/10.1145/3404835.3463098' }, { doi: '10.1145/3404835.3463098' }],
    [{ DOI: '10.48550/arXiv.2110.04260' }, { doi: undefined, arxivId: '2110.04260' }],
    [{ published: '2021-10-08T16:02:01Z' }, { date: '2021-10-08' }],
    [{ date: 'last week' }, { date: undefined }],
    [{ year: '2022' }, { year: 2022 }],
    [{ authors: 'Ann Other and Name, Some' }, { authors: ['Ann Other', 'Some Name'] }],
    [{ authors: [{ name: 'Ann Other' }] }, { authors: ['Ann Other'] }],
    [{ journal: 'TMLR' }, { venue: 'TMLR' }],
    [{ 'journal-ref': 'J. Exam. 1 (2020)' }, { venue: 'J. Exam. 1 (2020)' }],
    [{ categories: 'cs.LG stat.ML' }, { categories: ['cs.LG', 'stat.ML'] }],
    [
      { categories: ['cs.LG'], upvotes: 12 },
      { categories: ['cs.LG'], upvotes: 12 },
    ],
    [{ keywords: 'black holes; strings, branes' }, { keywords: ['black holes', 'strings, branes'] }],
    [{ Keywords: 'black holes, strings' }, { keywords: ['black holes', 'strings'] }],
    [{ tags: ['strings'] }, { keywords: ['strings'] }],
    [{ id: 17, _id: null }, { id: undefined }],
    [{ id: 'MED-10' }, { id: undefined }],
    [{ withdrawn: false }, { withdrawn: undefined }],
    [{ authors: [], year: null, venue: '', arxiv: null }, { arxivId: undefined }],
  ])('%j', (fields, expected) => {
    expect(read(fields)).toMatchObject({ title: 'A Title', own: false, ...expected });
  });
});

describe('what is wrong is said in words, all of it', () => {
  test.each<[value: unknown, reasons: RegExp[]]>([
    [{}, [/a paper needs a title/]],
    [{ title: '?!' }, [/letter or a digit/]],
    [{ title: 5, abstract: 6 }, [/title/, /abstract/]],
    ['A Title', [/in braces/]],
    [[1], [/in braces/]],
    [null, [/in braces/]],
  ])('%j', (value, reasons) => {
    for (const reason of reasons) expect(() => readRecord(value)).toThrow(reason);
  });
});

describe('a field of another form than expected costs itself alone, and is named', () => {
  test.each<[fields: object, leftOut: RegExp[], read?: object]>([
    [{ arxiv: '0.98765' }, [/arxivId.*2110\.04260/]],
    [{ doi: 'none', year: 'soon' }, [/doi/, /year such as 2021/]],
    [{ authors: [1] }, [/list of names/]],
    [{ categories: 7, upvotes: 'many' }, [/list of categories/, /number of upvotes/]],
    [{ venue: 7, year: 2020 }, [/venue/], { year: 2020 }],
    [{ journal: { name: 'ArXiv', volume: 'abs/1901.00001' } }, [], { venue: 'ArXiv' }],
    [
      { externalIds: { ArXiv: '1901.00001', DOI: '10.1000/abc', CorpusId: 5 } },
      [],
      { arxivId: '1901.00001', doi: '10.1000/abc' },
    ],
  ])('%j', (fields, reasons, expected = {}) => {
    const leftOut: string[] = [];
    expect(readRecord({ title: 'A Title', ...fields }, leftOut)).toMatchObject({ title: 'A Title', ...expected });
    expect(leftOut).toEqual(reasons.map(reason => expect.stringMatching(reason)));
  });
});
