import { mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadCollection, serialise } from '../../src/papers/collection.ts';
import { newPaperId, type Paper } from '../../src/papers/paper.ts';
import { type Watch, watchCollection } from '../../src/papers/watch.ts';
import { writeWhole } from '../../src/platform/write-whole.ts';
import { eventually } from '../eventually.ts';

const paper = (title: string): Paper => ({
  id: newPaperId(title),
  title,
  abstract: 'An abstract.',
  links: [],
  authors: [],
});
const [one, two, three] = [paper('One'), paper('Two'), paper('Three — über 3')];

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-'));
  path = join(folder, 'papers.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

describe('reading a collection', () => {
  test('gives the papers in the order of the file', async () => {
    await writeFile(path, serialise([three, one]));
    expect(await loadCollection(path)).toEqual([three, one]);
  });

  test('passes over blank lines, takes CRLF and a last line without a break', async () => {
    await writeFile(path, `\n${JSON.stringify(one)}\r\n\n${JSON.stringify(two)}`);
    expect(await loadCollection(path)).toEqual([one, two]);
  });

  test('an empty one has no papers', async () => {
    await writeFile(path, '');
    expect(await loadCollection(path)).toEqual([]);
  });

  test.each<[what: string, line: string, reason: RegExp]>([
    ['half a line', '{"id":"0123456789","ti', /line 2: no valid JSON/],
    [
      'a missing field',
      '{"id":"0123456789","title":"x","abstract":"","links":[]}',
      /line 2: "authors": expected array/,
    ],
    ['a field of unknown name', JSON.stringify({ ...two, titel: 'x' }), /line 2: .*titel/],
    [
      'a wrong id and date',
      JSON.stringify({ ...two, id: 'x', date: '2021' }),
      /line 2: "id": must be 10 hex digits; "date": must be/,
    ],
    ['an id twice', JSON.stringify({ ...two, id: one.id }), /line 2: .* line 1 already/],
  ])('%s is refused with file, line and reason', async (_, line, reason) => {
    await writeFile(path, `${JSON.stringify(one)}\n${line}\n`);
    await expect(loadCollection(path)).rejects.toThrow(reason);
    await expect(loadCollection(path)).rejects.toThrow(path);
  });

  test('one that is not there is refused with its name', async () => {
    await expect(loadCollection(path)).rejects.toThrow(`${path} cannot be read`);
  });

  test('a large one does not hold up the event loop', async () => {
    const many = Array.from({ length: 20_000 }, (_, at) => ({
      ...paper(`Paper ${at}`),
      abstract: 'word '.repeat(200),
    }));
    await writeFile(path, serialise(many));
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    expect(await loadCollection(path)).toHaveLength(many.length);
    clearInterval(timer);
    // 20 MB in pieces of 64 kB: other work had its turn between them.
    expect(turns).toBeGreaterThan(20);
  });
});

describe('writing a file whole', () => {
  test('replaces what was there, keeps its mode, leaves nothing beside it', async () => {
    await writeFile(path, 'old', { mode: 0o640 });
    await writeWhole(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readdir(folder)).toEqual(['papers.jsonl']);
  });

  test('makes the folder that is missing', async () => {
    await writeWhole(join(folder, 'a/b.jsonl'), 'new');
    expect(await readFile(join(folder, 'a/b.jsonl'), 'utf8')).toBe('new');
  });

  test('writes through a symbolic link', async () => {
    await writeFile(path, 'old');
    await symlink(path, join(folder, 'link'));
    await writeWhole(join(folder, 'link'), 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
  });

  test('leaves the file alone when it cannot be replaced', async () => {
    await expect(writeWhole(folder, 'new')).rejects.toThrow();
    expect((await stat(folder)).isDirectory()).toBe(true);
  });
});

describe('watching a collection', () => {
  let watch: Watch;
  let onChange: ReturnType<typeof vi.fn<(papers: Paper[]) => void>>;
  let onError: ReturnType<typeof vi.fn<(error: unknown) => void>>;
  const changes = () => onChange.mock.calls.map(([papers]) => papers.map(({ title }) => title));

  beforeEach(async () => {
    await writeFile(path, serialise([one]));
    onChange = vi.fn<(papers: Paper[]) => void>();
    onError = vi.fn<(error: unknown) => void>();
    watch = watchCollection(path, { onChange, onError, everyMs: 20 });
    await watch.ready;
  });
  afterEach(() => watch.stop());

  test('tells of a file that was written anew', async () => {
    await writeFile(path, serialise([one, two]));
    await eventually(() => expect(changes()).toEqual([['One', 'Two']]));
  });

  test('tells of a file that was renamed into its place, and of the next one', async () => {
    for (const papers of [[two], [three]]) {
      await writeFile(`${path}.new`, serialise(papers));
      await rename(`${path}.new`, path);
      await eventually(() => expect(changes().at(-1)).toEqual(papers.map(({ title }) => title)));
    }
    expect(onError).not.toHaveBeenCalled();
  });

  test('tells of a broken file once, then of a sound one', async () => {
    await writeFile(path, '{"broken');
    await eventually(() => expect(onError).toHaveBeenCalledOnce());
    await writeFile(path, serialise([two]));
    await eventually(() => expect(changes()).toEqual([['Two']]));
    expect(onError).toHaveBeenCalledOnce();
  });

  test('a file that has gone is told of, and taken up when it is back', async () => {
    await rm(path);
    await eventually(() => expect(onError).toHaveBeenCalledOnce());
    await writeFile(path, serialise([three]));
    await eventually(() => expect(changes()).toEqual([['Three — über 3']]));
  });

  test('reads a file that looks unchanged when told to', async () => {
    watch.reload();
    await eventually(() => expect(changes()).toEqual([['One']]));
  });

  test('tells what the change led to when that fails', async () => {
    onChange.mockImplementation(() => {
      throw new Error('no room');
    });
    watch.reload();
    await eventually(() => expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('no room')));
  });

  test('tries again what a change led to, and tells of the failure once', async () => {
    let failures = 0;
    onChange.mockImplementation(() => {
      if (++failures < 3) throw new Error('the database is away');
    });
    await writeFile(path, serialise([one, two]));
    await eventually(() => expect(failures).toBe(3));
    expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('the database is away'));
    expect(changes().at(-1)).toEqual(['One', 'Two']);
  });

  test('waits for a copy that pauses within a line', async () => {
    const text = serialise([one, two, three]);
    await writeFile(path, text.slice(0, -30));
    await new Promise(resolve => setTimeout(resolve, 80));
    expect(onError).not.toHaveBeenCalled();
    await writeFile(path, text);
    await eventually(() => expect(changes()).toHaveLength(1));
    expect(onError).not.toHaveBeenCalled();
  });

  test('says nothing once it was stopped, also while it reads', async () => {
    await writeFile(path, serialise(Array.from({ length: 20_000 }, (_, at) => paper(`Paper ${at}`))));
    watch.reload();
    // Reading takes many turns of the event loop; after a few it is under way.
    for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
    watch.stop();
    await loadCollection(path);
    await loadCollection(path);
    expect(onChange).not.toHaveBeenCalled();
  });
});
