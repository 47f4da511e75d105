/**
 * Takes changes into an index on disk: a process that can be killed. Starts when it is told at which revision the
 * collection is.
 */
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import pino from 'pino';
import { z } from 'zod';
import { openDiskIndex } from '../../src/search/index.ts';
import { changeAt, feedAt, LAST_REVISION, LIFE } from './changing-collection.ts';
import type { IndexReport } from './disk-index.ts';

const { DIRECTORY, FINISHES } = z.object({ DIRECTORY: z.string(), FINISHES: z.stringbool() }).parse(process.env);

// Node keeps compiled code when a process ends, and this one is killed.
flushCompileCache();
await report({ kind: 'loaded' });
const [start] = await once(process, 'message');
let revision = z.number().parse(start);
let had: number | undefined;
const told: string[] = [];
const feed = feedAt(revision);
const { index } = await openDiskIndex({
  directory: DIRECTORY,
  feed: {
    ...feed,
    changes(after, limit) {
      had ??= after;
      return feed.changes(after, limit);
    },
  },
  log: pino({ level: 'warn' }, { write: (line: string) => void told.push(line) }),
});
const papers = (await feed.changes(0, LAST_REVISION)).flatMap(({ paper }) => paper ?? []);
const whole = isDeepStrictEqual([...index.papers], papers);
await report({ kind: 'opened', had: had ?? 0, whole, told: told.join('') });
if (FINISHES) await index.update(await feedAt(LAST_REVISION).changes(revision, LAST_REVISION));
while (!FINISHES && revision < LIFE) {
  const from = revision + 1;
  revision = Math.min(LIFE, revision + 1 + ((7 * revision) % 60));
  await report({ kind: 'changes', to: revision });
  await index.update(Array.from({ length: revision - from + 1 }, (_, i) => changeAt(from + i)));
  await report({ kind: 'taken', to: revision });
  // Merges go on beside some of the changes, and have time between others.
  if (revision % 3 === 0) await sleep(20);
}
await index.settled;
await index.close();
process.disconnect();

/** Fulfilled when the other process can hear it, whatever happens to this one. */
function report(message: IndexReport): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, {}, error => (error ? reject(error) : resolve()));
  });
}
