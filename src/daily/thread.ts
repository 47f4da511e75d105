import { cutAtWord } from '../cut.ts';
import type { Log } from '../log.ts';
import { oneLine } from '../markdown.ts';
import type { Paper } from '../papers/paper.ts';
import type { Discussion, Discussions } from '../store/discussions.ts';
import type { Poster } from './poster.ts';
import type { Posted, Subscription } from './subscription.ts';

/** Discord's limit for a thread's name. */
const NAME_CHARACTERS = 100;

interface Delivered {
  subscription: Subscription;
  papers: readonly Paper[];
  posted: Posted;
}

/** The paper that a post can be the discussion of: the only one of a post in a server. */
function discussible({ place }: Pick<Subscription, 'place'>, papers: readonly Paper[]) {
  const [paper, ...others] = papers;
  return paper && others.length === 0 && place.guildId !== undefined
    ? { guildId: place.guildId, paperId: paper.id }
    : undefined;
}

/** The thread that the paper of a post has already. */
export async function discussionOf(
  store: Discussions,
  subscription: Subscription,
  papers: readonly Paper[],
): Promise<Discussion | undefined> {
  const key = discussible(subscription, papers);
  const found = key && (await store.find(key));
  return found?.state === 'open' ? found.discussion : undefined;
}

/**
 * A post's thread becomes its paper's discussion, unless that has one: a forum's post is a thread by itself, elsewhere one is opened where
 * the subscription says so. The discussion is noted first; its thread has the id of the post, so that doing it again does nothing.
 */
export async function discussDelivered(
  { discussions, poster, log }: { discussions: Discussions; poster: Pick<Poster, 'startThread'>; log: Log },
  { subscription, papers, posted }: Delivered,
): Promise<void> {
  const key = discussible(subscription, papers);
  const isForum = subscription.place.kind === 'forum';
  if (!key || !(isForum || subscription.thread)) return;
  const { messageId, at: now } = posted;
  const place = isForum ? 'forum' : 'message';
  await discussions.adopt(key, { threadId: messageId, channelId: subscription.place.channelId, place, now });
  const found = await discussions.find(key);
  if (isForum || found?.state !== 'open' || found.discussion.threadId !== messageId) return;
  const name = cutAtWord(oneLine(papers[0]?.title ?? ''), NAME_CHARACTERS);
  const result = await poster.startThread(posted, name);
  if (result.kind === 'done') return;
  log.warn(
    { subscription: subscription.id, reason: result.kind },
    'The discussion of a paper of the day was not opened',
  );
  // Where Discord gave no clear answer the thread may be there: the next one who wants it looks.
  if (result.kind !== 'unsure') await discussions.forget(found.discussion);
}
