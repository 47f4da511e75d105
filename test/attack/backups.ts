import { writeFileSync } from 'node:fs';
import pino from 'pino';
import { linesOf } from '../../src/papers/collection.ts';
import { CollectionError } from '../../src/papers/errors.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { openAsItIs, openDatabase, restore } from '../../src/store/index.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { seeded } from '../chaos/seeded.ts';
import { DAMAGES } from './damage.ts';
import { dumped, makeDatabase } from './databases.ts';
import type { Outcome } from './suite.ts';

const log = pino({ level: 'silent' });

/**
 * Backups that are damaged, each in its own way: put back as they were, or refused in words, and then nothing of them
 * stays.
 */
export async function attackBackups(seed: number, count: number): Promise<Outcome> {
  const folder = temporaryFolder();
  const contents = await makeDatabase(folder.file('whole.sqlite'));
  const random = seeded(seed);
  const kinds = Object.keys(DAMAGES);
  const findings: string[] = [];
  for (let i = 0; i < count; i++) {
    const place = temporaryFolder();
    const [file, path] = [place.file('backup.jsonl'), place.file('offprint.sqlite')];
    writeFileSync(file, contents);
    const kind = kinds[i % kinds.length] ?? '';
    const what = `${i}: ${kind} ${DAMAGES[kind]?.(file, random) ?? ''}`;
    const database = openAsItIs({ path, log }, 'fill');
    const refusal = await restore(database, linesOf(file)).then(
      () => undefined,
      (error: unknown) => error,
    );
    await database.close();
    const inWords = refusal instanceof StoreError || refusal instanceof CollectionError;
    if (refusal !== undefined && !inWords)
      findings.push(`${what}: ${refusal instanceof Error ? refusal.stack : refusal}`);
    const now = await openDatabase({ path, log });
    const papers = await now.db.selectFrom('paper').select('id').execute();
    if (refusal !== undefined && papers.length > 0) findings.push(`${what}: something of it stayed`);
    if (refusal === undefined && (await dumped(now)) !== contents) findings.push(`${what}: put back as something else`);
    await now.close();
    place.remove();
  }
  folder.remove();
  return { tried: count, findings };
}
