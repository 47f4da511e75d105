import type { IncomingMessage, ServerResponse } from 'node:http';
import type { State } from '../state/state.ts';
import type { Attachment } from '../world/world.ts';

/** Serves attachments, as Discord's CDN does, at `/files/{id}/{name}`; false for any other address. */
export function serveFile(state: State, request: IncomingMessage, response: ServerResponse): boolean {
  const id = /^\/files\/(\d+)\//.exec(request.url ?? '')?.[1];
  if (id === undefined) return false;
  const file = findFile(state, id);
  if (file) {
    response.setHeader('Content-Type', file.contentType);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.end(file.content);
  } else {
    response.statusCode = 404;
    response.end();
  }
  return true;
}

function findFile({ world, uploads }: State, id: string): Attachment | undefined {
  const channels = [...world.guilds.values()].flatMap(guild => [...guild.channels.values()]);
  for (const { messages } of [...channels, ...world.dms.values()]) {
    for (const { attachments } of messages.values()) {
      const found = attachments.find(file => file.id === id);
      if (found) return found;
    }
  }
  return uploads.get(id);
}
