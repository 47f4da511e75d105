import { describe, expect, it } from 'vitest';
import { MOST_ENTRIES, readFile } from '../../../src/library/importing/index.ts';

const read = (text: string | Uint8Array) => readFile(typeof text === 'string' ? Buffer.from(text) : text);

describe('a BibTeX file', () => {
  it('gives titles as they read, and what else may name the paper', async () => {
    expect(
      await read(`
        @comment{nothing} @preamble{"x"}
        @string{arx = "arXiv preprint arXiv:2110.04260"}
        @article{a, title = {Na{\\"\\i}ve {B}ayes \\& {\\'E}tude}, journal = arx, doi = "10.1000/A\\_b" }
        @misc{b, eprint={2006.08848v2}, archivePrefix={arXiv}, note={not arXiv:1234.56789}}
        @INPROCEEDINGS(c, title = "Plain", howpublished = {\\url{https://arxiv.org/abs/2301.08203}})`),
    ).toEqual({
      kind: 'entries',
      format: 'BibTeX',
      rejected: [],
      entries: [
        {
          line: 4,
          title: 'Naïve Bayes & Étude',
          names: ['10.1000/A_b', 'arXiv preprint arXiv:2110.04260'],
          venue: 'arXiv preprint arXiv:2110.04260',
          type: 'article-journal',
        },
        { line: 5, names: ['arXiv:2006.08848'] },
        { line: 6, title: 'Plain', names: ['https://arxiv.org/abs/2301.08203'], type: 'paper-conference' },
      ],
    });
  });

  it('that is broken in places gives the rest', async () => {
    const content = await read(
      '@misc{a, title={Good}}\n@misc{b, title={Unclosed\n@misc{c title}\n@misc{d, title={Good too}}',
    );
    if (content.kind !== 'entries') throw new Error(content.kind);
    expect(content.entries.map(({ title }) => title)).toEqual(['Good', 'Good too']);
    expect(content.rejected.map(({ excerpt }) => excerpt)).toEqual(['@misc{b, title={Unclosed', '@misc{c title}']);
  });

  it('of too many entries is counted, not read', async () => {
    const entries = Array.from({ length: MOST_ENTRIES + 1 }, (_, i) => `@misc{k${i}, title={T}}`);
    expect(await read(entries.join('\n'))).toEqual({ kind: 'too-many', count: MOST_ENTRIES + 1 });
    expect((await read(entries.slice(1).join('\n'))).kind).toBe('entries');
  });
});

describe('a RIS file', () => {
  it('is read with one space or two, with any line ends, with or without its last line', async () => {
    expect(
      await read(
        'TY  - JOUR\r\nTI  - A title\r\n that goes on\r\nDO  - 10.1/x\r\nER  - \r\n\r\nTY - CONF\nT1 - Another\nUR - https://a.b',
      ),
    ).toEqual({
      kind: 'entries',
      format: 'RIS',
      rejected: [],
      entries: [
        { line: 1, title: 'A title that goes on', names: ['10.1/x'], type: 'article-journal' },
        { line: 7, title: 'Another', names: ['https://a.b'], type: 'paper-conference' },
      ],
    });
  });
});

describe('a file of another kind', () => {
  it.each([
    ['words', Buffer.from('Dear all')],
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(1000)],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ])('%s: no references', async (_what, bytes) => {
    expect(await read(bytes)).toEqual({ kind: 'no-references' });
  });

  it('is read in the older encodings of Windows', async () => {
    const utf16 = Buffer.from('\ufeff@misc{a, title={Zürich}}', 'utf16le');
    const latin = Buffer.from('@misc{a, title={Z\u00fcrich}}', 'latin1');
    for (const bytes of [utf16, latin]) expect(await read(bytes)).toMatchObject({ entries: [{ title: 'Zürich' }] });
  });
});
