import type { Asker } from '../../src/interactions/asker.ts';
import type { SlashCommand } from '../../src/interactions/command.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { readWish } from '../../src/messages/read-wish.ts';
import { searchPage } from '../search/index.ts';
import { misunderstood } from '../search/refusals.ts';
import type { App } from '../services.ts';
import { readPage } from '../shared/page-number.ts';
import { limitedTo } from '../shared/quota.ts';
import { TOPICS_PER_PAGE, topicsReply } from './replies.ts';

export function topics(app: App): SlashCommand {
  const listed = (page: number, owner: Asker): Reply => {
    const all = app.index().topics();
    const shown = Math.min(page, Math.max(0, Math.ceil(all.length / TOPICS_PER_PAGE) - 1));
    const first = shown * TOPICS_PER_PAGE;
    return topicsReply({
      topics: all.slice(first, first + TOPICS_PER_PAGE),
      total: all.length,
      page: shown,
      ownerId: owner.userId,
    });
  };

  return {
    kind: 'slash',
    name: 'topics',
    description: 'The topics of the collection, with how many papers each has',
    options: [],
    run: ({ asker }) => listed(0, asker),
    presses: {
      /** Whoever asked turns the page of the message; anyone else gets that page as a copy of their own. */
      page({ args: [ownerId, page], asker }) {
        const reply = listed(readPage(page), asker);
        return asker.userId === ownerId ? { ...reply, update: true } : { ...reply, private: true };
      },
      /** The papers of a topic, for whoever chose it. */
      open: limitedTo(app, async ({ values: [topic], asker, mention }) => {
        const wish = readWish(app.index(), '', name => (name === 'topic' ? topic : undefined));
        if ('problem' in wish) return misunderstood(wish, mention);
        return {
          ...(await searchPage(app, { wish, page: 0, owner: asker, mention, audience: 'asker' })),
          private: true,
        };
      }),
    },
  };
}
