import type { SlashCommand } from '../src/command.ts';
import { join, md } from '../src/markdown.ts';

/** `commands` are all slash commands, this one included. */
export function help(commands: () => readonly SlashCommand[]): SlashCommand {
  return {
    kind: 'slash',
    name: 'help',
    description: 'What Offprint can do',
    options: [],
    run: call => ({
      private: true,
      embeds: [
        {
          title: 'Offprint: reading papers together',
          description: join(
            [
              join(
                commands().map(command => md`${call.mention(command.name)} – ${command.description}`),
                '\n',
              ),
              md`**On any message:** open its menu, choose *Apps*, then *Find papers like this*.`,
              md`**A paper** can be named by its title, its arXiv id or link in any form, its DOI or its Offprint id.`,
            ],
            '\n\n',
          ),
        },
      ],
    }),
  };
}
