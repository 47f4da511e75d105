import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { intake } from '../../src/collection/intake.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { papers } from '../../src/store/papers.ts';
import { eventually } from '../eventually.ts';
import { onPostgres, openTarget } from '../store/each-store.ts';
import { type Stage, setTheStage } from './harness.ts';

const CHANNEL = { guild: 'Paper club', channel: 'papers' };
const NEW = {
  own: false,
  title: 'Quokkas Learn to Smile',
  abstract: 'We show that quokkas learn to smile from few examples.',
  arxivId: '2511.01234',
};

async function found({ sandbox }: Stage, query: string): Promise<string | undefined> {
  const answer = await sandbox.person('reader').slash(CHANNEL, 'search', { query });
  return answer.message?.text;
}

onPostgres('a paper that another process brings while the bot runs', makeTarget => {
  it('is found by /search soon, also when its text changes, and no more once it is removed', async () => {
    const target = await makeTarget();
    const stage = await setTheStage({ env: { DATABASE_URL: target.url ?? '' } });
    expect(await found(stage, 'quokkas smile')).not.toContain('Quokkas Learn');
    const collection = papers(await openTarget(target));
    const { added } = await intake(collection).upsert([NEW]);
    await eventually(async () => expect(await found(stage, 'quokkas smile')).toContain('Quokkas Learn to Smile'));
    const typed = await stage.sandbox.person('reader').complete(CHANNEL, 'paper', { paper: 'quokk' }, 'paper');
    expect(typed.map(({ name }) => name)).toEqual([NEW.title]);
    await intake(collection).upsert([{ ...NEW, title: 'Quokkas Learn to Laugh' }]);
    await eventually(async () => expect(await found(stage, 'quokkas')).toContain('Quokkas Learn to Laugh'));
    await collection.remove(added);
    await eventually(async () => expect(await found(stage, 'quokkas')).not.toContain('Quokkas Learn'));
  });
});

it('a paper that comes to the file of the collection, or goes from it, comes and goes without a restart', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const path = folder.file('papers.jsonl');
  copyFileSync('data/papers.jsonl', path);
  const stage = await setTheStage({ env: { COLLECTION_PATH: path } });
  const line = JSON.stringify({ id: '00000000aa', title: NEW.title, abstract: NEW.abstract, links: [], authors: [] });
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, `${before}${line}\n`);
  await eventually(async () => expect(await found(stage, 'quokkas smile')).toContain('Quokkas Learn to Smile'));
  await stage.restart();
  expect(await found(stage, 'quokkas smile')).toContain('Quokkas Learn to Smile');
  writeFileSync(path, before);
  await eventually(async () => expect(await found(stage, 'quokkas smile')).not.toContain('Quokkas Learn'));
});
