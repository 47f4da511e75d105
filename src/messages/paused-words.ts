import { bold, join, type Markdown, md, timestamp } from '../interactions/markdown.ts';
import {
  isFollow,
  type Obstacle,
  type PauseReason,
  RESUMES_ITSELF,
  type Subscription,
} from '../subscriptions/index.ts';

/** Why a subscription pauses. */
export const REASONS: Readonly<Record<PauseReason, string>> = {
  'by-hand': 'Somebody paused it.',
  'channel-gone': 'Its channel was deleted.',
  'no-access': 'I can no longer see the channel.',
  'missing-permissions': 'I may no longer post there.',
  'timed-out': 'A moderator has timed me out in this server.',
  'tag-required': 'The forum requires a tag, and has none that members may use.',
  'wrong-channel': 'The channel is of a kind that I cannot post to.',
  'dm-closed': 'Your direct messages are closed to me.',
  'unknown-zone': 'I no longer know its time zone.',
  'bot-removed': 'I was removed from the server.',
};

type Paused = Pick<Subscription, 'kind' | 'paused'>;

/** A journal club has no command of its own to resume it: what is changed of it lets it go on. */
function clubRemedy(reason: PauseReason): Markdown {
  switch (reason) {
    case 'channel-gone':
    case 'wrong-channel':
    case 'unknown-zone':
      return md`Choose another one with /club edit; then it goes on.`;
    case 'by-hand':
    case 'dm-closed':
      return md`/club edit lets it go on.`;
    default:
      return remedy(reason, { kind: 'daily' });
  }
}

/** What to do, and what happens by itself. */
function remedy(reason: PauseReason, subscription: Paused): Markdown {
  if (subscription.kind === 'club') return clubRemedy(reason);
  const resume = isFollow(subscription) ? md`resume it in /follow list` : md`resume it`;
  const elsewhere = isFollow(subscription)
    ? md`Follow it again in another one`
    : md`Choose another one with /daily edit`;
  switch (reason) {
    case 'by-hand':
      return md``;
    case 'channel-gone':
      return isFollow(subscription) ? md`${elsewhere}.` : md`${elsewhere}, then resume it.`;
    case 'no-access':
      return md`Give me **View Channel** there; then it goes on by itself.`;
    case 'missing-permissions':
      return md`Once I may, it goes on by itself.`;
    case 'timed-out':
      return md`When that is over, it goes on by itself.`;
    case 'tag-required':
      return md`Once it has one, it goes on by itself.`;
    case 'wrong-channel':
      return md`${elsewhere}.`;
    case 'dm-closed':
      return md`Open them, then ${resume}.`;
    case 'unknown-zone':
      return isFollow(subscription)
        ? md`Follow it again with another one.`
        : md`Choose another one with /daily edit, then resume it.`;
    case 'bot-removed':
      return md`Once I am back it goes on by itself; after 30 days it is deleted.`;
  }
}

/**
 * Why a subscription stands still, and what to do. What comes meanwhile for a follow is sent once it goes on.
 * @param now What is in the way now, where something is and that is known.
 */
export function whyPaused(subscription: Paused, now?: Obstacle): Markdown {
  const paused = subscription.paused?.reason ?? 'by-hand';
  const goesOn = RESUMES_ITSELF.includes(paused);
  const obstacle = goesOn ? now : undefined;
  const reason = obstacle?.reason ?? paused;
  const facts: Markdown[] = [];
  if (obstacle?.until !== undefined) facts.push(md`That ends ${timestamp(obstacle.until, 'R')}.`);
  if (obstacle && reason === 'missing-permissions' && obstacle.missing.length > 0)
    facts.push(md`Missing: ${rightsList(obstacle.missing)}.`);
  return join([md`${REASONS[reason]}`, ...facts, remedy(reason, subscription)], ' ');
}

function rightsList(rights: readonly string[]): Markdown {
  return join(
    rights.map(right => bold(right)),
    ', ',
  );
}
