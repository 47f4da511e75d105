import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { loadCollection } from '../../../src/papers/index.ts';
import type { Paper } from '../../../src/papers/paper.ts';
import { BrokenIndexError } from '../../../src/search/disk/broken.ts';
import { readManifest, writeManifest } from '../../../src/search/disk/manifest.ts';
import { type Feed, openDiskIndex, type SearchIndex, type Topic } from '../../../src/search/index.ts';
import { feedOf, silent } from '../kinds.ts';
import { scratchDirectory } from './rig.ts';

const papers = await loadCollection('data/papers.jsonl');

interface Opened {
  index: SearchIndex;
  revision: number;
  /** What the log told. */
  told: string[];
}

/** Nothing is merged and made beside any more when this is fulfilled, unless `atOnce`. */
async function open(
  directory: string,
  feed: Feed,
  { topics, atOnce = false }: { topics?: readonly Topic[] | undefined; atOnce?: boolean } = {},
): Promise<Opened> {
  const told: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void told.push(line) });
  const opened = await openDiskIndex({ directory, feed, log, ...(topics && { topics }) });
  onTestFinished(() => opened.index.close());
  if (!atOnce) await opened.index.settled;
  return { ...opened, told };
}

/** A feed that notes from which revision on it is asked. */
function watched(feed: Feed): Feed & { asked: number[] } {
  const asked: number[] = [];
  return {
    ...feed,
    asked,
    changes(after, limit) {
      asked.push(after);
      return feed.changes(after, limit);
    },
  };
}

function titles(index: SearchIndex): string[] {
  return [...index.papers].map(({ title }) => title);
}

describe('an index on disk', () => {
  it('is there again without being built, and takes in what came meanwhile', async () => {
    const directory = await scratchDirectory();
    const first = await open(directory, feedOf(papers.slice(0, 100)));
    const before = first.index.search('label noise');
    await first.index.close();
    const same = watched(feedOf(papers.slice(0, 100)));
    const second = await open(directory, same);
    expect(second.told).toEqual([]);
    expect(same.asked).toEqual([100]);
    expect(second.index.search('label noise')).toEqual(before);
    await second.index.close();
    const third = await open(directory, feedOf(papers));
    expect(third.revision).toBe(papers.length);
    expect(titles(third.index)).toEqual(papers.map(({ title }) => title));
  });

  it('follows changes, also over a restart', async () => {
    const directory = await scratchDirectory();
    const { index } = await open(directory, feedOf(papers));
    const [first, second, third] = papers;
    if (!first || !second || !third) throw new Error('There are more than two.');
    const generation = index.generation;
    const changed: Paper = { ...second, title: 'On Quokkas' };
    await index.update([
      { id: first.id, revision: 1001 },
      { id: second.id, paper: changed, revision: 1002 },
    ]);
    const hold = (one: SearchIndex) => {
      expect(one.get(first.id)).toBeUndefined();
      expect(one.search('quokkas').hits[0]?.paper).toEqual(changed);
      expect(titles(one).at(-1)).toBe('On Quokkas');
      expect(one.papers.at(0)).toEqual(third);
      expect(one.size).toBe(papers.length - 1);
    };
    hold(index);
    expect(index.generation).not.toBe(generation);
    await index.close();
    const again = watched({ ...feedOf([]), revision: async () => 1002 });
    hold((await open(directory, again)).index);
    expect(again.asked).toEqual([1002]);
  });

  it('tells whoever waits until nothing is merged, also when a change comes meanwhile', async () => {
    const { index } = await open(await scratchDirectory(), feedOf(papers.slice(0, 100)), { atOnce: true });
    const { settled } = index;
    await index.update(papers.slice(100, 101).map(paper => ({ id: paper.id, paper, revision: 101 })));
    await settled;
    await index.settled;
    expect(index.size).toBe(101);
  });

  it('of no papers is an index, too', async () => {
    const directory = await scratchDirectory();
    const { index } = await open(directory, feedOf([]));
    expect(index.search('noise')).toMatchObject({ total: 0, hits: [] });
    expect(index.suggest('')).toEqual([]);
    await index.update([
      { id: 'a', paper: { id: 'a', title: 'Noise', abstract: '', links: [], authors: [] }, revision: 1 },
    ]);
    expect(index.search('noise').total).toBe(1);
  });

  it('belongs to one process', async () => {
    const directory = await scratchDirectory();
    const { index } = await open(directory, feedOf(papers.slice(0, 5)));
    await expect(open(directory, feedOf(papers.slice(0, 5)))).rejects.toThrow(
      /already using the search index in .*INDEX_PATH/,
    );
    await index.close();
    await open(directory, feedOf(papers.slice(0, 5)));
  });

  it('says what to do when its folder cannot be', async () => {
    await expect(open('/dev/null/index', feedOf([]))).rejects.toThrow(
      /cannot be kept in \/dev\/null\/index.*INDEX_PATH/,
    );
  });
});

describe('an index on disk that is of no use is built again, and the log tells why', () => {
  const some = papers.slice(0, 30);
  const expectBuiltAgain = async (directory: string, feed: Feed, reason: RegExp, topics?: readonly Topic[]) => {
    const { index, told } = await open(directory, feed, { topics, atOnce: true });
    expect(told.join('')).toMatch(reason);
    expect(told.join('')).toMatch(/built again/);
    expect(titles(index)).toEqual(some.map(({ title }) => title));
    expect(index.search(some[3]?.title ?? '').hits[0]?.paper).toEqual(some[3]);
  };

  let whole = '';
  beforeAll(async () => {
    whole = mkdtempSync(join(tmpdir(), 'offprint-index-'));
    const { index } = await openDiskIndex({ directory: whole, feed: feedOf(some), log: silent });
    await index.settled;
    await index.close();
  });
  afterAll(() => rmSync(whole, { recursive: true }));

  it('of another collection', async () => {
    await expectBuiltAgain(await copyOf(whole), feedOf(some, 'another'), /of another collection/);
  });

  it('of a collection that has gone back', async () => {
    await expectBuiltAgain(await copyOf(whole), { ...feedOf(some), revision: async () => 3 }, /older/);
  });

  it('with other topics', async () => {
    await expectBuiltAgain(await copyOf(whole), feedOf(some), /analysed in another way/, [
      { id: 'a', name: 'A', aliases: [], acronyms: [] },
    ]);
  });

  it('of another format', async () => {
    const directory = await copyOf(whole);
    const path = join(directory, 'manifest.json');
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), format: 999 }));
    await expectBuiltAgain(directory, feedOf(some), /of format 999/);
  });

  it('whose building was interrupted', async () => {
    const directory = await copyOf(whole);
    const path = join(directory, 'manifest.json');
    const { revision: _, crc: __, ...rest } = JSON.parse(readFileSync(path, 'utf8'));
    await writeManifest(directory, rest);
    await expectBuiltAgain(directory, feedOf(some), /interrupted/);
  });

  it('whose damage shows only when what came meanwhile is written', async () => {
    const directory = await copyOf(whole);
    const feed = feedOf(papers.slice(0, 31));
    const { index, told } = await open(
      directory,
      {
        ...feed,
        changes(after, limit) {
          if (after === some.length) truncateSync(join(directory, 'words.log'), 100);
          return feed.changes(after, limit);
        },
      },
      { atOnce: true },
    );
    expect(told.join('')).toMatch(/words\.log.*built again/);
    expect(index.size).toBe(31);
  });

  it('with a digit changed in its manifest', async () => {
    const written = readFileSync(join(whole, 'manifest.json'), 'utf8');
    const { analysis, collection } = JSON.parse(written);
    const directory = await copyOf(whole);
    const read = () => readManifest({ directory, analysis, collection });
    expect(await read()).toMatchObject({ revision: some.length });
    for (const { index } of written.matchAll(/\d/g)) {
      const digit = (Number(written[index]) + 1) % 10;
      writeFileSync(join(directory, 'manifest.json'), `${written.slice(0, index)}${digit}${written.slice(index + 1)}`);
      await expect(read()).rejects.toThrow(BrokenIndexError);
    }
  });

  it('with one file in the place of another', async () => {
    const directory = await copyOf(whole);
    const [file = ''] = readdirSync(whole).filter(name => name.endsWith('.segment'));
    copyFileSync(join(directory, file.replace('.segment', '.papers')), join(directory, file));
    await expectBuiltAgain(directory, feedOf(some), /changed/);
  });

  it('with a file of another build, whole by itself, in the place of its own', async () => {
    const other = await scratchDirectory();
    const { index } = await open(other, feedOf(papers.slice(0, 40)));
    await index.close();
    const files = readdirSync(whole).filter(name => /\.(segment|papers|words|space|vectors)$/.test(name));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const directory = await copyOf(whole);
      copyFileSync(join(other, file), join(directory, file));
      await expectBuiltAgain(directory, feedOf(some), /changed, or is of another build/);
    }
  });

  it('with any of its files cut off', async () => {
    for (const file of readdirSync(whole).filter(name => name !== 'owner')) {
      const directory = await copyOf(whole);
      truncateSync(join(directory, file), Math.floor(readFileSync(join(directory, file)).length / 2));
      await expectBuiltAgain(directory, feedOf(some), /cut off|changed/);
    }
  });

  it('with a byte changed in what is read when it is opened', async () => {
    for (const file of readdirSync(whole).filter(name => /\.(log|words|space|json)$/.test(name))) {
      const directory = await copyOf(whole);
      const bytes = readFileSync(join(directory, file));
      bytes[10] = (bytes[10] ?? 0) ^ 0xff;
      writeFileSync(join(directory, file), bytes);
      await expectBuiltAgain(directory, feedOf(some), /cut off|changed|cannot be read/);
    }
  });
});

async function copyOf(directory: string): Promise<string> {
  const copy = await scratchDirectory();
  for (const file of readdirSync(directory)) copyFileSync(join(directory, file), join(copy, file));
  return copy;
}
