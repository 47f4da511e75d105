import { appendFileSync, utimesSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../src/platform/temporary-folder.ts';
import { paperFile } from '../../../src/sources/file/paper-file.ts';
import { interruptedAtEveryPage, papersOf, readAll } from '../rig.ts';

function file(name: string, content: string | Uint8Array) {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const path = folder.file(name);
  const write = (other: string | Uint8Array) => {
    writeFileSync(path, other);
    utimesSync(path, LONG_AGO, LONG_AGO);
  };
  write(content);
  return { path, source: paperFile(path), write };
}

const LONG_AGO = new Date('2020-01-01');

const bibtex = (n: number) => `@article{key${n},
  title = {A {P}aper on {H}{\\"o}lder Spaces, Number ${n}},
  author = {Example, Ada and {\\'E}mile Sample and {The Example Group} and others},
  journal = {Journal of Examples \\& Samples},
  year = {2021},
  abstract = {We {study} \\emph{it} for $x_{1}$, and find 90\\% more.},
  eprint = {2101.${String(n).padStart(5, '0')}},
  archiveprefix = {arXiv},
}`;

describe('a file of a reference manager', () => {
  it('in BibTeX', async () => {
    const { source } = file('library.bib', bibtex(1));
    expect(papersOf(await readAll(source))).toEqual([
      {
        title: 'A Paper on Hölder Spaces, Number 1',
        own: false,
        fills: true,
        abstract: 'We study \\emph{it} for $x_{1}$, and find 90\\% more.',
        authors: ['Ada Example', 'Émile Sample', 'The Example Group'],
        venue: 'Journal of Examples & Samples',
        type: 'article-journal',
        year: 2021,
        arxivId: '2101.00001',
      },
    ]);
  });

  it('in RIS', async () => {
    const ris = `TY  - JOUR
AU  - Example, Ada
AU  - Sample, Bo
TI  - A Paper
AB  - We study it,
      and more.
JO  - arXiv e-prints
PY  - 2021/05/01/
DO  - https://doi.org/10.1000/ABC.1
UR  - https://arxiv.org/abs/2101.00001v3
ER  - 
`;
    expect(papersOf(await readAll(file('export.ris', ris).source))).toEqual([
      {
        title: 'A Paper',
        own: false,
        fills: true,
        abstract: 'We study it, and more.',
        authors: ['Ada Example', 'Bo Sample'],
        year: 2021,
        arxivId: '2101.00001',
        doi: '10.1000/abc.1',
      },
    ]);
  });

  it('in CSL-JSON; an item that is none costs only itself', async () => {
    const items = [
      {
        id: 'http://zotero.org/users/1/items/A',
        type: 'article',
        title: 'A Paper',
        author: [{ given: 'Ada', family: 'Example' }, { literal: 'The Example Group' }],
        abstract: 'We study it.',
        issued: { 'date-parts': [['2021', 5, 1]] },
        number: 'arXiv:2101.00001',
        publisher: 'arXiv',
        DOI: '10.48550/arXiv.2101.00001',
      },
      { type: 'book' },
      { title: 'Another', 'container-title': 'Journal of Examples', DOI: '10.1000/abc.1', issued: { raw: 'soon' } },
    ];
    const [page] = await readAll(file('export.json', JSON.stringify(items)).source);
    expect(page?.papers).toMatchObject([
      { title: 'A Paper', authors: ['Ada Example', 'The Example Group'], year: 2021, arxivId: '2101.00001' },
      { title: 'Another', venue: 'Journal of Examples', doi: '10.1000/abc.1', year: undefined },
    ]);
    expect(page?.passedOver).toEqual([expect.stringContaining('“{"type":"book"}”: it has no title')]);
  });

  it('says what is broken, and gives the rest; the same key twice is two entries', async () => {
    const [page] = await readAll(
      file(
        'library.bib',
        `${bibtex(1)}\n@article{key1, title {x}}\n${bibtex(2).replace('key2', 'key1')}\n@misc{u, year=2000}`,
      ).source,
    );
    expect(page?.papers.map(({ arxivId }) => arxivId)).toEqual(['2101.00001', '2101.00002']);
    expect(page?.passedOver).toEqual([
      expect.stringMatching(/^line 10, “@article\{key1, title \{x\}\}”: after “title” an equals sign is missing$/),
      expect.stringMatching(/^line \d+, “@misc\{u, year=2000\}”: it has no title$/),
    ]);
  });

  it('of 10,000 entries is read while everything else goes on', async () => {
    const { source } = file('library.bib', Array.from({ length: 10_000 }, (_, i) => bibtex(i + 1)).join('\n'));
    let beats = 0;
    const heart = setInterval(() => beats++, 5);
    const pages = await readAll(source);
    clearInterval(heart);
    expect(papersOf(pages)).toHaveLength(10_000);
    // Reading takes seconds; on this thread there would have been no beat.
    expect(beats).toBeGreaterThan(10);
  });
});

describe('a file of papers', () => {
  const lines = Array.from({ length: 450 }, (_, i) =>
    JSON.stringify({ title: `Paper Number ${i + 1}`, abstract: 'x' }),
  );

  it('in JSONL', async () => {
    const pages = await readAll(file('papers.jsonl', lines.join('\n')).source);
    expect(pages.map(({ papers }) => papers.length)).toEqual([200, 200, 50]);
    expect(pages.at(-1)?.progress).toEqual({ seen: 450, of: 450 });
  });

  it('that is a saved page', async () => {
    const abstract = 'We show that this is an abstract, since it is long enough to be one and says what was done.';
    const [page] = await readAll(file('page.txt', `Hugging Face\n\nA Title of a Paper\n\n${abstract}\n`).source);
    expect(page?.papers).toMatchObject([{ title: 'A Title of a Paper', abstract }]);
  });

  it('goes on after the last slice that was taken over', async () => {
    const { source } = file('papers.jsonl', lines.join('\n'));
    expect((await interruptedAtEveryPage(source, 3)).map(({ title }) => title)).toEqual(
      lines.map(line => JSON.parse(line).title),
    );
  });

  it('is not read again before it changes; a changed one is read from its beginning', async () => {
    const { source, write } = file('papers.jsonl', lines.join('\n'));
    const pages = await readAll(source);
    const position = pages.at(-1)?.position;
    expect(await readAll(source, { position })).toEqual([]);
    write(lines.slice(0, 3).join('\n'));
    expect(papersOf(await readAll(source, { position }))).toHaveLength(3);
    expect(papersOf(await readAll(source, { position: pages[0]?.position }))).toHaveLength(3);
  });

  it.each([
    ['broken JSON', 'papers.jsonl', '\n{"title": ', /papers\.jsonl, line 2: no valid JSON/],
    ['words', 'words.txt', 'Dear all', /words\.txt, line 1: “Dear all” begins nothing that holds papers/],
    ['a picture', 'picture.bib', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /picture\.bib is no text/],
  ])('that is %s is an error that names it', async (_, name, content, message) => {
    await expect(readAll(file(name, content).source)).rejects.toThrow(message);
  });

  it('that is being written is read when it has come to rest, and not before', async () => {
    const { path, write } = file('library.bib', bibtex(1));
    write(bibtex(1).slice(0, 150));
    utimesSync(path, new Date(), new Date());
    const pauses: number[] = [];
    const source = paperFile(path, async ms => {
      pauses.push(ms);
      if (pauses.length === 1) appendFileSync(path, bibtex(1).slice(150));
      else utimesSync(path, LONG_AGO, LONG_AGO);
    });
    const [page] = await readAll(source);
    expect(page).toMatchObject({ papers: [{ arxivId: '2101.00001' }] });
    expect(page).not.toHaveProperty('passedOver');
    expect(pauses).toHaveLength(2);
  });

  it('that never rests is left to the next run', async () => {
    const { path } = file('library.bib', bibtex(1));
    const touch = async () => utimesSync(path, new Date(), new Date());
    await touch();
    await expect(readAll(paperFile(path, touch))).rejects.toThrow(/library\.bib is being written all the time/);
  });

  it('waits for the one before it, also where that one fails', async () => {
    const never = new AbortController().signal;
    const nowhere = '/nowhere/at/all.bib';
    const first = file('one.bib', bibtex(1))
      .source.pages({ since: '2026-01-01', signal: never })
      [Symbol.asyncIterator]();
    await first.next();
    const settled: string[] = [];
    const others = [
      readAll(paperFile(nowhere)).catch(() => settled.push('missing')),
      readAll(file('two.bib', bibtex(2)).source).then(() => settled.push('two')),
    ];
    // Asked after it, and answered: without a turn to wait for, the missing file would have been found out.
    await stat(nowhere).catch(() => {});
    await new Promise(setImmediate);
    expect(settled).toEqual([]);
    await first.return?.();
    await Promise.all(others);
    expect(settled).toEqual(['missing', 'two']);
  });

  it('hands over a slice when it is asked for the next, and not before', async () => {
    const { source, write } = file('papers.jsonl', lines.join('\n'));
    const pages = source.pages({ since: '2026-01-01', signal: new AbortController().signal })[Symbol.asyncIterator]();
    const first = await pages.next();
    // What was read is what the run goes on with, whatever becomes of the file.
    write('{"title": "Another"}');
    const second = await pages.next();
    expect([first, second].map(({ value }) => value?.progress)).toEqual([
      { seen: 200, of: 450 },
      { seen: 400, of: 450 },
    ]);
    await pages.return?.();
  });

  it('that is not there is an error that says what to do', async () => {
    await expect(readAll(paperFile('/nowhere/at/all.bib'))).rejects.toThrow(
      /all\.bib cannot be read: .*path that the source names/,
    );
  });
});
