import { existsSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { eventually } from '../eventually.ts';
import { type Stage, setTheStage } from './harness.ts';

const CHANNEL = { guild: 'Paper club', channel: 'papers' };
const QUERIES = [
  'calibration',
  'label noise',
  '"federated learning" -personalized',
  'how to prune networks',
  'quokkas',
];

/**
 * The papers on the first page for each query, each with its sentence, and suggestions. The latent space on disk is
 * rounded: further down ranks may differ.
 */
async function answers({ sandbox }: Stage): Promise<string[]> {
  const reader = sandbox.person('reader');
  const found: string[] = [];
  for (const query of QUERIES) {
    const { message } = await reader.slash(CHANNEL, 'search', { query });
    found.push(query, ...(message?.text.match(/^\*\*\d\.\*\* .*\n.*$/gm) ?? []));
  }
  const typed = await reader.complete(CHANNEL, 'search', { query: 'denois' }, 'query');
  return [...found, ...typed.map(({ name }) => name)];
}

it('with INDEX=disk the bot answers as with INDEX=memory, and again after a restart', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const stages: Stage[] = [];
  for (const kind of ['memory', 'disk'])
    stages.push(await setTheStage({ env: { INDEX: kind, INDEX_PATH: folder.file(kind) } }));
  const [inMemory, onDisk] = stages;
  if (!inMemory || !onDisk) throw new Error('There are two.');
  // Latent spaces are made beside, each in its own time.
  const same = () => eventually(async () => expect(await answers(onDisk)).toEqual(await answers(inMemory)));
  await same();
  expect((await answers(onDisk)).length).toBeGreaterThan(4 * 5);
  expect(existsSync(folder.file('disk/manifest.json'))).toBe(true);
  expect(existsSync(folder.file('memory'))).toBe(false);
  await onDisk.restart();
  await same();
});
