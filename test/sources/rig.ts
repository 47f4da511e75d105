import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import pino from 'pino';
import { expect, onTestFinished } from 'vitest';
import type { PaperRecord } from '../../src/papers/record.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { createClient } from '../../src/sources/http/client.ts';
import type { Page, Source } from '../../src/sources/source.ts';

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Ends the connection after so many bytes of the body. */
  cutAt?: number;
}

export interface Service {
  /** Without a slash at the end. */
  address: string;
  /** What was asked, in order. */
  asked: { url: URL; headers: IncomingMessage['headers']; at: number }[];
}

/** A service on loopback. What a test does not answer is answered with 599, and fails the test. */
export async function startService(
  answer: (url: URL, headers: IncomingMessage['headers'], count: number) => Reply | undefined,
  clock: Pick<Clock, 'now'> = { now: () => 0 },
): Promise<Service> {
  const asked: Service['asked'] = [];
  const unknown: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    asked.push({ url, headers: request.headers, at: clock.now() });
    const reply = answer(url, request.headers, asked.length);
    if (!reply) unknown.push(url.href);
    const { status = 200, headers = {}, body = '', cutAt } = reply ?? { status: 599 };
    if (cutAt === undefined) {
      response.writeHead(status, headers).end(body);
    } else {
      response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
      response.write(body.slice(0, cutAt), () => response.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    expect(unknown).toEqual([]);
  });
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('The service has no port.');
  return { address: `http://127.0.0.1:${at.port}`, asked };
}

/** No test waits so often. */
const MOST_WAITS = 2_000;

/** Time that jumps to whatever is waited for. */
export function jumpingClock(start = Date.UTC(2026, 0, 15, 12)): Clock & { waited: number[] } {
  let now = start;
  const waited: number[] = [];
  return {
    waited,
    now: () => now,
    after(ms, run) {
      // What a process that has died in a test goes on waiting for keeps nobody busy for ever.
      if (waited.length >= MOST_WAITS) return () => {};
      waited.push(ms);
      const at = now + ms;
      const timer = setImmediate(() => {
        now = Math.max(now, at);
        run();
      });
      return () => clearImmediate(timer);
    },
  };
}

/** The client as it is, but for the turns, which are tested on their own. */
export function testClient(clock: Clock = jumpingClock()) {
  return createClient({
    turn: async () => ({ end: async () => {} }),
    clock,
    random: () => 0.5,
    log: pino({ level: 'silent' }),
    userAgent: 'Offprint/test (mailto:library@example.org)',
  });
}

export const never = new AbortController().signal;

/** All pages of a run; `position` and `since` as the runner would give them. */
export async function readAll(source: Source, from: { position?: unknown; since?: string } = {}): Promise<Page[]> {
  const pages: Page[] = [];
  const reading = { since: '2026-01-01', signal: never, ...from };
  for await (const page of source.pages(reading)) pages.push(page);
  return pages;
}

export function papersOf(pages: readonly Page[]): PaperRecord[] {
  return pages.flatMap(({ papers }) => papers);
}

/**
 * The papers that arrive when each run ends after one page and the next goes on from the position on record, which went
 * through JSON as it does in the store.
 */
export async function interruptedAtEveryPage(source: Source, pages: number): Promise<PaperRecord[]> {
  const papers: PaperRecord[] = [];
  let position: unknown;
  for (let run = 0; run < pages; run++) {
    for await (const page of source.pages({
      since: '2026-01-01',
      signal: never,
      ...(position !== undefined && { position }),
    })) {
      papers.push(...page.papers);
      position = JSON.parse(JSON.stringify(page.position));
      break;
    }
  }
  return papers;
}
