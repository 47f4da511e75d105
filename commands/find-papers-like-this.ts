import type { MessageCommand } from '../src/interactions/command.ts';
import { md } from '../src/interactions/markdown.ts';
import { privately } from '../src/interactions/reply.ts';
import { findIdentifiers } from '../src/papers/identifiers.ts';
import type { SearchIndex } from '../src/search/types.ts';
import { searchPage } from './search/index.ts';
import type { App } from './services.ts';
import { cardFor } from './shared/guild-activity.ts';
import { limitedTo } from './shared/quota.ts';

/** So many identifiers of a message are looked up, the first. */
const MOST_IDENTIFIERS = 50;

/** Papers that a message finds are asked which of its words they have, and so many of these words are searched with. */
const PAPERS_ASKED = 10;
const MOST_WORDS = 20;

/**
 * What is searched with: those words of a message that papers of the collection have, the most common ones among the
 * papers it finds, in the order of the message. The message is another person's, and is neither shown again nor kept.
 */
function wordsThatFind(index: SearchIndex, text: string): string {
  const ids = index.search(text, { limit: PAPERS_ASKED }).hits.map(({ paper }) => paper.id);
  const found = [...index.explain(text, ids).values()].flatMap(({ matched }) => matched.map(({ word }) => word));
  const words = [...Map.groupBy(found, word => word)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_WORDS)
    .map(([word]) => word);
  const lower = text.toLowerCase();
  return words.toSorted((a, b) => lower.indexOf(a.toLowerCase()) - lower.indexOf(b.toLowerCase())).join(' ');
}

/** Opens the paper whose link is in the message, else searches with its words. */
export function findPapersLikeThis(app: App): MessageCommand {
  return {
    kind: 'message',
    name: 'Find papers like this',
    run: limitedTo(app, async ({ message, asker, mention }) => {
      const texts = [message.content, ...message.embedTexts].filter(text => text.trim() !== '');
      if (texts.length === 0) return privately(md`That message has no text to search with.`);
      const identifiers = texts.flatMap(findIdentifiers).slice(0, MOST_IDENTIFIERS);
      for (const identifier of identifiers) {
        const named = app.index().resolve(identifier.url ?? identifier.value);
        if (named.kind === 'exact') return { ...(await cardFor(app, asker, named.paper, 'asker')), private: true };
      }
      // A paper that is not here can be added by its identifier.
      const query = [
        ...identifiers.slice(0, 1).map(({ url, value }) => url ?? value),
        wordsThatFind(app.index(), texts.join('\n')),
      ]
        .join(' ')
        .trim();
      if (query === '') return privately(md`No paper of the collection has the words of that message.`);
      return {
        ...(await searchPage(app, { wish: { query }, page: 0, owner: asker, mention, audience: 'asker' })),
        private: true,
      };
    }),
  };
}
