import type { App } from '../src/app.ts';
import type { MessageCommand } from '../src/command.ts';
import { md } from '../src/markdown.ts';
import { findIdentifiers } from '../src/papers/identifiers.ts';
import { privately } from '../src/reply.ts';
import { cardFor } from './here.ts';
import { limitedTo } from './quota.ts';
import { searchPage } from './search.ts';

/** So many identifiers of a message are looked up, the first. */
const MOST_IDENTIFIERS = 50;

/** Opens the paper whose link is in the message, else searches with its text. */
export function findPapersLikeThis(app: App): MessageCommand {
  return {
    kind: 'message',
    name: 'Find papers like this',
    run: limitedTo(app, async ({ message, asker, mention }) => {
      const texts = [message.content, ...message.embedTexts].filter(text => text.trim() !== '');
      if (texts.length === 0) return privately(md`That message has no text to search with.`);
      for (const identifier of texts.flatMap(findIdentifiers).slice(0, MOST_IDENTIFIERS)) {
        const named = app.index().resolve(identifier.url ?? identifier.value);
        if (named.kind === 'exact') return { ...(await cardFor(app, asker, named.paper, 'asker')), private: true };
      }
      const query = texts.join('\n');
      return {
        ...(await searchPage(app, { wish: { query }, page: 0, owner: asker, mention, audience: 'asker' })),
        private: true,
      };
    }),
  };
}
