import { cutAtWord } from '../interactions/cut.ts';
import { join, link, type Markdown, md, oneLine, type Text, timestamp } from '../interactions/markdown.ts';
import { privately, type Reply, type Row } from '../interactions/reply.ts';
import type { Paper } from '../papers/paper.ts';
import type { Condition, Delivery, Preview, Subscription } from '../subscriptions/index.ts';
import { conditionLines, fewLine } from './condition.ts';
import { dailyPost } from './daily-post.ts';
import { channel, description, fate, postUrl } from './subscription-words.ts';
import { UNDO_NOTE, undoButton } from './undo.ts';

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

/** A subscription, and how it stands. */
export interface Shown {
  subscription: Subscription;
  condition: Condition;
}

/** After something was changed. @param more Lines to be known of a new one. */
export function subscriptionReply(
  headline: string,
  { subscription, condition }: Shown,
  more: readonly Markdown[] = [],
): Reply {
  const lines: Text[] = [
    md`**${headline}** ${description(subscription)}.`,
    ...conditionLines(subscription, condition),
    ...more,
  ];
  return { private: true, content: join(lines, '\n'), rows: [buttons(subscription)] };
}

/** `step`: by which the change is undone. */
export function changedSubscription(changed: Reply, step: string, command: 'daily' | 'follow' = 'daily'): Reply {
  const undo = { ...undoButton(command, step), does: { command, action: 'changeBack', args: [step] } };
  return { ...changed, content: md`${changed.content ?? md``}\n${UNDO_NOTE}`, rows: [...(changed.rows ?? []), [undo]] };
}

/** `step`: by which it is brought back; missing when it was gone already. */
export function unsubscribed(subscription: Subscription, step: string | undefined): Reply {
  const gone = md`The paper of the day in ${channel(subscription)} is removed.`;
  if (step === undefined) return privately(gone);
  return {
    ...privately(md`${gone} ${UNDO_NOTE} Its history comes back too.`),
    rows: [[undoButton('daily', step)]],
  };
}

/** After it was set up. */
export function newSubscription(shown: Shown): Reply {
  return subscriptionReply('Set up:', shown, fewLine(shown.subscription, shown.condition));
}

/** One page of an owner's subscriptions. `page` counts from 0. */
export function subscriptionList(all: readonly Shown[], page: number, mention: (command: string) => Markdown): Reply {
  if (all.length === 0) {
    return privately(md`There is no paper of the day here yet. ${mention('daily subscribe')} sets one up.`);
  }
  const lastPage = Math.ceil(all.length / PER_PAGE) - 1;
  const shown = Math.min(page, lastPage);
  const first = shown * PER_PAGE;
  const lines = all
    .slice(first, first + PER_PAGE)
    .map(({ subscription, condition }, i) =>
      join(
        [
          md`**${first + i + 1}.** ${description(subscription)} · \`${subscription.id}\``,
          ...conditionLines(subscription, condition),
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
export function whyReply({ subscription, condition }: Shown, latest: readonly Delivery[]): Reply {
  const { guildId } = subscription.place;
  const past =
    latest.length === 0 ? [md`Nothing has been due yet.`] : latest.map(delivery => md`• ${fate(delivery, guildId)}`);
  return {
    private: true,
    embeds: [
      {
        title: 'The paper of the day: what comes, and what came',
        description: join(
          [
            md`${description(subscription)}.`,
            ...conditionLines(subscription, condition),
            ...(condition.size > 0 ? [md`It chooses from ${condition.size} papers.`] : []),
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
