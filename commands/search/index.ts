import type { Asker } from '../../src/interactions/asker.ts';
import type { Press, SlashCommand } from '../../src/interactions/command.ts';
import type { Markdown } from '../../src/interactions/markdown.ts';
import { flag, optionalText } from '../../src/interactions/option.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { notInCollection, notInCollectionNote } from '../../src/messages/not-in-collection.ts';
import { readWish } from '../../src/messages/read-wish.ts';
import { nothingFound, RESULTS_PER_PAGE, resultsReply } from '../../src/messages/results.ts';
import { type SearchRequest, unpackFilters } from '../../src/messages/search-request.ts';
import type { App } from '../services.ts';
import { offerToAdd } from '../shared/add-paper.ts';
import { type Audience, doneHere } from '../shared/guild-activity.ts';
import { suggestPapers, suggestTopics } from '../shared/options.ts';
import { readPage } from '../shared/page-number.ts';
import { limitedTo, suggestingTo } from '../shared/quota.ts';
import { explanations } from './explanations.ts';
import { notedFor, suggestNoted } from './noted.ts';
import { misunderstood } from './refusals.ts';

interface Search {
  wish: SearchRequest;
  /** From 0; a page past the end (the collection may have shrunk) is the last one. */
  page: number;
  owner: Asker;
  audience: Audience;
  mention(command: string): Markdown;
}

/** One page of what the collection has for a wish. */
export async function searchPage(app: App, { wish, page, owner, mention, audience }: Search): Promise<Reply> {
  const started = performance.now();
  const index = app.index();
  const topic = wish.topic === undefined ? undefined : index.topicNamed(wish.topic);
  const { query, ...filters } = wish;
  const noted = await notedFor(app, owner, query, audience);
  if (noted === 'elsewhere') return misunderstood({ problem: 'notes elsewhere' }, mention);
  const find = (offset: number) => index.search(query, { ...filters, ...noted, limit: RESULTS_PER_PAGE, offset });
  let found = find(page * RESULTS_PER_PAGE);
  if (found.total + found.near === 0)
    return found.unknown
      ? notInCollection(found.unknown, await offerToAdd(app, owner, found.unknown))
      : nothingFound(wish, topic, owner.userId, mention, found.absent);
  const lastPage = Math.ceil((found.total + found.near) / RESULTS_PER_PAGE) - 1;
  if (page > lastPage) found = find(lastPage * RESULTS_PER_PAGE);
  const tookMs = performance.now() - started;
  const here = await doneHere(
    app,
    owner,
    found.hits.map(hit => hit.paper),
    audience,
  );
  const results = resultsReply({
    ...found,
    wish,
    topic,
    here,
    page: Math.min(page, lastPage),
    tookMs,
    ownerId: owner.userId,
    alone: owner.guildId === undefined,
  });
  // Words with an identifier among them that nobody here has: the words are answered, and the identifier too.
  if (!found.unknown) return results;
  const offer = await offerToAdd(app, owner, found.unknown);
  return {
    ...results,
    content: notInCollectionNote(found.unknown),
    rows: [...(results.rows ?? []), ...(offer.length > 0 ? [offer] : [])],
  };
}

export function search(app: App): SlashCommand {
  const query = optionalText({
    name: 'query',
    description: 'Words, "a phrase", -without, a title, an arXiv id or link; /help has more',
    complete: suggestPapers(app),
  });
  const topic = optionalText({ name: 'topic', description: 'Only papers on this topic', complete: suggestTopics(app) });
  const author = optionalText({ name: 'author', description: 'Only papers by somebody of this name' });
  const notes = optionalText({
    name: 'notes',
    description: 'Only papers on which somebody of this server wrote a note with these words',
    complete: suggestingTo(app, (typed, asker) => suggestNoted(app, typed, asker)),
  });
  const since = optionalText({
    name: 'since',
    description: 'Submitted then or later: a year, month or day, as in 2023, 2023-05 or 2023-05-17',
  });
  const until = optionalText({
    name: 'until',
    description: 'Submitted then or earlier: a year, month or day, as in 2023, 2023-05 or 2023-05-17',
  });
  const sort = optionalText({
    name: 'sort',
    description: 'Which come first; the most relevant if you leave it out',
    choices: [
      { name: 'Most relevant first', value: 'relevance' },
      { name: 'Newest first', value: 'newest' },
    ],
  });
  const onlyForMe = flag({ name: 'private', description: 'Show the results only to me' });

  return {
    kind: 'slash',
    name: 'search',
    description: 'Find papers in the collection',
    options: [query, topic, author, notes, since, until, sort, onlyForMe],
    run: limitedTo(app, async ({ get, asker, mention }) => {
      const filters = { topic: get(topic), author: get(author), since: get(since), until: get(until), sort: get(sort) };
      const wish = readWish(app.index(), withNotes(get(query), get(notes)), name => filters[name]);
      if ('problem' in wish) return misunderstood(wish, mention);
      const audience = get(onlyForMe) ? 'asker' : 'channel';
      const reply = await searchPage(app, { wish, page: 0, owner: asker, mention, audience });
      return { ...reply, private: audience === 'asker' };
    }),
    presses: {
      /** Whoever asked changes the message; anyone else gets that page as a copy of their own. */
      page: limitedTo(app, async ({ args: [ownerId, page, text, filters], asker, mention, message }: Press) => {
        const wish = readWish(app.index(), text, unpackFilters(filters));
        if ('problem' in wish) return misunderstood(wish, mention);
        const own = asker.userId === ownerId;
        const audience = own && message?.private !== true ? 'channel' : 'asker';
        const reply = await searchPage(app, { wish, page: readPage(page), owner: asker, mention, audience });
        return own ? { ...reply, update: true } : { ...reply, private: true };
      }),
      /** Why the papers of a page were found. */
      why: limitedTo(app, async ({ args: [, page, text, filters], asker, mention }: Press) => {
        const wish = readWish(app.index(), text, unpackFilters(filters));
        if ('problem' in wish) return misunderstood(wish, mention);
        const { query: words, ...narrowed } = wish;
        const noted = await notedFor(app, asker, words, 'asker');
        if (noted === 'elsewhere') return misunderstood({ problem: 'notes elsewhere' }, mention);
        const offset = readPage(page) * RESULTS_PER_PAGE;
        const { hits } = app.index().search(words, { ...narrowed, ...noted, limit: RESULTS_PER_PAGE, offset });
        const whys = app.index().explain(
          words,
          hits.map(({ paper }) => paper.id),
        );
        const explained = hits.flatMap(({ paper }) => {
          const why = whys.get(paper.id);
          return why ? [{ paper, why }] : [];
        });
        return explanations(words, explained, offset + 1);
      }),
    },
  };
}

/** The option is another way to type the field. */
function withNotes(query: string | undefined, noted: string | undefined): string | undefined {
  const words = noted?.replace(/["“”„‟]/g, ' ').trim();
  return words ? `${query ?? ''} notes:"${words}"`.trim() : query;
}
