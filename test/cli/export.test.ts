import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { takeOver } from '../../src/collection/take-over.ts';
import { loadCollection } from '../../src/papers/index.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { collectionFile } from '../../src/store/collection-file.ts';
import { papers } from '../../src/store/papers.ts';
import { eachStore, type Target } from '../store/each-store.ts';

/** `npm run export -- …` */
function run({ url, path }: Target, ...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const env = { ...process.env, DATABASE_PATH: path, DATABASE_URL: url ?? '' };
  return new Promise(resolve => {
    execFile(process.execPath, ['src/cli/export.ts', ...args], { env }, (error, out, err) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

function aFile(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  return folder.file('exported.jsonl');
}

eachStore('npm run export', (openFresh, _, makeEmpty) => {
  it('writes the collection as the file that it began with, to the byte, beside a running bot', async () => {
    const store = await openFresh();
    const collection = papers(store);
    await takeOver(await loadCollection('data/papers.jsonl'), {
      papers: collection,
      collectionFile: collectionFile(store),
    });
    const file = aFile();
    expect(await run(store.target, file)).toMatchObject({
      status: 0,
      out: `${file} holds the collection: 119 papers.\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe(readFileSync('data/papers.jsonl', 'utf8'));
    await collection.remove((await collection.page('', 118)).map(({ id }) => id));
    expect((await run(store.target, file)).out).toContain('1 paper.');
  });

  it('says what to do when there is nothing yet, and how it is called', async () => {
    const target = await makeEmpty();
    const file = aFile();
    const nothing = await run(target, file);
    expect([nothing.status, nothing.err]).toEqual([1, expect.stringMatching(/no collection yet|cannot be opened/)]);
    expect((await run(target)).status).toBe(2);
  });
});
