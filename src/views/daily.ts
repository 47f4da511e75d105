import { cutAtWord } from '../cut.ts';
import {
  type Delivery,
  isFollow,
  type Notice,
  type Obstacle,
  type Preview,
  type Subscription,
} from '../daily/index.ts';
import { join, link, type Markdown, md, oneLine, type Text, timestamp } from '../markdown.ts';
import type { Paper } from '../papers/paper.ts';
import { privately, type Reply, type Row } from '../reply.ts';
import { dailyPost } from './daily-post.ts';
import { channel, description, fate, postUrl } from './daily-words.ts';
import { followLine } from './follow-words.ts';
import { whyPaused } from './paused-words.ts';

/** Of one post; ten of the history, with their links, stay below the 4,096 of a description. */
const TITLES_CHARACTERS = 200;
const PER_PAGE = 8;

const button = (label: string, action: string, { id }: Subscription) => ({
  label,
  does: { command: 'daily', action, args: [id] },
});

function buttons(subscription: Subscription): Row {
  return [
    button('Preview', 'preview', subscription),
    button('Post one now', 'now', subscription),
    subscription.paused ? button('Resume', 'resume', subscription) : button('Pause', 'pause', subscription),
    button('Why', 'why', subscription),
    button('Unsubscribe', 'unsubscribe', subscription),
  ];
}

/** What keeps a subscription from posting now; undefined where that is not known. */
export type ObstacleOf = (subscription: Subscription) => Obstacle | 'free' | undefined;

function nextLine(subscription: Subscription, obstacleOf: ObstacleOf): Markdown {
  const { next, paused } = subscription;
  if (paused) return md`Paused ${timestamp(paused.at, 'R')}: ${whyPaused(subscription, obstacleOf(subscription))}`;
  return next ? md`Next: ${timestamp(next.at, 'F')} (${timestamp(next.at, 'R')})` : md``;
}

/** After something was set up or changed. */
export function subscriptionReply(
  headline: string,
  subscription: Subscription,
  poolSize: number,
  obstacleOf: ObstacleOf = () => undefined,
): Reply {
  const lines: Text[] = [md`**${headline}** ${description(subscription)}.`, nextLine(subscription, obstacleOf)];
  if (poolSize === 0) lines.push(md`⚠️ No paper matches at the moment. Posts begin once one does.`);
  return { private: true, content: join(lines, '\n'), rows: [buttons(subscription)] };
}

export interface ListFacts {
  poolSize: (of: Subscription) => number;
  obstacleOf: ObstacleOf;
  mention: (command: string) => Markdown;
}

/** One page of an owner's subscriptions. `page` counts from 0. */
export function subscriptionList(
  subscriptions: readonly Subscription[],
  page: number,
  { poolSize, obstacleOf, mention }: ListFacts,
): Reply {
  if (subscriptions.length === 0) {
    return privately(md`There is no paper of the day here yet. ${mention('daily subscribe')} sets one up.`);
  }
  const lastPage = Math.ceil(subscriptions.length / PER_PAGE) - 1;
  const shown = Math.min(page, lastPage);
  const first = shown * PER_PAGE;
  const lines = subscriptions
    .slice(first, first + PER_PAGE)
    .map((subscription, i) =>
      join(
        [
          md`**${first + i + 1}.** ${description(subscription)} · \`${subscription.id}\``,
          nextLine(subscription, obstacleOf),
          ...(poolSize(subscription) === 0 ? [md`⚠️ No paper matches.`] : []),
        ],
        '\n',
      ),
    );
  const turn = (label: string, to: number) => ({
    label,
    does: { command: 'daily', action: 'page', args: [String(to)] },
    disabled: to < 0 || to > lastPage,
  });
  return {
    private: true,
    embeds: [{ title: 'Papers of the day', description: join(lines, '\n\n') }],
    ...(lastPage > 0 && { rows: [[turn('Previous', shown - 1), turn('Next', shown + 1)]] }),
  };
}

/** Why the next one comes when it does, and what became of the last ones. */
export function whyReply(
  subscription: Subscription,
  latest: readonly Delivery[],
  { poolSize, obstacleOf }: { poolSize: number; obstacleOf: ObstacleOf },
): Reply {
  const { guildId } = subscription.place;
  const past =
    latest.length === 0 ? [md`Nothing was due so far.`] : latest.map(delivery => md`• ${fate(delivery, guildId)}`);
  return {
    private: true,
    embeds: [
      {
        title: 'The paper of the day: what comes, and what came',
        description: join(
          [
            md`${description(subscription)}.`,
            nextLine(subscription, obstacleOf),
            poolSize === 0
              ? md`⚠️ No paper matches, so there is nothing to post.`
              : md`It chooses from ${poolSize} papers.`,
            md``,
            ...past,
          ],
          '\n',
        ),
      },
    ],
    rows: [buttons(subscription)],
  };
}

/** What was posted, with links. */
export function historyReply(
  subscription: Subscription,
  sent: readonly { delivery: Delivery; papers: readonly Paper[] }[],
): Reply {
  if (sent.length === 0) return privately(md`Nothing was posted in ${channel(subscription)} yet.`);
  const lines = sent.map(({ delivery, papers }) => {
    const titles = cutAtWord(papers.map(paper => oneLine(paper.title)).join('; '), TITLES_CHARACTERS) || 'a paper';
    const { posted } = delivery;
    const shown = posted?.messageId ? link(titles, postUrl(posted, subscription.place.guildId)) : md`${titles}`;
    const number = delivery.number === undefined ? md`extra` : md`no. ${delivery.number}`;
    return md`${number} · ${timestamp(posted?.at ?? delivery.dueAt, 'D')} · ${shown}`;
  });
  return { private: true, embeds: [{ title: 'What was posted', description: join(lines, '\n') }] };
}

/** The post as it will be, for whoever asks alone. */
export function previewReply(subscription: Subscription, { at, post }: Preview): Reply {
  if (post.papers.length === 0) return privately(md`No paper matches, so nothing would be posted.`);
  const { content = md``, ...rest } = dailyPost(post).reply;
  const when = md`${timestamp(at, 'F')} (${timestamp(at, 'R')}) in ${channel(subscription)}:`;
  return { ...rest, private: true, content: join([when, content], '\n') };
}

/** Of those named in a message; with what to do it stays below the 2,000 of a message. */
const NAMED = 5;

/** The message to whoever set it up. */
export function noticeReply(notice: Notice): Reply {
  if (notice.kind === 'empty') {
    return {
      content: md`The paper of the day, ${description(notice.subscription)}: no paper of the collection matches any more. It goes on once one does.`,
    };
  }
  const { subscriptions, reason } = notice;
  const lines = subscriptions
    .slice(0, NAMED)
    .map(subscription => md`• ${isFollow(subscription) ? followLine(subscription) : description(subscription)}`);
  const more = subscriptions.length - lines.length;
  const rest = more > 0 ? [md`• and ${more} more`] : [];
  const [first] = subscriptions;
  const why = first ? whyPaused({ ...first, paused: { reason, at: 0 } }, notice.obstacle) : md``;
  return { content: join([md`I paused what you set up:`, ...lines, ...rest, md`${why}`], '\n') };
}
