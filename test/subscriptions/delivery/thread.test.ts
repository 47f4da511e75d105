import { expect, it } from 'vitest';
import type { Place, Subscription } from '../../../src/model/subscription.ts';
import type { DiscussionState } from '../../../src/store/discussions.ts';
import { adoptForumPost, seenInItsChannel, wantsThread } from '../../../src/subscriptions/delivery/thread.ts';
import { WISH } from '../postbox.ts';
import { papers } from '../rig.ts';

const SUBSCRIPTION: Subscription = { ...WISH, thread: true, id: 's', setUpBy: '7', createdAt: 0, since: 0, looked: 0 };
const KEY = { guildId: '1', paperId: papers(1)[0]?.id ?? '' };
const FORUM: Place = { kind: 'forum', channelId: '100', guildId: '1' };

it.each<[string, Partial<Subscription>, number, object | undefined, boolean]>([
  ['a paper in a channel', {}, 1, undefined, true],
  ['where none is wanted', { thread: false }, 1, undefined, false],
  ['several papers', {}, 2, undefined, false],
  ['a paper that is discussed already', {}, 1, {}, false],
  ['a forum’s post is a thread by itself', { place: FORUM }, 1, undefined, false],
  ['direct messages have none', { place: { kind: 'dm', channelId: '9' } }, 1, undefined, false],
])('which posts get a thread: %s', (_what, change, count, discussion, wanted) => {
  expect(wantsThread({ ...SUBSCRIPTION, ...change }, papers(count), discussion)).toBe(wanted);
});

const open = (channelId: string): DiscussionState => ({
  state: 'open',
  discussion: { ...KEY, mark: `open in ${channelId}`, threadId: 't', channelId, activeAt: 0 },
});
const opening = (channelId: string): DiscussionState => ({
  state: 'opening',
  claim: {
    ...KEY,
    place: { kind: 'channel', channelId },
    mark: `opening in ${channelId}`,
    holder: 'h',
    claimedAt: 0,
    until: 1,
  },
});

/** What a forum's post becomes: the thread that is adopted, and the discussions that do not count beside it. */
async function adopted(place: Place, count: number, found: DiscussionState[]) {
  const calls: unknown[][] = [];
  const store = {
    of: async () => found,
    adopt: async (...args: unknown[]) => {
      calls.push(args);
      return true;
    },
  };
  const posted = { channelId: '100', messageId: '5', at: 7 };
  await adoptForumPost({ store, seenByAll: seenInItsChannel }, { ...SUBSCRIPTION, place }, papers(count), posted);
  return calls;
}

it('a forum’s post becomes its paper’s discussion; what those who see it may not see does not count', async () => {
  const found = [open('100'), open('hidden'), opening('100'), opening('hidden')];
  expect(await adopted(FORUM, 1, found)).toEqual([
    [KEY, { threadId: '5', channelId: '100', place: 'forum', now: 7 }, ['open in hidden', 'opening in hidden']],
  ]);
  expect(await adopted(FORUM, 2, found)).toEqual([]);
  expect(await adopted({ ...FORUM, kind: 'text' }, 1, found)).toEqual([]);
});
