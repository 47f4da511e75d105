import { type Markdown, md } from '../interactions/markdown.ts';
import { privately, type Reply } from '../interactions/reply.ts';
import { isFollow, type Obstacle, type Subscription } from '../subscriptions/index.ts';
import { followLine } from './follow-words.ts';
import { whyPaused } from './paused-words.ts';
import { clubLine, description } from './subscription-words.ts';

const line = (one: Subscription) =>
  one.kind === 'club' ? clubLine(one) : isFollow(one) ? followLine(one) : description(one);

/** It was resumed, or was not paused. */
export function goesOn(one: Subscription): Markdown {
  return md`**It goes on:** ${line(one)}.`;
}

/** Something is still in the way. */
export function waits(one: Subscription, obstacle: Obstacle): Markdown {
  const { reason } = obstacle;
  return md`**Not yet:** ${line(one)}. ${whyPaused({ ...one, paused: { reason, at: 0 } }, obstacle)}`;
}

export function notSetUp(): Reply {
  return privately(md`This is not set up any more.`);
}
