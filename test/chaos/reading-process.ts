/**
 * Reads a source to its end, in fast time: a process that can be killed. Starts when it is told to, so that loading
 * takes no time then.
 */
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import pino from 'pino';
import { z } from 'zod';
import { intake } from '../../src/collection/intake.ts';
import { createSources, readSourcesFile } from '../../src/sources/index.ts';
import { openStore } from '../../src/store/index.ts';
import { fastClock } from './fast-clock.ts';

const settings = z
  .object({
    SOURCES_PATH: z.string(),
    DATABASE_PATH: z.string(),
    DATABASE_URL: z.string().optional(),
    SERVICE: z.string(),
    SPEED: z.coerce.number(),
  })
  .parse(process.env);
const set = await readSourcesFile(settings.SOURCES_PATH);
const clock = fastClock({ start: 0, origin: 0, speed: settings.SPEED });
const log = pino({ level: 'silent' });

// The clock's timers keep no process alive.
const alive = setInterval(() => {}, 2 ** 30);
// Node keeps compiled code when a process ends, and this one is killed.
flushCompileCache();
process.send?.('loaded');
await once(process, 'message');
const store = await openStore({ url: settings.DATABASE_URL, path: settings.DATABASE_PATH, clock, log });
const sources = createSources({
  set,
  contact: 'library@example.org',
  addresses: {
    arxivQuery: `${settings.SERVICE}/query`,
    arxivFeed: `${settings.SERVICE}/feed`,
    arxivOai: `${settings.SERVICE}/oai`,
    huggingFace: `${settings.SERVICE}/daily`,
  },
  store,
  intake: intake(store.papers),
  clock,
  random: Math.random,
  log,
});
// Another process that was killed a moment ago still holds the source.
for (;;) {
  const { signal } = new AbortController();
  if (await sources.run('all', { signal })) break;
  await new Promise(resolve => setTimeout(resolve, 5));
}
await store.close();
process.send?.('done');
process.disconnect();
clearInterval(alive);
