import { cutEscaped } from '../cut.ts';
import { Markdown, md } from '../markdown.ts';
import { privately, type Reply } from '../reply.ts';
import type { GuildSettings } from '../store/settings.ts';

type Mention = (command: string) => Markdown;

export function settingsReply({ discussionChannelId, timeZone, openers }: GuildSettings): Reply {
  const who = {
    everyone: md`everyone`,
    managers: md`people who manage the server`,
    role: openers.who === 'role' ? md`people with ${new Markdown(`<@&${openers.roleId}>`)}` : md`everyone`,
  }[openers.who];
  return {
    private: true,
    embeds: [
      {
        title: 'Settings of this server',
        fields: [
          {
            name: 'New discussions',
            value: discussionChannelId ? new Markdown(`<#${discussionChannelId}>`) : md`where someone asks for one`,
          },
          { name: 'Who may open them', value: who },
          { name: 'Time zone', value: timeZone ? md`${timeZone}` : md`not set` },
        ],
      },
    ],
  };
}

export function needsServer(mention: Mention): Reply {
  return privately(
    md`This works only in a server that I am a member of. Someone who manages it can invite me: ${mention('about')} has the link.`,
  );
}

export function needsManager(): Reply {
  return privately(md`Only people who may manage this server (**Manage Server**) can do this.`);
}

export function noSuchZone(typed: string): Reply {
  return privately(
    md`I know no time zone called “${cutEscaped(typed, 100)}”. Type a city, such as Berlin or New York, and choose from the list. Nothing was changed.`,
  );
}

export function roleMissing(): Reply {
  return privately(md`Which role? Fill in **role** too. Nothing was changed.`);
}
