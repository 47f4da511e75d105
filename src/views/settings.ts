import { cutEscaped } from '../cut.ts';
import { meaningsOf } from '../daily/zones.ts';
import { Markdown, md } from '../markdown.ts';
import { privately, type Reply } from '../reply.ts';
import type { GuildSettings } from '../store/settings.ts';

type Mention = (command: string) => Markdown;

export function settingsReply({ discussionChannelId, noticeChannelId, timeZone, openers }: GuildSettings): Reply {
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
          {
            name: 'Notices',
            value: noticeChannelId
              ? new Markdown(`<#${noticeChannelId}>`)
              : md`to whoever set things up, else in the system channel`,
          },
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
  const meanings = meaningsOf(typed);
  if (meanings.length > 0) {
    return privately(
      md`“${cutEscaped(typed, 100)}” can be the clock of several places: ${meanings.join(', ')}. Which one do you mean? Write one of these, or a city. Nothing was changed.`,
    );
  }
  return privately(
    md`There is no time zone “${cutEscaped(typed, 100)}” that I know. Type a city, such as Berlin or New York, an abbreviation such as CET, or UTC+1. Nothing was changed.`,
  );
}

export function roleMissing(): Reply {
  return privately(md`Which role? Fill in **role** too. Nothing was changed.`);
}
