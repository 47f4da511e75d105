import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import pino from 'pino';
import type { Paper } from '../../src/papers/paper.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { openStore } from '../../src/store/index.ts';
import { COMPILED } from '../compiled.ts';
import { oai, type Sample, sample } from '../sources/samples.ts';
import type { Target } from '../store/each-store.ts';

/** The 3 s between two requests take 5 ms. Started at the same instant in all processes, time goes on between them. */
const SPEED = 600;
/** Processes that have loaded their program already. */
const STANDBY = 3;
const LISTS = 90;
/** More than are taken in at once. */
const A_LIST = 30;

export interface ReadingReport {
  /** Processes that were killed before the source was at its end, and how many requests all of them made. */
  kills: number;
  requests: number;
  papers: Paper[];
}

/** Reads a source in processes that are killed, one after the other, at any moment; the last one is left to end. */
export async function readAndKill(target: Target, kills: number, random: () => number): Promise<ReadingReport> {
  const service = await startService(random);
  const folder = temporaryFolder();
  const path = folder.file('sources.json');
  writeFileSync(path, JSON.stringify({ sources: [{ name: 'all', kind: 'arxiv-oai', since: '2020-01-01' }] }));
  const env = {
    SOURCES_PATH: path,
    DATABASE_PATH: target.path,
    ...(target.url !== undefined && { DATABASE_URL: target.url }),
    SERVICE: service.address,
    SPEED: String(SPEED),
    ...COMPILED,
  };
  const standby = Array.from({ length: STANDBY }, () => load(env));
  let dead = 0;
  try {
    for (;;) {
      const reading = await standby.shift();
      if (!reading) throw new Error('No process stands by.');
      standby.push(load(env));
      reading.send('start');
      const exited = once(reading, 'exit');
      if (dead < kills) {
        // While it asks, or while it takes in what came.
        const ms = random() < 0.25 ? 0 : random() * 100;
        const fate = service.nextRequest(Math.floor(random() * 2)).then(() => pause(ms));
        if (await Promise.race([exited.then(() => false), fate.then(() => true)])) {
          reading.kill('SIGKILL');
          dead++;
        }
      }
      const [code] = await exited;
      if (code === 0) break;
      if (code !== null) throw new Error(`A process ended with ${code}.`);
    }
    const store = await openStore({ ...target, clock: systemClock, log: pino({ level: 'silent' }) });
    const papers = await store.papers.page('', 100_000);
    await store.close();
    return { kills: dead, requests: service.requests(), papers };
  } finally {
    for (const child of await Promise.all(standby)) child.kill('SIGKILL');
    service.server.closeAllConnections();
    service.server.close();
    folder.remove();
  }
}

/** What the service holds: papers, new versions and withdrawals of papers that came before, and deleted records. */
function record(n: number): Sample {
  if (n % 13 === 5) return sample(n - 5, { title: `Sample Paper Number ${n - 5}, Revised` });
  if (n % 17 === 9) return sample(n - 9, { comment: 'This paper has been withdrawn by the authors.' });
  if (n % 29 === 20) return sample(n - 20, { deleted: true });
  return sample(n);
}

async function startService(random: () => number) {
  let count = 0;
  let waiting: { left: number; resolve: () => void } | undefined;
  const server: Server = createServer((request, response) => {
    count++;
    if (waiting && waiting.left-- === 0) waiting.resolve();
    const list = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('resumptionToken') ?? 0);
    const chance = random();
    if (chance < 0.02) response.writeHead(503, { 'retry-after': '5' }).end();
    else if (chance < 0.04) response.end('Rate exceeded.');
    else {
      const records = Array.from({ length: A_LIST }, (_, i) => record(list * A_LIST + i + 1));
      const token = list + 1 < LISTS ? String(list + 1) : '';
      const body = oai({ records, token, cursor: list * A_LIST, size: LISTS * A_LIST });
      if (chance < 0.06) response.write(body.slice(0, 500), () => response.destroy());
      else response.end(body);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('The service has no port.');
  return {
    server,
    address: `http://127.0.0.1:${at.port}`,
    requests: () => count,
    /** When so many further requests have come and another one arrives. */
    nextRequest: (left: number) =>
      new Promise<void>(resolve => {
        waiting = { left, resolve };
      }),
  };
}

async function load(env: Record<string, string>): Promise<ChildProcess> {
  const child = fork(new URL('./reading-process.ts', import.meta.url), {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  await once(child, 'message');
  return child;
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
