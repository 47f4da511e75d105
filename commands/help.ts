import type { Call, SlashCommand } from '../src/interactions/command.ts';
import { join, type Markdown, md } from '../src/interactions/markdown.ts';

/** The query language; see src/search/query/parse.ts. */
const SYNTAX = join(
  [
    md`\`"label noise"\` the words in this order`,
    md`\`+noise\` or \`noise AND label\` must be there`,
    md`\`-survey\`, \`NOT survey\` or \`-"image data"\` without it`,
    md`\`sparse OR compact\` one of them; brackets group`,
    md`\`title:\` \`abstract:\` \`author:\` \`topic:\` only there, as in \`author:hinton\` or \`title:"weight decay"\``,
    md`\`year:2021..2023\` published then; \`year:2022\`, \`year:2022..\``,
    md`\`notes:\` what people of this server wrote on a paper, as in \`notes:baseline\``,
    md`\`id:\` or \`arxiv:\` one paper, as in \`arxiv:2110.04260\``,
  ].map(line => md`\n- ${line}`),
  '',
);

/** `commands` are all slash commands, this one included. Those that work where it is asked are listed. */
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
                commands()
                  .filter(({ onlyInServers }) => !onlyInServers || call.asker.guildId !== undefined)
                  .map(command => helpLine(command, call)),
                '\n',
              ),
              md`**Searching:** plain words find papers by what they mean; nothing has to be exact. ${SYNTAX}`,
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

/** Discord makes a command that has subcommands clickable only with one of them. */
function helpLine(command: SlashCommand, { mention }: Pick<Call, 'mention'>): Markdown {
  const { name, description } = command;
  if (!('subcommands' in command)) return md`${mention(name)} – ${description}`;
  const words = command.subcommands.map(({ name: word }) => mention(`${name} ${word}`));
  return md`**/${name}** – ${description}: ${join(words, ' ')}`;
}
