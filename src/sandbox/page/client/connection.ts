import type { Act } from '../asks.ts';
import type { Answered, Push, Result } from '../protocol.ts';

/** Ms until the page tries again to reach its server. */
const RETRY_MS = 1000;

export interface Connection {
  /** Does something in the sandbox; rejects with a sentence for the reader. */
  ask(act: Act): Promise<Result>;
}

interface Listeners {
  heard(push: Push): void;
  /** After each connecting, also the first. */
  opened(): void;
  lost(): void;
}

/** The WebSocket to the sandbox: found again by itself whenever it is lost. */
export function connect({ heard, opened, lost }: Listeners): Connection {
  const waiting = new Map<number, { resolve(result: Result): void; reject(error: Error): void }>();
  let lastId = 0;
  let socket: WebSocket;

  const open = () => {
    socket = new WebSocket(`ws://${location.host}/page`);
    socket.addEventListener('open', opened);
    socket.addEventListener('message', ({ data }) => {
      // It comes from the page's own server, which was loaded together with it.
      const frame: Answered | Push = JSON.parse(String(data));
      if ('push' in frame) return heard(frame);
      const asked = waiting.get(frame.id);
      waiting.delete(frame.id);
      if ('error' in frame) asked?.reject(new Error(frame.error));
      else asked?.resolve(frame.result);
    });
    socket.addEventListener('close', () => {
      for (const { reject } of waiting.values()) reject(new Error('The connection to the sandbox was lost.'));
      waiting.clear();
      lost();
      setTimeout(open, RETRY_MS);
    });
  };
  open();

  return {
    ask(act) {
      if (socket.readyState !== WebSocket.OPEN)
        return Promise.reject(new Error('The sandbox cannot be reached just now.'));
      lastId += 1;
      const id = lastId;
      const { promise, resolve, reject } = Promise.withResolvers<Result>();
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, act }));
      return promise;
    },
  };
}
