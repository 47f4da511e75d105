import type { Asker } from '../../src/interactions/asker.ts';
import type { Call, Press, SlashCommand } from '../../src/interactions/command.ts';
import { md } from '../../src/interactions/markdown.ts';
import { requiredText } from '../../src/interactions/option.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { allNews } from '../../src/messages/digest.ts';
import { followSuggestion } from '../../src/messages/follow-words.ts';
import { changedSubscription } from '../../src/messages/subscription.ts';
import { notUndone } from '../../src/messages/undo.ts';
import { isSame, type Subscription } from '../../src/subscriptions/index.ts';
import type { App } from '../services.ts';
import { byAsker } from '../shared/by.ts';
import { lookUp, refuseSubscription } from '../shared/may-post.ts';
import { readPage } from '../shared/page-number.ts';
import {
  followed,
  followedAlready,
  followList,
  noSuchFollow,
  notFollowed,
  onlyItsOwner,
  resumed,
  type Supply,
  tooManyFollows,
  unfollowed,
} from './replies.ts';
import { clear, readFollow, topicOption, wishOptions } from './spec.ts';

export function follow(app: App): SlashCommand {
  const topic = topicOption(app);
  const which = requiredText({
    name: 'follow',
    description: 'Which one',
    complete: async (typed, asker) =>
      (await changeable(asker))
        .map(one => ({ name: followSuggestion(one), value: one.id }))
        .filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()))
        .slice(0, 25),
  });

  /** The asker's own, and what they may change in the server where they ask. */
  async function changeable(asker: Asker): Promise<Subscription[]> {
    const { userId, guildId } = asker;
    const own = await app.daily.follows({ userId });
    const here = guildId === undefined ? [] : await app.daily.follows({ guildId });
    return [...own, ...here.filter(one => mayChange(asker, one))];
  }

  async function standing(asker: Asker) {
    return Promise.all(
      (await changeable(asker)).map(async one => ({ subscription: one, condition: await app.daily.condition(one) })),
    );
  }

  /** Ids in buttons can be forged, and rights taken away: this is asked at every press. */
  async function changing(
    asker: Asker,
    id: string | undefined,
    change: (follow: Subscription, asker: Asker) => Promise<Reply>,
  ): Promise<Reply> {
    const found = id === undefined ? undefined : await app.daily.get(id);
    if (!found || found.kind === 'daily' || !isOf(asker, found)) return notFollowed();
    if (!mayChange(asker, found)) return onlyItsOwner();
    await lookUp(app, found);
    return change(found, asker);
  }

  async function add(call: Call): Promise<Reply> {
    const read = await readFollow(app, call);
    if ('refusal' in read) return read.refusal;
    const outcome = await app.daily.subscribe(read.wish, call.asker.userId);
    if (outcome === 'full') return tooManyFollows(app.daily.maxPerOwner, call.mention);
    return 'same' in outcome ? followedAlready(outcome.same) : followed(outcome.added, await comesFrom(app));
  }

  const edit =
    (call: Call) =>
    async (before: Subscription): Promise<Reply> => {
      const read = await readFollow(app, call, before);
      if ('refusal' in read) return read.refusal;
      const changed = await app.daily.change(before, read.wish, byAsker(app, call.asker));
      if (typeof changed === 'object') return followedAlready(changed.same);
      const now = await app.daily.get(before.id);
      if (!now || changed === undefined) return notFollowed();
      return changedSubscription(followed(now, await comesFrom(app), md`Changed:`), changed, 'follow');
    };

  /** The one that was chosen from the suggestions, of those that the asker may change. */
  async function chosen(call: Call, change: (one: Subscription) => Promise<Reply>): Promise<Reply> {
    const typed = call.get(which).trim();
    const found = (await changeable(call.asker)).find(({ id }) => typed === id || typed.endsWith(` ${id}`));
    if (!found) return noSuchFollow(typed);
    await lookUp(app, found);
    return change(found);
  }

  const remove =
    (asker: Asker) =>
    async (one: Subscription): Promise<Reply> =>
      unfollowed(one, await app.daily.unsubscribe(one, byAsker(app, asker)));

  /** Why something may not come back for the asker. */
  const refusing = (asker: Asker) => (one: Subscription, others: readonly Subscription[]) => {
    // It asks for more rights, and has an undo of its own.
    if (one.kind === 'club') return notUndone('over');
    if (!mayChange(asker, one)) return onlyItsOwner();
    const same = others.find(other => isSame(other, one));
    return same ? followedAlready(same) : refuseSubscription(app, asker, one);
  };

  async function undo({ asker, args: [step = ''] }: Press): Promise<Reply> {
    const back = await app.daily.bringBack(step, byAsker(app, asker), refusing(asker));
    if (typeof back === 'string') return notUndone(back === 'done' ? 'over' : back);
    return 'refused' in back ? back.refused : followed(back, await comesFrom(app), md`It is back:`);
  }

  async function changeBack({ asker, args: [step = ''] }: Press): Promise<Reply> {
    const back = await app.daily.changeBack(step, byAsker(app, asker), refusing(asker));
    if (typeof back === 'string') return notUndone(back);
    if ('refused' in back) return back.refused;
    return followed((await app.daily.get(back.id)) ?? back, await comesFrom(app), md`It is as it was:`);
  }

  async function resume(one: Subscription, asker: Asker): Promise<Reply> {
    const refusal = refuseSubscription(app, asker, one);
    if (refusal) return refusal;
    return resumed(one, await app.daily.resume(one));
  }

  async function showAll({ args: [deliveryId = '', page], asker, message }: Press): Promise<Reply> {
    const told = await app.daily.told(deliveryId);
    if (!told || !isOf(asker, told.follow)) return notFollowed();
    return { ...allNews(deliveryId, told.papers, readPage(page)), update: message?.private === true };
  }

  return {
    kind: 'slash',
    name: 'follow',
    description: 'Be told of new papers',
    subcommands: [
      {
        name: 'add',
        description: 'Be told of new papers on a topic, by an author, in a category or that match a query',
        options: [topic, ...wishOptions],
        run: add,
      },
      {
        name: 'list',
        description: 'See what is followed',
        options: [],
        run: async ({ asker, mention }) => followList(await standing(asker), 0, mention, await comesFrom(app)),
      },
      {
        name: 'edit',
        description: 'Change what is followed, how or where; what you leave out stays',
        options: [which, topic, ...wishOptions, clear],
        run: call => chosen(call, edit(call)),
      },
      {
        name: 'remove',
        description: 'Stop following something',
        options: [which],
        run: call => chosen(call, remove(call.asker)),
      },
    ],
    presses: {
      unfollow: ({ asker, args: [id] }) => changing(asker, id, remove(asker)),
      remove: ({ asker, values: [id] }) => changing(asker, id, remove(asker)),
      undo,
      changeBack,
      resume: ({ asker, values: [id] }) => changing(asker, id, resume),
      page: async ({ asker, args: [page], mention }) => ({
        ...followList(await standing(asker), readPage(page), mention, await comesFrom(app)),
        update: true,
      }),
      all: showAll,
    },
  };
}

/** Whether papers come by themselves: some source was read to its end the last time, or is still to be read. */
async function comesFrom({ sources }: App): Promise<Supply> {
  const all = await sources.all();
  return all.some(({ state }) => state?.error === undefined) ? 'sources' : 'by-hand';
}

/** Whether it tells the asker, or the server where they ask. */
function isOf({ userId, guildId }: Asker, { place, setUpBy }: Subscription): boolean {
  return place.guildId === undefined ? setUpBy === userId : place.guildId === guildId;
}

function mayChange(asker: Asker, one: Subscription): boolean {
  return isOf(asker, one) && (one.setUpBy === asker.userId || (asker.canManage && asker.botIsMember));
}
