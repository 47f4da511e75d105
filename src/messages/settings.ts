import { meaningsOf } from '../calendar/time-zones.ts';
import type { Asker } from '../interactions/asker.ts';
import { cutEscaped } from '../interactions/cut.ts';
import { Markdown, md } from '../interactions/markdown.ts';
import { privately, type Reply } from '../interactions/reply.ts';
import type { GuildSettings } from '../store/index.ts';
import { UNDO_NOTE, undoButton } from './undo.ts';

type Mention = (command: string) => Markdown;

/** `step`: by which what was just changed is brought back. */
export function settingsReply(
  { discussionChannelId, noticeChannelId, timeZone, openers }: GuildSettings,
  step?: string,
): Reply {
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
    ...(step !== undefined && { content: md`Changed. ${UNDO_NOTE}`, rows: [[undoButton('settings', step)]] }),
  };
}

interface Where {
  asker: Pick<Asker, 'guildId' | 'commandsOnly'>;
  mention: Mention;
}

/** For what works only in a server that the bot is a member of. */
export function needsServer(where: Where): Reply {
  return privately(
    md`${whyNotHere(where)} Someone who manages the server can add me: ${where.mention('about')} has the link. Nothing was changed.`,
  );
}

/** The three ways of being somewhere without being a member of a server. */
function whyNotHere({ asker: { guildId, commandsOnly } }: Pick<Where, 'asker'>): Markdown {
  if (guildId === undefined) return md`This works only in a server that I am a member of.`;
  return commandsOnly
    ? md`This server has installed my commands, but not me: I am not a member of it, and this works only where I am.`
    : md`You brought me along, but I am not a member of this server, and this works only where I am.`;
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
