import type { App } from '../src/app.ts';
import type { Asker } from '../src/asker.ts';
import type { Press, SlashCommand } from '../src/command.ts';
import type { Markdown } from '../src/markdown.ts';
import { flag, requiredText } from '../src/option.ts';
import type { Reply } from '../src/reply.ts';
import { notInCollection, notInCollectionNote } from '../src/views/not-here.ts';
import { nothingFound, RESULTS_PER_PAGE, resultsReply } from '../src/views/results.ts';
import { doneHere } from './here.ts';
import { suggestPapers } from './options.ts';
import { readPage } from './page-number.ts';

interface Search {
  query: string;
  /** From 0; a page past the end (the collection may have shrunk) is the last one. */
  page: number;
  owner: Asker;
  mention(command: string): Markdown;
}

/** One page of what the collection has for a query. */
export async function searchPage(app: App, { query, page, owner, mention }: Search): Promise<Reply> {
  const started = performance.now();
  const find = (offset: number) => app.index().search(query, { limit: RESULTS_PER_PAGE, offset });
  let found = find(page * RESULTS_PER_PAGE);
  if (found.total === 0) return found.unknown ? notInCollection(found.unknown) : nothingFound(query, mention);
  const lastPage = Math.ceil(found.total / RESULTS_PER_PAGE) - 1;
  if (page > lastPage) found = find(lastPage * RESULTS_PER_PAGE);
  const tookMs = performance.now() - started;
  const here = await doneHere(
    app,
    owner,
    found.hits.map(hit => hit.paper),
  );
  const results = resultsReply({
    ...found,
    here,
    query,
    page: Math.min(page, lastPage),
    tookMs,
    ownerId: owner.userId,
  });
  // Words with an identifier among them that nobody here has: the words are answered, and the identifier too.
  return found.unknown ? { ...results, content: notInCollectionNote(found.unknown) } : results;
}

export function search(app: App): SlashCommand {
  const query = requiredText({
    name: 'query',
    description: 'Words, a title, an author, an arXiv id or link',
    complete: suggestPapers(app),
  });
  const onlyForMe = flag({ name: 'private', description: 'Show the results only to me' });

  return {
    kind: 'slash',
    name: 'search',
    description: 'Find papers in the collection',
    options: [query, onlyForMe],
    async run(call) {
      const reply = await searchPage(app, {
        query: call.get(query),
        page: 0,
        owner: call.asker,
        mention: call.mention,
      });
      return { ...reply, private: call.get(onlyForMe) };
    },
    presses: {
      /** Whoever asked turns the page of the message; anyone else gets that page as a copy of their own. */
      async page({ args: [ownerId, page, text], asker, mention }: Press) {
        const reply = await searchPage(app, { query: text ?? '', page: readPage(page), owner: asker, mention });
        return asker.userId === ownerId ? { ...reply, update: true } : { ...reply, private: true };
      },
    },
  };
}
