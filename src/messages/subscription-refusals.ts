import { cutEscaped } from '../interactions/cut.ts';
import { join, Markdown, md, timestamp } from '../interactions/markdown.ts';
import { type LinkButton, privately, type Reply } from '../interactions/reply.ts';
import type { MentionRight, Subscription } from '../subscriptions/index.ts';
import { description } from './subscription-words.ts';

/**
 * Why a paper of the day is not set up as wished. Each says that nothing was stored, since that is what people ask
 * next.
 */

const TYPED_CHARACTERS = 100;

export function noSuchTime(typed: string): Reply {
  return privately(
    typed.trim() === ''
      ? md`At what time? Fill in **time**, such as 08:30 or 8:30 am. Nothing was stored.`
      : md`“${cutEscaped(typed, TYPED_CHARACTERS)}” is not a time of day. Write it as 08:30 or 8:30 am. Nothing was stored.`,
  );
}

export function noSuchDays(typed: string): Reply {
  return privately(
    md`I do not understand the days “${cutEscaped(typed, TYPED_CHARACTERS)}”. Write *every day*, *weekdays*, or days such as *mon,thu*. Nothing was stored.`,
  );
}

export function noZone(): Reply {
  return privately(
    md`In which time zone? Fill in **timezone** with a city, such as Berlin or New York; it is remembered. Nothing was stored.`,
  );
}

export function noSuchTopic(typed: string, mention: (command: string) => Markdown): Reply {
  return privately(
    md`There is no topic named “${cutEscaped(typed, TYPED_CHARACTERS)}”. Choose one of those that come up as you type; ${mention('topics')} lists them all. Nothing was stored.`,
  );
}

export function tooManyConditions(): Reply {
  return privately(md`That query has too many conditions to be checked again and again. Leave some of them out.`);
}

export function queryTooLong(most: number): Reply {
  return privately(md`That query is too long: at most ${most} characters. Nothing was stored.`);
}

export function lacksRights(channelId: string, rights: readonly string[]): Reply {
  const named = join(
    rights.map(right => md`**${right}**`),
    ', ',
  );
  return privately(
    md`In ${new Markdown(`<#${channelId}>`)} I still need: ${named}. Give me that in the channel’s settings, then try again. Nothing was stored.`,
  );
}

export function timedOut(until: number): Reply {
  return privately(
    md`A moderator has timed me out in this server; it ends ${timestamp(until, 'R')}. Until then I can post nothing here. Nothing was stored.`,
  );
}

export function wrongChannelKind(): Reply {
  return privately(
    md`I cannot post to this kind of channel. Choose a text, announcement, forum, media, voice or stage channel or a thread with **channel**. Nothing was stored.`,
  );
}

/** Threads and the text in voice channels hold no threads. `wayOn`: to a channel that does. */
export function noThreadsThere(channelId: string, wayOn?: LinkButton): Reply {
  const reply = privately(
    md`I can post in ${new Markdown(`<#${channelId}>`)}, but Discord opens no threads there. Leave **thread** out, or choose a text channel with **channel**. Nothing was stored.`,
  );
  return wayOn ? { ...reply, rows: [[wayOn]] } : reply;
}

export function noSuchChannel(): Reply {
  return privately(
    md`I cannot see such a channel in this server. Choose one with **channel**, or let me see it. Nothing was stored.`,
  );
}

/** The first message, by which the bot sees whether it may write. */
export function dmGreeting(): string {
  return 'The papers that you ask for come here.';
}

export function dmClosed(): Reply {
  return privately(md`I cannot send you direct messages. Open them to me, then try again. Nothing was stored.`);
}

export function onlyServersHaveRoles(): Reply {
  return privately(md`Only servers have roles to mention. Leave **mention** out here. Nothing was stored.`);
}

export function onlyServersHaveDiscussions(): Reply {
  return privately(md`Only servers have discussions. Leave **thread** out here. Nothing was stored.`);
}

export function onlyOnePaperIsDiscussed(): Reply {
  return privately(
    md`A discussion is about one paper: with several in a post there is none to open. Set **count** to 1, or **thread** to False. Nothing was stored.`,
  );
}

export function onlyAnnouncementsArePublished(): Reply {
  return privately(md`Only posts in an announcement channel can be published. Nothing was stored.`);
}

export function mentionRefused(right: Exclude<MentionRight, 'fine'>): Reply {
  const words = {
    everyone: md`I never mention everyone. Choose a role that people join by themselves.`,
    'asker-may-not': md`You may not mention that role in that channel, so I do not either.`,
    'bot-may-not': md`I may not mention that role. Make it one that anyone can mention, or give me **Mention Everyone** in that channel.`,
    unknown: md`There is no such role in this server.`,
  }[right];
  return privately(join([words, md`Nothing was stored.`], ' '));
}

export function tooMany(most: number, mention: (command: string) => Markdown): Reply {
  return privately(
    md`There are ${most} papers of the day here already, and that is the most. Remove one with ${mention('daily unsubscribe')} first. Nothing was stored.`,
  );
}

export function setUpAlready(same: Subscription): Reply {
  return privately(md`That is set up already: ${description(same)}. Nothing was stored.`);
}
