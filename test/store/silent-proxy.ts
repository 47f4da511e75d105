import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * A way to a server that can be cut, or go silent: then nothing arrives any more, and nobody hears of it. A connection
 * of which something was swallowed stays silent for good.
 */
export interface SilentProxy {
  port: number;
  mode: 'open' | 'silent' | 'closed';
  /** Connections on which the client spoke last, and was not swallowed: it waits for an answer. */
  readonly waiting: number;
  /** Ends what is connected now. */
  cut(): void;
  close(): Promise<void>;
}

export async function silentProxy(target: { host: string; port: number }): Promise<SilentProxy> {
  const sockets = new Set<Socket>();
  const waiting = new Set<Socket>();
  const server = createServer(client => {
    if (proxy.mode === 'closed') return client.destroy();
    const peer = connect(target);
    let swallowed = false;
    for (const [from, to] of [
      [client, peer],
      [peer, client],
    ] as const) {
      sockets.add(from);
      from.on('data', data => {
        swallowed ||= proxy.mode === 'silent';
        if (!swallowed) to.write(data);
        if (!swallowed && from === client) waiting.add(client);
        else waiting.delete(client);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        waiting.delete(client);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const proxy: SilentProxy = {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    mode: 'open',
    get waiting() {
      return waiting.size;
    },
    cut,
    async close() {
      cut();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
  return proxy;
}
