import type { SlashCommand } from '../src/interactions/command.ts';
import { link, md, timestamp } from '../src/interactions/markdown.ts';
import { count } from '../src/messages/results.ts';
import type { App } from './services.ts';

export function about(app: App): SlashCommand {
  return {
    kind: 'slash',
    name: 'about',
    description: 'The size of the collection, the version, and how to install Offprint',
    options: [],
    run() {
      const invites = app.invites();
      return {
        private: true,
        embeds: [
          {
            title: `Offprint ${app.version}`,
            description: md`For people who read research papers together: search, a card for each paper, papers like it.`,
            fields: [
              { name: 'Collection', value: md`${count(app.index().size)}`, inline: true },
              { name: 'Started', value: timestamp(app.startedAt, 'R'), inline: true },
              {
                name: 'Install',
                value: md`${link('in a server', invites.server)} · ${link('for yourself', invites.user)}`,
                inline: true,
              },
            ],
          },
        ],
      };
    },
  };
}
