import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Log } from '../platform/log.ts';
import { OperatorError } from '../platform/operator-error.ts';

export interface HttpPlace {
  host: string;
  /** 0: any free port. */
  port: number;
}

/** What a path answers. */
export interface Page {
  status: number;
  type: string;
  body: string;
}

/** A probe sends a line and reads a page; whatever takes longer, in ms, is something else. */
const REQUEST_MS = 5_000;
/** Probes and a scraper or two; more would only hold memory. */
const CONNECTIONS = 50;

export interface HttpServer {
  url: string;
  close(): Promise<void>;
}

/**
 * Serves pages by their path, to GET and HEAD.
 * @throws {OperatorError} when the port is in use or not allowed.
 */
export async function serve(
  { host, port }: HttpPlace,
  pages: Readonly<Record<string, () => Promise<Page>>>,
  log: Log,
): Promise<HttpServer> {
  const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS }, async (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (!page) return send(response, text(404, `Only these paths exist: ${Object.keys(pages).join(', ')}.\n`));
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD');
      return send(response, text(405, 'Only GET and HEAD.\n'));
    }
    const answer = await page().catch(err => {
      log.error({ err, path }, 'A page for whoever watches Offprint could not be made');
      return text(500, 'This page could not be made; the log says why.\n');
    });
    send(response, answer);
  });
  server.maxConnections = CONNECTIONS;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new OperatorError(
      `HTTP_PORT ${port} on ${host} is in use or not allowed: ${error instanceof Error ? error.message : error}. Set a port that is free, or leave HTTP_PORT empty to serve nothing.`,
      error,
    );
  }
  // Such as too many open files: nobody is answered for a while, and the bot goes on.
  server.on('error', err => log.error({ err }, 'A connection for health and metrics could not be taken'));
  // It alone keeps no process alive.
  server.unref();
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${portOf(server, port)}`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}

export function text(status: number, body: string): Page {
  return { status, type: 'text/plain; charset=utf-8', body };
}

function send(response: ServerResponse, { status, type, body }: Page): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

function portOf(server: Server, fallback: number): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : fallback;
}
