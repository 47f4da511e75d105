import type { IncomingMessage } from 'node:http';

/**
 * Whether a request is meant for this sandbox and comes from nobody else's page. A page from elsewhere could reach a
 * port on loopback: it gives itself away by `Origin`, or, where it made its own host name point here, by `Host`.
 *
 * @param url The sandbox's own, `http://127.0.0.1:PORT`.
 */
export function isOwn({ headers }: Pick<IncomingMessage, 'headers'>, url: string): boolean {
  const { port } = new URL(url);
  const hosts = ['127.0.0.1', 'localhost'].map(name => `${name}:${port}`);
  if (!hosts.includes(headers.host ?? '')) return false;
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}
