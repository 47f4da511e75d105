import { bold, join, type Markdown, md } from '../interactions/markdown.ts';
import type { Reply } from '../interactions/reply.ts';
import { isFollow, type Notice, type Place, RESUMES_ITSELF, type Subscription } from '../subscriptions/index.ts';
import { refusedLine } from './condition.ts';
import { followLine } from './follow-words.ts';
import { whyPaused } from './paused-words.ts';
import { clubLine, description } from './subscription-words.ts';

/** Of those named in a message; with what to do it stays below the 2,000 of a message. */
const NAMED = 5;

/** How a channel is called now, `#papers`; undefined where that is not known. */
export type ChannelName = (channelId: string) => string | undefined;

/**
 * The message to whoever looks after subscriptions. In a direct message a mention of a channel may be empty, so it is
 * named.
 */
export function noticeReply(notice: Notice, channelName: ChannelName = () => undefined): Reply {
  const { subscriptions, guildName } = notice;
  const where = guildName === undefined ? md`` : md` in ${bold(guildName)}`;
  const lines = subscriptions.slice(0, NAMED).map(one => md`• ${named(one, channelName)}${what(one)}`);
  const more = subscriptions.length - lines.length;
  const list = [...lines, ...(more > 0 ? [md`• and ${more} more`] : [])];
  return { content: join([...said(notice, where), ...list, ...remedy(notice)], '\n'), rows: buttons(notice) };
}

function said({ kind }: Notice, where: Markdown): Markdown[] {
  if (kind === 'paused') return [md`I paused what is set up${where}:`];
  if (kind === 'empty') return [md`No paper in the collection matches any more${where}:`];
  return [md`Discord refuses posts${where}:`];
}

function remedy(notice: Notice): Markdown[] {
  if (notice.kind === 'empty') return [md`It goes on once one does.`];
  if (notice.kind === 'refused') return [refusedLine(notice.refused)];
  const [first] = notice.subscriptions;
  return first ? [whyPaused({ kind: first.kind, paused: { reason: notice.reason, at: 0 } }, notice.obstacle)] : [];
}

function buttons(notice: Notice): NonNullable<Reply['rows']> {
  if (notice.kind !== 'paused' || !RESUMES_ITSELF.includes(notice.reason)) return [];
  const args = notice.subscriptions.map(({ id }) => id);
  return [[{ label: 'Resume', style: 'primary', does: { command: 'daily', action: 'goOn', args } }]];
}

function named({ place }: Subscription, channelName: ChannelName): Markdown {
  const name = nameOf(place, channelName);
  return name === undefined ? md`` : md`${bold(name)}: `;
}

function nameOf({ kind, channelId, name }: Place, channelName: ChannelName): string | undefined {
  if (kind === 'dm') return undefined;
  return channelName(channelId) ?? (name === undefined ? undefined : `#${name}`);
}

function what(one: Subscription): Markdown {
  if (one.kind === 'club') return clubLine(one);
  return isFollow(one) ? followLine(one) : description(one);
}
