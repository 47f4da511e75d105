import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCollection } from '../../src/papers/collection.ts';
import { newPaperId } from '../../src/papers/paper.ts';

const SOURCES = ['data/source/papers-page.txt', 'data/source/arxiv-ids.jsonl'];

let folder: string;
let collection: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-'));
  collection = join(folder, 'papers.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

interface Run {
  status: number;
  out: string;
  err: string;
}

/** `npm run import -- …` */
function run(...args: string[]): Promise<Run> {
  const env = { ...process.env, COLLECTION_PATH: collection };
  return new Promise(resolve => {
    execFile(process.execPath, ['src/cli/import.ts', ...args], { env }, (error, out, err) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

async function file(name: string, ...lines: (string | object)[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return path;
}

const bytes = () => readFile(collection, 'utf8');
const titles = async () => (await loadCollection(collection)).map(paper => paper.title).toSorted();
const abstract = (topic: string) => `We study ${topic} in depth, and find that it matters. `.repeat(6).trim();

describe('the page and the file of ids', () => {
  test('make the collection that comes with Offprint, to the byte, in either order', async () => {
    const { status, out } = await run(...SOURCES);
    expect(status).toBe(0);
    expect(out).toMatch(/papers-page\.txt: 119 papers \(a saved page\)[\s\S]*passed over line 1: Get trending papers/);
    expect(out).toMatch(/Cleaned:[\s\S]*HTML entities: 1\n[\s\S]*citation keys: 2\n/);
    expect(out).toContain('Added 119, updated 0, unchanged 0, removed 0.');
    expect(await bytes()).toBe(await readFile('data/papers.jsonl', 'utf8'));
    await run('--replace', ...SOURCES.toReversed());
    expect(await bytes()).toBe(await readFile('data/papers.jsonl', 'utf8'));
  });

  test('make the same collection when the page was saved in another way', async () => {
    const [head, again, first = '', ...rest] = (await readFile('data/source/papers-page.txt', 'utf8')).split('\n');
    const menu = [
      '\ufeffHugging Face',
      'Models',
      'Log In',
      'Sign Up',
      'new',
      'Trending Papers',
      'byAK and the research community',
      'Nov 24',
    ];
    const lines = [
      ...menu,
      head,
      again,
      'Subscribe',
      first.replace('Subscribe', ''),
      ...rest,
      'Previous',
      '1',
      '2',
      'Next',
      'Privacy',
    ];
    const page = await file('page.txt', lines.map(line => `${line}\r\n`).join('\r\n'));
    expect((await run(page, 'data/source/arxiv-ids.jsonl')).out).toContain('page.txt: 119 papers');
    expect(await bytes()).toBe(await readFile('data/papers.jsonl', 'utf8'));
  });

  test('imported twice change no byte, and the importer says so', async () => {
    await run(...SOURCES);
    const before = await bytes();
    for (const files of [SOURCES, SOURCES.slice(0, 1), SOURCES.slice(1), [collection]]) {
      const { out } = await run(...files);
      expect(out).toContain('Added 0, updated 0, unchanged 119, removed 0.\nNothing new');
      expect(await bytes()).toBe(before);
    }
  });
});

describe('a paper is recognised and keeps its id', () => {
  const first = { title: 'A Title', abstract: 'Short.', arxiv: '2110.04260', doi: '10.1000/abc', year: 2021 };
  const id = newPaperId('A Title');

  test.each<[by: string, record: object]>([
    ['its id', { id, title: 'Renamed', venue: 'TMLR' }],
    ['its arXiv id', { arxiv: 'https://arxiv.org/abs/2110.04260v3', title: 'Renamed', venue: 'TMLR' }],
    ['its DOI', { doi: 'https://doi.org/10.1000/ABC', title: 'Renamed', venue: 'TMLR' }],
    ['its title', { title: 'a TITLE!', venue: 'TMLR' }],
  ])('by %s', async (_, record) => {
    await run(await file('first.jsonl', first));
    const { out } = await run(await file('next.jsonl', record));
    expect(out).toContain('Added 0, updated 1, unchanged 0, removed 0.');
    expect(await loadCollection(collection)).toMatchObject([
      { id, venue: 'TMLR', year: 2021, arxivId: '2110.04260', abstract: 'Short.' },
    ]);
  });

  test('what is known is never erased by null or nothing', async () => {
    await run(await file('first.jsonl', { ...first, authors: ['Ann Other'], url: 'https://example.com/code' }));
    const before = await bytes();
    await run(
      await file('next.jsonl', {
        title: 'A Title',
        abstract: '',
        authors: [],
        year: null,
        arxiv: null,
        doi: '',
        links: null,
      }),
    );
    expect(await bytes()).toBe(before);
  });

  test('ids of other programs are not taken over', async () => {
    await run(
      await file(
        'a.jsonl',
        { id: 'abcdef0123', title: 'A Title', abstract: 'Short.' },
        { _id: '7', title: 'Another', text: 'Short.' },
      ),
    );
    expect((await loadCollection(collection)).map(paper => paper.id).toSorted()).toEqual(
      [id, newPaperId('Another')].toSorted(),
    );
  });

  test('ids of Offprint’s own are, so that a collection can move', async () => {
    const own = { id: 'abcdef0123', title: 'A Title', abstract: 'Short.', links: [], authors: [] };
    await run(await file('a.jsonl', own));
    expect(await loadCollection(collection)).toEqual([own]);
  });

  test('the date is the month of the arXiv id', async () => {
    await run(
      await file('a.jsonl', first, { title: 'Old', abstract: 'Short.', arxiv: 'hep-th/9901001', date: '2004-05-06' }),
    );
    expect((await loadCollection(collection)).map(paper => paper.date).toSorted()).toEqual(['1999-01', '2021-10']);
  });

  test('the same paper twice in one file is one', async () => {
    const { out } = await run(
      await file(
        'page.txt',
        'Hugging Face',
        'A Title',
        abstract('a'),
        'Another',
        abstract('b'),
        'A title',
        abstract('a'),
      ),
    );
    expect(out).toContain('Added 2,');
    expect(await titles()).toEqual(['A title', 'Another']);
  });
});

describe('--remove and --replace', () => {
  beforeEach(async () => {
    await run(
      await file(
        'a.jsonl',
        { title: 'One', abstract: 'x', arxiv: '2110.04260' },
        { title: 'Two', abstract: 'y' },
        { title: 'Three', abstract: 'z' },
      ),
    );
  });

  test.each([newPaperId('One'), 'https://arxiv.org/pdf/2110.04260v1', 'one', '"One"'])(
    '%s is taken out',
    async name => {
      const { status, out } = await run('--remove', name);
      expect(status).toBe(0);
      expect(out).toMatch(/removed 1\.\n {2}removed [0-9a-f]{10} One/);
      expect(await titles()).toEqual(['Three', 'Two']);
    },
  );

  test('several at once, beside files', async () => {
    await run('--remove', 'One', '--remove', 'Two', await file('b.jsonl', { title: 'Four', abstract: 'x' }));
    expect(await titles()).toEqual(['Four', 'Three']);
  });

  test('a name that is none changes nothing', async () => {
    const before = await bytes();
    const { status, err } = await run('--remove', 'One', '--remove', 'Five');
    expect(status).toBe(1);
    expect(err).toContain('"Five" names no paper');
    expect(await bytes()).toBe(before);
  });

  test('replaced by what the files hold; a paper that was known keeps its id, and no field that they do not hold', async () => {
    await run(await file('b.jsonl', { title: 'One, Renamed', abstract: 'x', arxiv: '2110.04260', year: 2021 }));
    const { out } = await run(
      '--replace',
      await file(
        'c.jsonl',
        { title: 'One, Again', abstract: 'w', arxiv: '2110.04260' },
        { title: 'Six', abstract: 'v' },
      ),
    );
    expect(out).toContain('Added 1, updated 1, unchanged 0, removed 2.');
    expect((await loadCollection(collection)).toSorted((a, b) => (a.title < b.title ? -1 : 1))).toEqual([
      {
        id: newPaperId('One'),
        title: 'One, Again',
        abstract: 'w',
        links: [],
        authors: [],
        arxivId: '2110.04260',
        date: '2021-10',
      },
      { id: newPaperId('Six'), title: 'Six', abstract: 'v', links: [], authors: [] },
    ]);
  });
});

describe('what is wrong is said, and the collection stays as it was', () => {
  test.each<[what: string, name: string, lines: (string | object)[], reason: string]>([
    ['broken JSON', 'b.jsonl', ['', '{"title": '], 'b.jsonl, line 2: no valid JSON'],
    ['a wrong record', 'b.jsonl', ['', { title: 5 }], 'b.jsonl, line 2: "title": a paper needs a title'],
    ['JSON by its content', 'b.txt', ['{"title": }'], 'b.txt, line 1: no valid JSON'],
    ['a page without papers', 'b.txt', ['Hugging Face', 'Nothing here'], 'b.txt holds no papers'],
    ['an empty file', 'b.jsonl', [''], 'b.jsonl is empty'],
  ])('%s', async (_, name, lines, reason) => {
    await run(await file('a.jsonl', { title: 'One', abstract: 'x' }));
    const before = await bytes();
    const { status, out, err } = await run(await file(name, ...lines));
    expect([status, out]).toEqual([1, '']);
    expect(err).toContain(reason);
    expect(err).toContain('Nothing was changed');
    expect(await bytes()).toBe(before);
    expect((await readdir(folder)).filter(entry => entry.endsWith('.tmp'))).toEqual([]);
  });

  test('a file that is missing, or is no text', async () => {
    expect((await run(join(folder, 'none.txt'))).err).toContain('none.txt cannot be read');
    await writeFile(join(folder, 'bytes.txt'), Buffer.from([0xff, 0xfe, 0x00]));
    expect((await run(join(folder, 'bytes.txt'))).err).toContain('is no text');
  });

  test('a collection that is broken is not written over', async () => {
    await writeFile(collection, '{"broken');
    const { status, err } = await run(await file('a.jsonl', { title: 'One', abstract: 'x' }));
    expect(status).toBe(1);
    expect(err).toContain('papers.jsonl, line 1');
    expect(await bytes()).toBe('{"broken');
  });

  test('two papers with one DOI are kept apart, which is said once', async () => {
    const paper = (title: string, author: string) => ({
      title,
      authors: [author],
      abstract: `${title}. `.repeat(20),
      doi: '10.5555/1234',
    });
    const path = await file(
      'a.jsonl',
      paper('Ripples over a Plain', 'Mira Vale'),
      paper('Storms on the Sphere', 'Otto Stone'),
    );
    const { status, out } = await run(path);
    expect(status).toBe(0);
    expect(out).toContain(
      'Kept apart:\n  “Storms on the Sphere” and “Ripples over a Plain” have the same DOI 10.5555/1234, but differ in the rest: both are kept\n',
    );
    expect((await loadCollection(collection)).map(({ versions }) => versions)).toEqual([undefined, undefined]);
    const before = await bytes();
    expect((await run(path)).out).not.toContain('Kept apart');
    expect(await bytes()).toBe(before);
  });

  test('records that have no abstract and name no paper are passed over and told', async () => {
    const { status, out } = await run(
      await file('a.jsonl', { title: 'One', abstract: 'x' }, { title: 'Unknown', arxiv: '2110.04260' }),
    );
    expect(status).toBe(0);
    expect(out).toMatch(
      /Passed over, having no abstract .*: 1 paper\n\("--abstracts optional" takes it in\)\n {2}Unknown/,
    );
    expect(await titles()).toEqual(['One']);
  });

  test('an entry that is the same paper as another one is named, so that the counts add up', async () => {
    const one = '@article{KEY, title={Marmots and Snow}, author={Doe, A.}, year={2020}, abstract={On marmots.}}\n';
    const library = await file('library.bib', `${one}${one}${one.replace('Snow', 'Ice')}`);
    const { out } = await run(library);
    expect(out).toContain('library.bib: 3 papers (BibTeX)\n');
    expect(out).toContain('Listed more than once, and taken as one paper each: 1 entry\n  Marmots and Snow\n');
    expect(out).toContain('Added 2,');
  });

  test('--abstracts optional takes them in; --dry-run says so and changes nothing', async () => {
    const library = await file('library.bib', '@book{a, title={A Book}, author={Ann Other}}', '@book{b, year={2020}}');
    const dry = await run('--dry-run', '--abstracts', 'optional', library);
    expect(dry.status).toBe(0);
    expect(dry.out).toMatch(/library\.bib: 1 paper \(BibTeX\), 1 that cannot be read\n {2}line 2: .*title/);
    expect(dry.out).toMatch(/Added 1, .*\nA dry run: nothing was changed\. .* would hold 1 paper\./);
    await expect(bytes()).rejects.toThrow('ENOENT');
    await run('--abstracts', 'optional', library);
    expect(await loadCollection(collection)).toMatchObject([{ title: 'A Book', abstract: '' }]);
    const wrong = await run('--abstracts', 'never', library);
    expect(wrong).toMatchObject({ status: 2, err: expect.stringContaining('"required" or "optional", not "never"') });
  });

  test.each([[[]], [['--replace']], [['--remove']], [['--unknown', 'x']]])(
    'called with %j: status 2, and how it is called',
    async args => {
      const { status, err } = await run(...args);
      expect(status).toBe(2);
      expect(err).toContain('npm run import -- <file>');
    },
  );

  test('--help', async () => {
    const { status, out } = await run('--help');
    expect(status).toBe(0);
    expect(out).toContain('--remove <paper>');
  });
});
