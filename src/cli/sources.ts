/** `npm run sources -- <name>`: reads a source of papers once, in the foreground. */
import { z } from 'zod';
import { readConfig } from '../app/config.ts';
import { intake } from '../collection/index.ts';
import { systemClock } from '../platform/clock.ts';
import { UsageError } from '../platform/command-line.ts';
import { createLog } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { createSources, readSourcesFile, type Sources } from '../sources/index.ts';
import { openStore, passwordIn } from '../store/index.ts';
import { progressBar, progressLine } from './progress-bar.ts';
import { runScript } from './script.ts';
import { describeReport, describeSources } from './sources-text.ts';

const HELP = `Reads a source of papers into the collection.

  npm run sources                              which sources there are, and how far they were read
  npm run sources -- <name>                    reads one: what is new since the last time
  npm run sources -- <name> --since 2024-01-31 reads it again from that day on

It can be interrupted (Ctrl+C) and then goes on where it stopped. Sources are set in the file at SOURCES_PATH; docs/sources.md tells how.
`;

/** 0: done; 130: interrupted (as shells have it: 128 + SIGINT). */
type Status = 0 | 130;
const day = z.iso.date();

const USAGE = { help: HELP, options: { since: { type: 'string' } }, words: Number.POSITIVE_INFINITY } as const;

await runScript(USAGE, async ({ values: { since }, positionals: [name, ...more] }) => {
  if (more.length > 0) throw new UsageError('One source at a time.');
  if (since !== undefined && !day.safeParse(since).success)
    throw new UsageError(`--since must be a day such as 2024-01-31, not "${since}".`);
  const config = readConfig(process.env);
  const log = createLog({ level: config.logLevel ?? 'warn', secrets: [config.token, passwordIn(config.databaseUrl)] });
  const set = config.sourcesPath === undefined ? [] : await readSourcesFile(config.sourcesPath);
  const store = await openStore({ url: config.databaseUrl, path: config.databasePath, clock: systemClock, log });
  try {
    const sources = createSources({
      set,
      contact: config.sourcesContact,
      addresses: config.sourceAddresses,
      store,
      intake: intake(store.papers),
      clock: systemClock,
      random: Math.random,
      log,
    });
    if (name !== undefined) return await read(sources, name, since);
    process.stdout.write(describeSources(await sources.all(), systemClock.now()));
    return 0;
  } finally {
    await store.close();
  }
});

async function read(sources: Sources, name: string, since: string | undefined): Promise<Status> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const bar = progressBar(process.stderr);
  let done = `${name}  reading …`;
  try {
    bar.show(done);
    const run = () =>
      sources.run(name, {
        since,
        signal: stopping.signal,
        onProgress(progress) {
          done = progressLine(name, progress);
          bar.show(done);
        },
        onWait: what => bar.show(`${done}  ${what}`),
      });
    const report = (await run()) ?? (await later(sources, name, run));
    bar.clear();
    if (!report) throw new OperatorError(`Another process is reading ${name}. Try again when it is done.`);
    process.stdout.write(describeReport(name, report));
    return 0;
  } catch (error) {
    bar.clear();
    if (!stopping.signal.aborted) throw error;
    process.stderr.write(`Interrupted. What was read is in the collection; the next run goes on from there.\n`);
    return 130;
  }
}

/** A process that was killed a moment ago left its claim on the source behind; it ends by itself. */
async function later<T>(sources: Sources, name: string, run: () => Promise<T>): Promise<T> {
  const until = await sources.readUntil(name);
  if (until !== undefined) {
    process.stderr.write(`Another process was reading ${name} a moment ago; waiting to see whether it still is.\n`);
    await new Promise<void>(resolve => systemClock.after(until - systemClock.now(), resolve));
  }
  return run();
}
