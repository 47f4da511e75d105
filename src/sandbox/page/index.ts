import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Driver } from '../driver/driver.ts';
import type { GatewayEvent } from '../state/state.ts';
import { askFrame, type Trouble } from './asks.ts';
import { bundlePage } from './bundle.ts';
import { emojiFile } from './emoji-file.ts';
import type { Answered, Ask, Push, Result } from './protocol.ts';
import { PageSession } from './session.ts';
import { cause, isDriven, type TroubleParts } from './trouble.ts';
import { worldView } from './view.ts';

/**
 * Nothing from outside, no script but the page's own, no text that becomes HTML (Lit's templates are the one
 * exception).
 */
const SECURITY = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // The components set single properties (the edge of an embed) by a style attribute.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const OWN_FILES = ['/', '/page.js', '/style.css'];

export const PAGE_SOCKET = '/page';

/** A person sends at most one file of 10 MB, written in base64. Bytes. */
const MAX_FRAME = 15 * 1024 * 1024;

export interface PageParts {
  driver: Driver;
  controls: TroubleParts['controls'];
  /** Whether the bot is connected. */
  online(): boolean;
}

/** The page in the browser: its files, and one WebSocket for each page that is open. */
export class Page {
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME });
  readonly #sessions = new Map<WebSocket, PageSession>();
  readonly #parts: PageParts;
  readonly #trouble: TroubleParts;
  #tellingWorld = false;

  constructor(parts: PageParts) {
    this.#parts = parts;
    const { world, clock, watchers } = parts.driver.state;
    this.#trouble = { world, clock, controls: parts.controls };
    watchers.add(change => {
      for (const [socket, session] of this.#sessions) {
        const push = session.pushOf(change);
        if (push) send(socket, push);
      }
      if (change.channel.thread) this.worldChanged();
    });
  }

  /** Answers a request for one of the page's files; false for any other address. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = request.url?.split('?', 1)[0] ?? '';
    const isEmoji = path.startsWith('/emoji/');
    if (request.method !== 'GET' || !(isEmoji || OWN_FILES.includes(path))) return false;
    for (const [name, value] of Object.entries({
      ...SECURITY,
      'Cache-Control': isEmoji ? 'max-age=86400' : 'no-store',
    }))
      response.setHeader(name, value);
    try {
      const file = isEmoji ? await emojiFile(path) : (await bundlePage()).get(path);
      if (file) response.setHeader('Content-Type', file.contentType).end(file.content);
      else response.writeHead(404).end();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`The page could not be put together: ${reason}\nRun npm ci to install what it needs.`);
    }
    return true;
  }

  /**
   * Takes in a page's WebSocket. Only the page itself may open one: unlike a bot, a browser always says where it comes
   * from.
   */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (request.headers.origin === undefined) {
      socket.destroy();
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, webSocket => this.#welcome(webSocket));
  }

  /** A channel, a permission, the bot's connection or the time has changed: told once for all changes of one turn. */
  worldChanged(): void {
    if (this.#tellingWorld || this.#sessions.size === 0) return;
    this.#tellingWorld = true;
    setImmediate(() => {
      this.#tellingWorld = false;
      for (const [socket, session] of this.#sessions) this.#tellWorld(socket, session);
    });
  }

  /** What the bot is told of; most of it changes what a person sees too. */
  heard({ name }: GatewayEvent): void {
    if (!/^(INTERACTION|MESSAGE)_/.test(name)) this.worldChanged();
  }

  close(): void {
    for (const client of this.#sockets.clients) client.terminate();
    this.#sockets.close();
  }

  #welcome(socket: WebSocket): void {
    const { driver } = this.#parts;
    const somebody = [...driver.state.world.users.values()].find(({ bot }) => !bot);
    if (!somebody) {
      socket.close(1011, 'This world has no people.');
      return;
    }
    const session = new PageSession(driver, somebody);
    this.#sessions.set(socket, session);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#sessions.delete(socket));
    socket.on('message', data => void this.#answer(socket, session, String(data)));
    this.#tellWorld(socket, session);
  }

  async #answer(socket: WebSocket, session: PageSession, data: string): Promise<void> {
    const ask = parseAsk(data);
    if (!ask) {
      socket.close(1008, 'Not a frame of this page.');
      return;
    }
    const { id, act } = ask;
    try {
      const result = act.kind === 'trouble' ? await this.#cause(act.trouble) : await session.do(act);
      send(socket, { id, result });
      if (act.kind === 'be') this.#tellWorld(socket, session);
    } catch (error) {
      send(socket, { id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  async #cause(trouble: Trouble): Promise<Result> {
    await cause(this.#trouble, trouble);
    this.worldChanged();
    return {};
  }

  #tellWorld(socket: WebSocket, session: PageSession): void {
    const { world, clock } = this.#parts.driver.state;
    const parts = { clock: { now: clock.now(), driven: isDriven(clock) }, online: this.#parts.online() };
    send(socket, { push: 'world', world: worldView(world, session.you, parts) });
  }
}

function parseAsk(data: string): Ask | undefined {
  try {
    return askFrame.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

function send(socket: WebSocket, frame: Answered | Push): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
}
