import { type Markdown, md, timestamp } from '../interactions/markdown.ts';
import type { Condition, Refusal, Refused, Subscription } from '../subscriptions/index.ts';
import { whyPaused } from './paused-words.ts';

/** A query that finds fewer papers begins again within a month. */
const FEW = 30;

/** Why Discord refuses posts, and what to do. */
export const REFUSALS: Readonly<Record<Refusal, string>> = {
  refused: 'Discord refused the message.',
  blocked:
    'AutoMod of this server stopped it. Someone who manages the server can make an exception for me, or choose other papers.',
  'link-blocked': 'Discord’s filter of harmful links stopped it. Choose other papers, or tell whoever runs me.',
};

export function refusedLine({ times, note }: Refused): Markdown {
  return md`⚠️ The last ${times} posts were refused. ${REFUSALS[note]}`;
}

/** When the next one comes, or why none does. */
function nextLine({ next, paused, ...subscription }: Subscription, { obstacle }: Condition): Markdown {
  if (paused) return md`Paused ${timestamp(paused.at, 'R')}: ${whyPaused({ ...subscription, paused }, obstacle)}`;
  return next ? md`Next: ${timestamp(next.at, 'F')} (${timestamp(next.at, 'R')})` : md``;
}

/** How a paper of the day stands, a line for each thing to be known. */
export function conditionLines(subscription: Subscription, condition: Condition): Markdown[] {
  const { size, left, refused } = condition;
  return [
    nextLine(subscription, condition),
    ...(refused ? [refusedLine(refused)] : []),
    ...roleLine(subscription),
    ...(size === 0 ? [md`⚠️ No paper matches at the moment. Posts begin once one does.`] : []),
    ...(size > 0 && left === 0 ? [md`${allPosted(size)}: the one posted longest ago comes next.`] : []),
  ];
}

/** What to know of a new one: how soon its papers come again. */
export function fewLine({ paperCount }: Subscription, { size }: Condition): Markdown[] {
  if (size === 0 || size >= FEW) return [];
  const posts = Math.ceil(size / paperCount);
  return [
    md`Only ${size === 1 ? '1 paper matches' : `${size} papers match`}: after ${posts === 1 ? 'one post' : `${posts} posts`} the one posted longest ago comes again.`,
  ];
}

function roleLine({ roleState }: Subscription): Markdown[] {
  if (roleState === undefined) return [];
  return [
    roleState === 'gone'
      ? md`⚠️ Its role was deleted, so posts mention nobody. Choose another one with /daily edit.`
      : md`⚠️ Posts leave its role out: I may not mention it. Make it one that anyone can mention, or give me **Mention Everyone** there.`,
  ];
}

/** `All 118 papers were posted` */
export function allPosted(size: number): string {
  return size === 1 ? 'The only paper was posted' : `All ${size} papers were posted`;
}
