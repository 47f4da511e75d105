import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { progressBar, progressLine } from '../../src/cli/progress-bar.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { startService } from '../sources/rig.ts';
import { oai, sample } from '../sources/samples.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
  return () => folder.remove();
});

const LINES = Array.from({ length: 7 }, (_, i) => JSON.stringify({ title: `Paper Number ${i + 1}`, abstract: 'x' }));

/** `npm run sources -- …` over the sources that are given. */
const LONG_AGO = new Date('2020-01-01');

function start(args: string[], { sources = [] as object[], env = {} as Record<string, string> } = {}) {
  writeFileSync(folder.file('sources.json'), JSON.stringify({ sources }));
  writeFileSync(folder.file('papers.jsonl'), LINES.join('\n'));
  // Nobody writes it any more.
  utimesSync(folder.file('papers.jsonl'), LONG_AGO, LONG_AGO);
  const child = spawn(process.execPath, ['src/cli/sources.ts', ...args], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      DATABASE_PATH: folder.file('offprint.sqlite'),
      SOURCES_PATH: folder.file('sources.json'),
      SOURCES_CONTACT: 'library@example.org',
      ...env,
    },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, ended: ended(child) };
}

async function ended(child: ChildProcess): Promise<{ status: unknown; out: string; err: string }> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', data => {
    out += data;
  });
  child.stderr?.on('data', data => {
    err += data;
  });
  const [status] = await once(child, 'close');
  return { status, out, err };
}

const run = (args: string[], options?: Parameters<typeof start>[1]) => start(args, options).ended;

const mine = { name: 'mine', kind: 'file', path: 'papers.jsonl' };
const featured = { name: 'featured', kind: 'hugging-face' };

describe('npm run sources', () => {
  it('reads a source, and the next time only what is new', async () => {
    const sources = [mine];
    expect(await run([], { sources })).toMatchObject({ status: 0, out: 'mine (file): never read\n' });
    expect(await run(['mine'], { sources })).toMatchObject({ status: 0, out: 'mine: 7 read, 7 new, 0 changed.\n' });
    expect(await run(['mine'], { sources })).toMatchObject({ status: 0, out: 'mine: 0 read, 0 new, 0 changed.\n' });
    expect((await run([], { sources })).out).toMatch(/^mine \(file\): read 0 min ago: 0 papers/);
  });

  it('names what it passed over and why; `abstracts: optional` takes the entries without one in', async () => {
    const library = '@book{a, title={A Book}, author={Ann Other}}\n@article{b, year={2020}}\n@article{c, title={Cut';
    writeFileSync(folder.file('library.bib'), library);
    const source = { name: 'library', kind: 'file', path: 'library.bib' };
    const { out } = await run(['library'], { sources: [source] });
    expect(out).toMatch(
      /^library: 1 read, 0 new, 0 changed\.\nNotes:\n {2}1 entry has no abstract.*“A Book”; "abstracts": "optional" in the settings of this source takes it in\n {2}line 2.*no title\n {2}line 3/,
    );
    // It is still known when nothing has changed, and in the overview.
    await run(['library'], { sources: [source] });
    expect((await run([], { sources: [source] })).out).toMatch(/Notes:\n {4}1 entry has no abstract/);
    const { out: optional } = await run(['library', '--since', '2024-01-01'], {
      sources: [{ ...source, abstracts: 'optional' }],
    });
    expect(optional).toMatch(/^library: 1 read, 1 new, 0 changed\.\nNotes:\n {2}line 2/);
  });

  it('asks a service from the day that it is told, with a name and an address to write to', async () => {
    const service = await startService(() => ({ body: '[]' }));
    const today = new Date().toISOString().slice(0, 10);
    const env = { HUGGING_FACE_URL: `${service.address}/api/daily_papers` };
    expect(await run(['featured', '--since', today], { sources: [featured], env })).toMatchObject({ status: 0 });
    expect(service.asked.map(({ url }) => url.searchParams.get('date'))).toEqual([today]);
    expect(service.asked[0]?.headers['user-agent']).toMatch(/^Offprint\/[\d.]+ \(library@example\.org\)$/);
  });

  it('asks arXiv’s OAI-PMH for everything where the day is before its first', async () => {
    const tooEarly = readFileSync('test/papers/references/fixtures/21-oai-from-the-beginning.xml', 'utf8');
    const service = await startService(({ searchParams }) => ({
      body: (searchParams.get('from') ?? '2005-09-16') < '2005-09-16' ? tooEarly : oai({ records: [sample(1)] }),
    }));
    const harvest = { name: 'mine', kind: 'arxiv-oai', set: 'math' };
    const env = { ARXIV_OAI_URL: `${service.address}/oai` };
    expect(await run(['mine', '--since', '1995-01-01'], { sources: [harvest], env })).toMatchObject({
      status: 0,
      out: 'mine: 1 read, 1 new, 0 changed.\n',
    });
  });

  it('says of two papers with one DOI that both are kept', async () => {
    const entry = (key: string, title: string, author: string) =>
      `@article{${key}, title={${title}}, author={${author}}, doi={10.5555/1234}, abstract={On ${title}.}}\n`;
    writeFileSync(
      folder.file('a.bib'),
      entry('a', 'Ripples over a Plain', 'Vale, Mira') + entry('b', 'Storms on the Sphere', 'Stone, Otto'),
    );
    const { status, out } = await run(['mine'], { sources: [{ ...mine, path: 'a.bib' }] });
    expect([status, out]).toEqual([
      0,
      'mine: 2 read, 2 new, 0 changed.\nNotes:\n  “Storms on the Sphere” and “Ripples over a Plain” have the same DOI 10.5555/1234, but differ in the rest: both are kept\n',
    ]);
  });

  it('that is interrupted says so, and goes on from there', async () => {
    let onSecond = () => {};
    const second = new Promise<void>(resolve => {
      onSecond = resolve;
    });
    const service = await startService((_url, _headers, count) => {
      if (count === 2) onSecond();
      return count === 2 ? { status: 503 } : { body: '[]' };
    });
    const options = { sources: [featured], env: { HUGGING_FACE_URL: service.address } };
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const first = start(['featured', '--since', yesterday], options);
    await second;
    first.child.kill('SIGINT');
    expect(await first.ended).toMatchObject({ status: 130, err: expect.stringContaining('goes on from there') });
    expect(await run(['featured'], options)).toMatchObject({ status: 0 });
    const days = service.asked.map(({ url }) => url.searchParams.get('date'));
    expect(days.slice(0, 1)).toEqual([yesterday]);
    // The second day was asked for and not had; the first was.
    expect(days[2]).toBe(days[1]);
  });

  it('needs nobody to write to where only a file is read, or all are listed', async () => {
    const options = { sources: [mine, featured], env: { SOURCES_CONTACT: '' } };
    expect(await run(['mine'], options)).toMatchObject({ status: 0, out: 'mine: 7 read, 7 new, 0 changed.\n' });
    expect(await run([], options)).toMatchObject({ status: 0, out: expect.stringContaining('featured') });
  });

  it.each([
    [['nothing'], [mine], {}, 1, /There is no source “nothing”. There are: mine\./],
    [['mine', 'other'], [mine], {}, 2, /One source at a time/],
    [['mine', '--since', 'yesterday'], [mine], {}, 2, /--since must be a day such as 2024-01-31, not "yesterday"/],
    [['mine', '--nonsense'], [mine], {}, 2, /--nonsense/],
    [['mine'], [{ ...mine, every: '1s' }], {}, 1, /source 1 \(“mine”\): "every": must be a time such as 6h or 1d/],
    [['mine'], [{ ...mine, path: 'gone.bib' }], {}, 1, /gone\.bib cannot be read/],
    [['featured'], [featured], { SOURCES_CONTACT: '' }, 1, /SOURCES_CONTACT is missing/],
    [['mine'], [mine], { SOURCES_CONTACT: 'nobody' }, 2, /SOURCES_CONTACT must be an e-mail address/],
  ])('%j is refused in words', async (args, sources, env, status, message) => {
    const ran = await run(args, { sources, env });
    expect(ran).toMatchObject({ status, out: '' });
    expect(ran.err).toMatch(message);
    expect(ran.err).not.toMatch(/ {4}at /);
  });
});

describe('what a run waits for', () => {
  it('is said while a service is slow to answer, and how far the run is', async () => {
    let answer = () => {};
    const service = createServer((_request, response) => {
      answer = () => void response.end('[]');
    });
    service.listen(0, '127.0.0.1');
    await once(service, 'listening');
    onTestFinished(() => void service.close());
    const at = service.address();
    if (at === null || typeof at === 'string') throw new Error('no port');
    const host = `127.0.0.1:${at.port}`;
    const today = new Date().toISOString().slice(0, 10);
    const { child, ended } = start(['featured', '--since', today], {
      sources: [featured],
      env: { HUGGING_FACE_URL: `http://${host}` },
    });
    // It does not answer before it was said that it is waited for.
    child.stderr?.on('data', data => {
      if (String(data).includes(`featured  reading …  waiting for the answer of ${host}`)) answer();
    });
    expect(await ended).toMatchObject({ status: 0 });
  });
});

describe('the progress bar', () => {
  const output = (isTTY: boolean) => {
    const written: string[] = [];
    return { isTTY, written, write: (text: string) => written.push(text) > 0 };
  };

  it('is drawn over at a terminal; elsewhere a line comes now and then, also while no timer can run', () => {
    let now = 0;
    const [terminal, pipe] = [output(true), output(false)];
    const bars = [terminal, pipe].map(one => progressBar(one, () => now));
    for (now = 0; now <= 30_000; now += 500) for (const bar of bars) bar.show(`at ${now}`);
    for (const bar of bars) bar.clear();
    expect(terminal.written.slice(0, 2)).toEqual(['\r\u001b[Kat 0', '\r\u001b[Kat 500']);
    expect(pipe.written).toEqual(['at 1500\n', 'at 11500\n', 'at 21500\n']);
  });

  it('never wraps: a line that did would stay when the next is drawn', () => {
    const narrow = { ...output(true), columns: 40 };
    progressBar(narrow).show(progressLine('daily', { seen: 1234, added: 56, changed: 7, done: 0.5 }));
    expect(narrow.written.join('').replace('\r\u001b[K', '')).toHaveLength(39);
  });

  it('shows how much was read of how much', () => {
    const progress = { seen: 1234, added: 56, changed: 7 };
    expect(progressLine('daily', { ...progress, done: 0.5 })).toBe(
      `daily  ${'█'.repeat(10)}${'·'.repeat(10)}  50 %  1,234 read, 56 new, 7 changed`,
    );
    expect(progressLine('daily', { ...progress, done: 1.2 })).toContain('100 %');
    expect(progressLine('daily', progress)).toBe('daily  1,234 read, 56 new, 7 changed');
  });
});
