import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadCollection } from '../../src/papers/index.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { buildIndex } from '../../src/search/index.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

interface Ran {
  status: number;
  out: string;
  err: string;
}

/** `npm run search -- …`, in a folder of its own, with nothing set but what is given. */
function run(args: readonly string[], { stdin = '', env = {} }: { stdin?: string; env?: Record<string, string> } = {}) {
  const script = new URL('../../src/cli/search.ts', import.meta.url).pathname;
  const collection = new URL('../../data/papers.jsonl', import.meta.url).pathname;
  return new Promise<Ran>(resolve => {
    const child = execFile(
      process.execPath,
      [script, ...args],
      { cwd: dirname(folder.file('here')), env: { PATH: process.env.PATH, COLLECTION_PATH: collection, ...env } },
      (error, out, err) => resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
    child.stdin?.end(stdin);
  });
}

const CORPUS = [
  { _id: 'one', title: 'Tides of the estuary', text: 'Tides move sand.', authors: ['Ana Man'], year: 2019 },
  { id: 2, title: 'Sand and wind', abstract: 'Wind moves sand.', authors: ['Bo An'], date: '2021-05-17' },
  { id: 3, title: 'Old sand', abstract: 'Sand of the desert.', authors: ['Carla Manning'], year: 1999 },
];

function corpus(): string {
  const file = folder.file('corpus.jsonl');
  writeFileSync(file, CORPUS.map(line => JSON.stringify(line)).join('\n'));
  return file;
}

const idsOf = ({ out }: Ran) => [...out.matchAll(/"id":("?\w+"?)/g)].map(([, id]) => id?.replaceAll('"', ''));

describe('npm run search', () => {
  it('finds what the bot finds, a query a line, with words that begin with a dash', async () => {
    const queries = ['label noise', 'calibration -temperature', 'Zhang 2023', '', 'railway'];
    const index = await buildIndex(await loadCollection('data/papers.jsonl'));
    await index.settled;
    const { out, status } = await run(['--stdin', '--limit=5'], { stdin: queries.join('\n') });
    const lines = out.trim().split('\n');
    expect(status).toBe(0);
    expect(lines).toHaveLength(queries.length);
    for (const [i, query] of queries.entries()) {
      const { hits, total, near } = index.search(query, { limit: 5 });
      const wanted = hits.map(({ paper, score }) =>
        expect.objectContaining({ id: paper.id, title: paper.title, score }),
      );
      expect(JSON.parse(lines[i] ?? ''), query).toMatchObject({ query, total, near, results: wanted });
    }
  });

  it('reads authors, years and dates of a file, and narrows by them', async () => {
    const file = corpus();
    expect(idsOf(await run(['--corpus', file, '--json', 'sand', '--author', 'Man']))).toEqual(['one']);
    expect(idsOf(await run([`--corpus=${file}`, '--json', '--since', '2021-05', 'sand']))).toEqual(['2']);
    const { out } = await run(['--corpus', file, '--sort', 'newest', 'sand', '-wind']);
    expect(out).toMatch(/^1\. Tides of the estuary\n {3}Ana Man · 2019\n {3}one\n[\s\S]*^2\. Old sand/m);
    expect(out).toContain('2 of 2 papers');
  });

  it('says what no paper mentions', async () => {
    const { out } = await run(['railway', 'gradient']);
    expect(out).toContain('No paper here mentions “railway”.');
    expect(out).toContain('   without: railway');
  });

  it('reads .env, and the topics that it names', async () => {
    writeFileSync(folder.file('topics.json'), '[{"id": "tides", "name": "Tides", "aliases": [], "acronyms": []}]');
    writeFileSync(folder.file('.env'), 'TOPICS_PATH=topics.json\n');
    expect(idsOf(await run(['--corpus', corpus(), '--json', '--topic', 'tides']))).toEqual(['one']);
  });

  it.each<[string, string[], RegExp]>([
    ['an unknown option', ['--limt', '3', 'noise'], /Unknown option '--limt'\.\n\nnpm -s run search/],
    ['a date that is none', ['--since', '2023-13', 'noise'], /--since must be a year/],
    ['no query', [], /What is to be searched for\?/],
  ])('refuses %s', async (_, args, words) => {
    const { status, out, err } = await run(args, { env: { TOPICS_PATH: '' } });
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(words);
  });

  it('has help, which names every option', async () => {
    const { status, out } = await run(['--help']);
    expect(status).toBe(0);
    const source = readFileSync('src/cli/search.ts', 'utf8');
    const options = [...source.matchAll(/^ {2}(\w+): \{ type:/gm)].map(([, name]) => `--${name}`);
    expect(options.length).toBeGreaterThan(8);
    for (const option of options) expect(out).toContain(option);
  });
});
