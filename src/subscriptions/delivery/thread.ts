import { cutAtWord } from '../../interactions/cut.ts';
import { oneLine } from '../../interactions/markdown.ts';
import type { Delivery, Posted, Subscription, ThreadNote } from '../../model/subscription.ts';
import type { Paper } from '../../papers/paper.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Claim, Discussion, DiscussionState, Discussions, Store } from '../../store/index.ts';
import type { Failure, Poster } from '../ports/poster.ts';
import { backoffMs } from './backoff.ts';

/** Discord's limit for a thread's name. */
const NAME_CHARACTERS = 100;
/** How long one try holds, in ms: longer than its request may take. */
export const THREAD_CLAIM_MS = 60_000;
/** While somebody else makes the paper's thread, it is looked for again after this long, in ms. */
const LOOK_AGAIN_MS = 10_000;

type Key = Parameters<Discussions['of']>[0];

/** Whether all who see a channel also see a discussion. */
export type SeenByAll = (channelId: string, discussion: Pick<Discussion, 'channelId' | 'threadId'>) => boolean;

/** All that is known without a connection to Discord. */
export const seenInItsChannel: SeenByAll = (channelId, discussion) => channelId === discussion.channelId;

/** The paper that a post can be the discussion of: the only one of a post in a server. */
function discussible({ place }: Pick<Subscription, 'place'>, papers: readonly Paper[]): Key | undefined {
  const [paper, ...others] = papers;
  return paper && others.length === 0 && place.guildId !== undefined
    ? { guildId: place.guildId, paperId: paper.id }
    : undefined;
}

/** Of a paper's discussions those that all who see a channel may see, and the marks of the others. */
async function discussionsIn(
  channelId: string,
  key: Key,
  store: Pick<Discussions, 'of'>,
  seenByAll: SeenByAll,
): Promise<{ open?: Discussion; opening?: Claim; hidden: string[] }> {
  const isSeen = (one: DiscussionState) =>
    one.state === 'open' ? seenByAll(channelId, one.discussion) : one.claim.place.channelId === channelId;
  const all = await store.of(key);
  const seen = all.filter(isSeen);
  const [open] = seen.flatMap(one => (one.state === 'open' ? [one.discussion] : []));
  const [opening] = seen.flatMap(one => (one.state === 'opening' ? [one.claim] : []));
  const hidden = all.filter(one => !isSeen(one)).map(one => (one.state === 'open' ? one.discussion : one.claim).mark);
  return { ...(open && { open }), ...(opening && { opening }), hidden };
}

/** The thread that the paper of a post has already, where all who see the post may see it. */
export async function discussionOf(
  store: Discussions,
  subscription: Pick<Subscription, 'place'>,
  papers: readonly Paper[],
  seenByAll: SeenByAll,
): Promise<Discussion | undefined> {
  const key = discussible(subscription, papers);
  return key && (await discussionsIn(subscription.place.channelId, key, store, seenByAll)).open;
}

/**
 * Whether a post gets a thread of its own: a forum's post is one by itself, and a paper that is in discussion already
 * has one.
 */
export function wantsThread(subscription: Subscription, papers: readonly Paper[], discussion: unknown): boolean {
  if (!subscription.thread || subscription.place.kind === 'forum' || discussion !== undefined) return false;
  return discussible(subscription, papers) !== undefined;
}

/** A forum's post becomes its paper's discussion, unless that has one. Doing it again does nothing. */
export async function adoptForumPost(
  { store, seenByAll }: { store: Pick<Discussions, 'adopt' | 'of'>; seenByAll: SeenByAll },
  { place }: Subscription,
  papers: readonly Paper[],
  { messageId, at }: Posted,
): Promise<void> {
  const key = place.kind === 'forum' ? discussible({ place }, papers) : undefined;
  if (!key) return;
  const { hidden } = await discussionsIn(place.channelId, key, store, seenByAll);
  await store.adopt(key, { threadId: messageId, channelId: place.channelId, place: 'forum', now: at }, hidden);
}

export interface ThreadOpening {
  store: Pick<Store, 'deliveries' | 'discussions'>;
  poster: Pick<Poster, 'startThread'>;
  seenByAll: SeenByAll;
  clock: Clock;
  random: () => number;
  /** How long after its post it may still come, in ms. */
  patienceMs: number;
}

/**
 * One try to open the thread of a post, which becomes its paper's discussion. The discussion is claimed first, as
 * `/discuss` does, so that whoever wants it meanwhile gets the same thread. It has the id of the post: opened again, it
 * is the one that is there. Answers why it will not come, if it will not.
 */
export async function openThread(
  delivery: Delivery,
  subscription: Subscription,
  papers: readonly Paper[],
  { store, poster, seenByAll, clock, random, patienceMs }: ThreadOpening,
): Promise<ThreadNote | undefined> {
  const { id, posted } = delivery;
  const { deliveries, discussions } = store;
  const settle = async (note?: ThreadNote) => {
    await deliveries.threadSettled(id, note);
    return note;
  };
  const again = async (inMs: number, untouched: boolean) => {
    const leftMs = (posted?.at ?? 0) + patienceMs - clock.now();
    await deliveries.postponeThread(id, clock.now() + Math.min(inMs, Math.max(0, leftMs) + 1), untouched);
    return undefined;
  };
  const key = discussible(subscription, papers);
  if (!posted || !subscription.thread) return settle();
  if (!key) return settle('paper-gone');
  const channelId = subscription.place.channelId;
  const { open, opening, hidden } = await discussionsIn(channelId, key, discussions, seenByAll);
  // Whoever opened it, the paper has its thread.
  if (open) return settle();
  const now = clock.now();
  if (now > posted.at + patienceMs) return settle('gave-up');
  const time = { now, until: now + THREAD_CLAIM_MS };
  // Also one that an earlier try of ours has left; but not one that somebody makes in another place.
  const left = opening?.place.messageId === posted.messageId ? opening : undefined;
  const place = { kind: 'message', channelId: posted.channelId, messageId: posted.messageId } as const;
  const claim = left ? await discussions.takeOver(left, time) : await discussions.claim(key, place, time, hidden);
  if (!claim) return again(LOOK_AGAIN_MS, true);
  const name = cutAtWord(oneLine(papers[0]?.title ?? ''), NAME_CHARACTERS);
  const result = await poster.startThread(posted, name);
  if (result.kind === 'done') {
    const thread = { threadId: posted.messageId, channelId, now: clock.now() };
    // Somebody who waited for longer than the claim may have noted it, or given the claim back.
    if (!(await discussions.record(claim, thread)))
      await discussions.adopt(key, { ...thread, place: 'message' }, hidden);
    return settle();
  }
  // Without a clear answer the thread may be there: the claim stays, and whoever takes it over looks.
  if (result.kind === 'unsure') return again(Math.max(THREAD_CLAIM_MS, backoffMs(triesOf(delivery), random)), false);
  await discussions.release(claim);
  if (result.kind === 'limited') return again(result.afterMs + random() * 250, true);
  return settle(noteOf(result));
}

function triesOf({ thread }: Delivery): number {
  return thread?.state === 'opening' ? thread.tries : 1;
}

function noteOf(failure: Exclude<Failure, { kind: 'limited' | 'unsure' }> | { kind: 'removed' }): ThreadNote {
  if (failure.kind === 'removed') return 'post-gone';
  if (failure.kind === 'refused') return 'refused';
  switch (failure.reason) {
    case 'channel-gone':
    case 'no-access':
    case 'missing-permissions':
      return failure.reason;
    default:
      return 'refused';
  }
}
