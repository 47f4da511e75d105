import { daysInWords } from '../../src/calendar/days.ts';
import { cutAtWord } from '../../src/interactions/cut.ts';
import { join, link, type Markdown, md, oneLine, timestamp } from '../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../src/interactions/reply.ts';
import { channel, postUrl } from '../../src/messages/subscription-words.ts';
import type { Paper } from '../../src/papers/paper.ts';
import type { Delivery, Subscription } from '../../src/subscriptions/index.ts';

/** Eight papers of the day with three posts each, with their links, stay below the 4,096 of a description. */
const TITLES_CHARACTERS = 50;

export interface Scheduled {
  subscription: Subscription;
  /** What was posted, the newest first. */
  latest: readonly { delivery: Delivery; papers: readonly Paper[] }[];
}

/** `total`: how many there are, of which some may be left out; `alone`: in direct messages. */
export function scheduleReply(
  scheduled: readonly Scheduled[],
  { total, alone, mention }: { total: number; alone: boolean; mention(command: string): Markdown },
): Reply {
  if (scheduled.length === 0) {
    return privately(
      alone
        ? md`No paper of the day comes to you here. ${mention('daily subscribe')} sets one up.`
        : md`No paper of the day comes to a channel that you can see. People who manage the server can set one up with ${mention('daily subscribe')}.`,
    );
  }
  const more = total - scheduled.length;
  return {
    private: true,
    embeds: [
      {
        title: 'The paper of the day: what comes, and what came',
        description: join([...scheduled.map(lines), ...(more > 0 ? [md`And ${more} more.`] : [])], '\n\n'),
      },
    ],
  };
}

function lines({ subscription, latest }: Scheduled): Markdown {
  const { schedule, next, paused, place } = subscription;
  const when = md`**${channel(subscription)}** ${daysInWords(schedule.days)} at ${schedule.time} (${schedule.timeZone})`;
  const coming = paused
    ? md`Paused ${timestamp(paused.at, 'R')}: nothing comes at the moment.`
    : next
      ? md`Next: ${timestamp(next.at, 'F')} (${timestamp(next.at, 'R')})`
      : md`Nothing is planned.`;
  return join([when, coming, ...latest.map(post => postLine(post, place.guildId))], '\n');
}

function postLine(
  { delivery: { posted, dueAt }, papers }: Scheduled['latest'][number],
  guildId: string | undefined,
): Markdown {
  const titles = cutAtWord(papers.map(({ title }) => oneLine(title)).join('; '), TITLES_CHARACTERS) || 'a paper';
  return md`• ${timestamp(posted?.at ?? dueAt, 'D')} · ${posted?.messageId ? link(titles, postUrl(posted, guildId)) : titles}`;
}
