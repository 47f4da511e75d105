import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { papers } from '../../src/store/papers.ts';
import { eachStore, freshSqlite, openTarget, type Target } from '../store/each-store.ts';

/** `npm run backup -- …`, `npm run restore -- …` */
function run(name: 'backup' | 'restore', { url, path }: Target, ...args: string[]) {
  const env = { ...process.env, DATABASE_PATH: path, DATABASE_URL: url ?? '' };
  return new Promise<{ status: number; out: string; err: string }>(resolve => {
    execFile(process.execPath, [`src/cli/${name}.ts`, ...args], { env }, (error, out, err) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

function aFolder() {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  return folder;
}

eachStore('npm run backup', (openFresh, _, makeEmpty) => {
  it('overwrites nothing without --force, is private, and can be put back', async () => {
    const store = await openFresh();
    await papers(store).upsert([{ own: false, title: 'Quokkas', abstract: 'They smile.' }]);
    const folder = aFolder();
    const file = folder.file('backup.jsonl');
    writeFileSync(file, 'of last year');
    const refused = await run('backup', store.target, file);
    expect(refused).toMatchObject({ status: 1, out: '' });
    expect(refused.err).toMatch(/is there already.*--force/);
    expect(refused.err).not.toContain('    at ');
    expect(readFileSync(file, 'utf8')).toBe('of last year');
    expect((await run('backup', store.target, '--force', file)).status).toBe(0);
    const fresh = folder.file('fresh.jsonl');
    const made = await run('backup', store.target, fresh);
    expect(made.status).toBe(0);
    expect(statSync(fresh).mode & 0o777).toBe(0o600);
    expect(readdirSync(aParent(fresh)).sort()).toEqual(['backup.jsonl', 'fresh.jsonl']);
    const rows = /(\d+) rows/.exec(made.out)?.[1];
    const target = await makeEmpty();
    expect((await run('restore', target, fresh)).out).toContain(`${rows} rows.`);
    expect((await papers(await openTarget(target)).page('', 2)).map(({ title }) => title)).toEqual(['Quokkas']);
  });
});

function aParent(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

it('npm run restore refuses a backup that is cut off before it makes a database', async () => {
  const store = await freshSqlite();
  const folder = aFolder();
  const file = folder.file('backup.jsonl');
  await run('backup', store, file);
  writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(0, -2).join('\n'));
  const target = { path: folder.file('new.sqlite') };
  const refused = await run('restore', target, file);
  expect(refused).toMatchObject({ status: 1, out: '' });
  expect(refused.err).toMatch(/cut off.*Nothing was changed/);
  expect(refused.err).not.toContain('    at ');
  expect(existsSync(target.path)).toBe(false);
});
