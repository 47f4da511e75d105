import { writeFileSync } from 'node:fs';
import type { PluginTransformQueryArgs } from 'kysely';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { type IndexPlace, isOnDisk, livingIndex, NotSearchableYet } from '../../src/collection/living-index.ts';
import { accept } from '../../src/papers/accepted.ts';
import { serialise } from '../../src/papers/collection.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { openDiskIndex } from '../../src/search/index.ts';
import { storeOf } from '../../src/store/index.ts';
import { eventually } from '../eventually.ts';
import { eachStore, freshSqlite, onPostgres, openTarget, type TestStore } from '../store/each-store.ts';

const log = pino({ level: 'silent' });

function paper(n: number, more: Partial<Paper> = {}): Paper {
  return {
    id: `${n}`.padStart(10, '0'),
    title: `Paper ${n}`,
    abstract: `About ${n}.`,
    links: [],
    authors: [],
    ...more,
  };
}

function aFile(papers: readonly Paper[]): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const path = folder.file('papers.jsonl');
  writeFileSync(path, serialise(papers));
  return path;
}

const IN_MEMORY: IndexPlace = { kind: 'memory', folder: 'nowhere', database: 'test' };

async function living(
  database: Pick<TestStore, 'db' | 'traits' | 'close'>,
  path: string,
  watchesFile = true,
  place = IN_MEMORY,
) {
  const store = storeOf(database, { now: Date.now, after: () => () => {} });
  const opened = await livingIndex({ path, store, place, watchesFile, log });
  onTestFinished(async () => {
    opened.stop();
    await opened.close();
  });
  await opened.ready;
  return { store, ...opened };
}

const NEW = { own: false, title: 'Quite new', abstract: 'On quokkas.', links: [], authors: [] };

it('is on disk for a large collection, unless the settings say where it is', () => {
  expect(isOnDisk(undefined, 19_999)).toBe(false);
  expect(isOnDisk(undefined, 20_000)).toBe(true);
  expect(isOnDisk('memory', 1_000_000)).toBe(false);
  expect(isOnDisk('disk', 0)).toBe(true);
});

eachStore('an index that follows the collection', openFresh => {
  it('begins with the papers of the file, then goes on with those of the store', async () => {
    const database = await openFresh();
    const first = await living(database, aFile([paper(1), paper(2)]));
    expect(first.index.size).toBe(2);
    await first.store.papers.upsert([NEW]);
    first.stop();
    const again = await living(database, 'missing.jsonl', false);
    expect(again.index.size).toBe(3);
  });

  it('is not waited for where it must be built, and cannot be asked before', async () => {
    const database = await openFresh();
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    const store = storeOf(database, { now: Date.now, after: () => () => {} });
    await store.papers.upsert([NEW]);
    const held = Promise.withResolvers<void>();
    const papers: typeof store.papers = {
      ...store.papers,
      changes: (after, limit) => held.promise.then(() => store.papers.changes(after, limit)),
    };
    const place: IndexPlace = { kind: 'disk', folder: folder.file('index'), database: 'test' };
    const opened = await livingIndex({ path: aFile([]), store: { ...store, papers }, place, watchesFile: false, log });
    onTestFinished(async () => {
      opened.stop();
      await opened.close();
    });
    expect(opened.isReady()).toBe(false);
    expect(() => opened.index).toThrow(NotSearchableYet);
    held.resolve();
    await opened.ready;
    expect(opened.index.search('quokkas').total).toBe(1);
  });

  it('takes up what changed in the file while it was built, also the first time', async () => {
    const database = await openFresh();
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    const path = aFile([paper(1)]);
    const store = storeOf(database, { now: Date.now, after: () => () => {} });
    const held = Promise.withResolvers<void>();
    const opened = await livingIndex({
      path,
      store,
      place: { kind: 'disk', folder: folder.file('index'), database: 'test' },
      watchesFile: true,
      async openDisk(options) {
        options.onBuild?.();
        await held.promise;
        return openDiskIndex(options);
      },
      log,
    });
    onTestFinished(async () => {
      opened.stop();
      await opened.close();
    });
    writeFileSync(path, serialise([paper(1), paper(2)]));
    held.resolve();
    await opened.ready;
    await eventually(() => expect(opened.index.size).toBe(2));
  });

  it('that is stopped while it is built leaves nothing behind', async () => {
    const database = await openFresh();
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    const store = storeOf(database, { now: Date.now, after: () => () => {} });
    await store.papers.upsert([NEW]);
    const place: IndexPlace = { kind: 'disk', folder: folder.file('index'), database: 'test' };
    const options = { path: aFile([]), store, place, watchesFile: false, log };
    const first = await livingIndex(options);
    first.stop();
    await first.close();
    const again = await livingIndex(options);
    await again.ready;
    expect(again.index.size).toBe(1);
    again.stop();
    await again.close();
  });

  it('may be on disk', async () => {
    const database = await openFresh();
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    const place: IndexPlace = { kind: 'disk', folder: folder.file('index'), database: 'test' };
    const first = await living(database, aFile([paper(1), paper(2)]), true, place);
    await first.store.papers.upsert([NEW]);
    await eventually(() => expect(first.index.search('quokkas').hits[0]?.paper.title).toBe('Quite new'));
    first.stop();
    await first.close();
    const again = await living(database, 'missing.jsonl', false, place);
    expect(again.index.size).toBe(3);
    expect(again.index.search('quokkas').total).toBe(1);
  });

  it('finds what is added, no longer what is removed, and knows what has changed', async () => {
    const { store, index } = await living(await openFresh(), aFile([paper(1), paper(2)]));
    const [id = ''] = (await store.papers.upsert([NEW])).ids;
    await eventually(() => expect(index.search('quokkas').hits[0]?.paper.title).toBe('Quite new'));
    await store.papers.upsert([{ ...NEW, title: 'Quite old', id }]);
    await eventually(() => expect(index.get(id)?.title).toBe('Quite old'));
    expect(index.size).toBe(3);
    await store.papers.remove([id]);
    await eventually(() => expect(index.search('quokkas').total).toBe(0));
  });

  it('takes up the file when it changes, and what has changed in it while nobody looked', async () => {
    const database = await openFresh();
    const path = aFile([paper(1), paper(2)]);
    const first = await living(database, path);
    writeFileSync(path, serialise([paper(2), paper(3)]));
    first.reload();
    await eventually(() => expect([...first.index.papers].map(({ id }) => id)).toEqual([paper(2).id, paper(3).id]));
    first.stop();
    writeFileSync(path, serialise([paper(3), paper(4)]));
    const again = await living(database, path);
    await eventually(() => expect([...again.index.papers].map(({ id }) => id)).toEqual([paper(3).id, paper(4).id]));
  });

  it('goes on with what it has when the file is broken or missing, unless it has never had a paper', async () => {
    const database = await openFresh();
    const path = aFile([paper(1)]);
    await expect(living(database, 'missing.jsonl')).rejects.toThrow(/missing\.jsonl cannot be read/);
    (await living(database, path)).stop();
    writeFileSync(path, '{"broken');
    const { index, reload } = await living(database, path);
    reload();
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(index.size).toBe(1);
  });
});

it('a file that lost more than a third of its papers is taken only when somebody says that it is meant', async () => {
  const database = await openTarget(await freshSqlite());
  const all = Array.from({ length: 12 }, (_, n) => paper(n + 1));
  const path = aFile(all);
  const { index, reload, store } = await living(database, path);
  const settled = async () => {
    reload();
    await new Promise(resolve => setTimeout(resolve, 300));
  };
  for (const left of [0, 7]) {
    writeFileSync(path, serialise(all.slice(0, left)));
    await settled();
    expect([index.size, await store.papers.count()]).toEqual([12, 12]);
  }
  await accept(path);
  reload();
  await eventually(() => expect(index.size).toBe(7));
  // What was meant was that content, not the next one.
  writeFileSync(path, serialise(all.slice(0, 2)));
  await settled();
  expect(index.size).toBe(7);
});

onPostgres('an index that follows what other processes change', makeTarget => {
  it('finds it soon, also after the database was out of reach', async () => {
    const target = await makeTarget();
    const path = aFile([paper(1)]);
    const writer = await living(await openTarget(target), path);
    const database = await openTarget(target);
    let broken = false;
    const breakable = { ...database, db: database.db.withPlugin(failingWhen(() => broken)) };
    const reader = await living(breakable, path, false);
    expect(reader.index.size).toBe(1);
    await writer.store.papers.upsert([NEW]);
    await eventually(() => expect(reader.index.size).toBe(2));
    broken = true;
    await writer.store.papers.remove([paper(1).id]);
    await new Promise(resolve => setTimeout(resolve, 1_200));
    expect(reader.index.size).toBe(2);
    broken = false;
    await eventually(() => expect(reader.index.size).toBe(1));
  });
});

function failingWhen(broken: () => boolean) {
  return {
    transformQuery({ node }: PluginTransformQueryArgs) {
      if (broken()) throw new Error('out of reach');
      return node;
    },
    transformResult: async <T>({ result }: { result: T }) => result,
  };
}
