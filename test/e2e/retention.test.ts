import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { setTheStage } from './harness.ts';

const PAPERS: Place = { guild: 'Paper club', channel: 'papers' };
const DM: Place = { dm: true };

/** A stage whose database can be looked into. */
async function openStage() {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const path = folder.file('offprint.sqlite');
  const stage = await setTheStage({ env: { DATABASE_PATH: path } });
  const rows = (sql: string) => {
    const database = new DatabaseSync(path, { readOnly: true });
    const found = database.prepare(sql).all();
    database.close();
    return found;
  };
  return { ...stage, path, rows };
}

it('“Find papers like this” keeps words of the collection, and nothing else of the message', async () => {
  const { sandbox, rows } = await openStage();
  const reader = sandbox.person('reader');
  const message = sandbox
    .person('newcomer')
    .says(
      PAPERS,
      `zyzzyva quagmire: my salary is 12345. ${'I want neural network pruning and sparse training. '.repeat(20)}`,
    );
  const found = await (await reader.messageMenu(PAPERS, 'Find papers like this', message)).later();
  expect(found.text).toMatch(/[Pp]runing/);
  const kept = rows('select * from kept_text');
  expect(kept.length).toBeLessThanOrEqual(1);
  for (const private_ of ['zyzzyva', 'quagmire', '12345', 'I want']) {
    expect(JSON.stringify(kept)).not.toContain(private_);
    expect(found.text).not.toContain(private_);
    for (const { customId } of found.buttons) expect(customId ?? '').not.toContain(private_);
  }
  const next = await (await reader.press(found, 'Next')).later();
  expect(next.text).toMatch(/page 2 of/);
});

it('a long search is one row, and its buttons work after a restart', async () => {
  const { sandbox, rows, restart } = await openStage();
  const reader = sandbox.person('reader');
  const query = `neural network ${'training of deep models '.repeat(40)}`;
  const found = await (await reader.slash(PAPERS, 'search', { query })).later();
  expect(found.buttons.length).toBeGreaterThan(3);
  expect(rows('select * from kept_text')).toHaveLength(1);
  await restart();
  const next = await (await reader.press(found, 'Next')).later();
  expect(next.text).toMatch(/page 2 of/);
  await reader.press(next, 'Next');
  expect(rows('select * from kept_text')).toHaveLength(1);
});

it('the database and what lies next to it are for their owner alone', async () => {
  const { path } = await openStage();
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    expect([file, (statSync(file).mode & 0o777).toString(8)]).toEqual([file, '600']);
  }
});

it('a database that others could read is theirs no more, nor is a backup', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const [path, backup] = [folder.file('offprint.sqlite'), folder.file('backup.jsonl')];
  const files = [path, `${path}-wal`, `${path}-shm`];
  writeFileSync(backup, '', { mode: 0o644 });
  const env = { ...process.env, DATABASE_PATH: path, DISCORD_TOKEN: '', DATABASE_URL: '' };
  const stage = await setTheStage({ env: { DATABASE_PATH: path } });
  await promisify(execFile)(process.execPath, ['src/cli/backup.ts', '--force', backup], { env });
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  for (const file of files) chmodSync(file, 0o644);
  await stage.restart();
  for (const file of files) expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600]);
});

it('what is deleted is in no file of the database any more', async () => {
  const { sandbox, path, bot } = await openStage();
  const reader = sandbox.person('reader');
  await reader.slash(DM, 'list', { paper: 'MaxSup' }, 'add');
  const { form } = await reader.slash(DM, 'list', { paper: 'MaxSup' }, 'note');
  if (!form) throw new Error('no form');
  await reader.submit(form, { note: 'xylophone' });
  const asked = await (await reader.slash(DM, 'privacy', {}, 'delete')).later();
  const files = () => readdirSync(dirname(path)).map(name => join(dirname(path), name));
  const holding = () => files().filter(file => readFileSync(file).includes('xylophone'));
  expect(holding()).not.toEqual([]);
  await reader.press(asked, 'Delete my data');
  expect(holding()).toEqual([]);
  await bot.stop();
  expect(holding()).toEqual([]);
});

it('a file that is larger than Discord takes comes packed, and in parts where it must', async () => {
  const { sandbox } = await openStage();
  const reader = sandbox.person('reader');
  const query = (i: number) =>
    `neural network ${createHash('sha512').update(`${i}`).digest('hex').match(/.{8}/g)?.join(' ')}`;
  for (let i = 0; i < 5; i++) await reader.slash(DM, 'search', { query: query(i) });
  const ask = async () => {
    const { files } = await (await reader.slash(DM, 'privacy', {}, 'export')).later();
    return Promise.all(
      files.map(async ({ filename, url }) => ({
        filename,
        content: Buffer.from(await (await fetch(url)).arrayBuffer()),
      })),
    );
  };
  const [whole] = await ask();
  if (!whole) throw new Error('no file');
  expect(whole.filename).toBe('my-data.json');

  sandbox.faults.setUploadLimit(whole.content.length - 1);
  const [packed, ...none] = await ask();
  expect([packed?.filename, none.length]).toEqual(['my-data.json.gz', 0]);
  expect(gunzipSync(packed?.content ?? '').toString()).toBe(whole.content.toString());

  sandbox.faults.setUploadLimit(400);
  const parts = await ask();
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.every(({ content }) => content.length <= 400)).toBe(true);
  expect(parts.map(({ content }) => gunzipSync(content).toString()).join('')).toBe(whole.content.toString());

  sandbox.faults.setUploadLimit(30);
  const refused = await (await reader.slash(DM, 'privacy', {}, 'export')).later();
  expect(refused.files).toEqual([]);
  expect(refused.text).toContain('too large for Discord');
});
