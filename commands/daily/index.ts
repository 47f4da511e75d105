import type { Asker } from '../../src/interactions/asker.ts';
import type { Call, Press, SlashCommand, Subcommand } from '../../src/interactions/command.ts';
import { md } from '../../src/interactions/markdown.ts';
import { optionalText } from '../../src/interactions/option.ts';
import { privately, type Reply } from '../../src/interactions/reply.ts';
import { writeList } from '../../src/library/index.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import { paperGone } from '../../src/messages/paper-not-found.ts';
import {
  changedSubscription,
  historyReply,
  newSubscription,
  previewReply,
  subscriptionList,
  subscriptionReply,
  unsubscribed,
  whyReply,
} from '../../src/messages/subscription.ts';
import { setUpAlready, tooMany } from '../../src/messages/subscription-refusals.ts';
import { channel as channelWords } from '../../src/messages/subscription-words.ts';
import { notUndone } from '../../src/messages/undo.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { isSame, type Subscription, type SubscriptionSpec } from '../../src/subscriptions/index.ts';
import type { App } from '../services.ts';
import { byAsker } from '../shared/by.ts';
import { refuseSubscription } from '../shared/may-post.ts';
import { needIndex } from '../shared/need-index.ts';
import { readPage } from '../shared/page-number.ts';
import { goOn } from './go-on.ts';
import { managed, suggestSubscriptions, withSubscription } from './managed.ts';
import {
  channel,
  clear,
  count,
  days,
  fresh,
  mention,
  publish,
  query,
  readWish,
  thread,
  time,
  timezone,
  topic,
} from './spec.ts';

const HISTORY = 10;
const LATEST = 5;

/**
 * The first zone that somebody names becomes the server's; one that was chosen stays, whatever else single
 * subscriptions go by.
 */
async function rememberZone(
  { store }: App,
  guildId: string | undefined,
  { timeZone }: SubscriptionSpec['schedule'],
): Promise<void> {
  if (guildId === undefined || (await store.settings.get(guildId)).timeZone !== undefined) return;
  await store.settings.set(guildId, { timeZone });
}

type AnswerFor = (subscription: Subscription) => Promise<Reply>;

export function daily(app: App): SlashCommand {
  const which = optionalText({
    name: 'subscription',
    description: 'Which one, if there are several',
    complete: suggestSubscriptions(app),
  });
  const stillThere = (ids: readonly string[]): Paper[] => ids.flatMap(id => app.index().get(id) ?? []);
  const standing = async (subscription: Subscription) => ({
    subscription,
    condition: await app.daily.condition(subscription),
  });
  const shown = async (headline: string, { id }: Subscription, call: Pick<Call, 'asker' | 'mention'>, step?: string) =>
    withSubscription(app, call, id, async now => {
      const reply = subscriptionReply(headline, await standing(now));
      return step === undefined ? reply : changedSubscription(reply, step);
    });

  async function subscribe(call: Call): Promise<Reply> {
    const may = managed(call);
    if ('refusal' in may) return may.refusal;
    const read = await readWish(app, call, may.owner);
    if ('refusal' in read) return read.refusal;
    needIndex(app);
    const outcome = await app.daily.subscribe(read.wish, call.asker.userId);
    if (outcome === 'full') return tooMany(app.daily.maxPerOwner, call.mention);
    if ('same' in outcome) return setUpAlready(outcome.same);
    await rememberZone(app, call.asker.guildId, read.wish.schedule);
    return newSubscription(await standing(outcome.added));
  }

  const edit = (call: Call): Promise<Reply> =>
    withSubscription(app, call, call.get(which), async before => {
      const may = managed(call);
      if ('refusal' in may) return may.refusal;
      const read = await readWish(app, call, may.owner, before);
      if ('refusal' in read) return read.refusal;
      needIndex(app);
      const changed = await app.daily.change(before, read.wish, byAsker(app, call.asker));
      if (typeof changed === 'object') return setUpAlready(changed.same);
      return shown('Changed:', before, call, changed);
    });

  async function list(call: Pick<Call, 'asker' | 'mention'>, page: number): Promise<Reply> {
    const may = managed(call);
    if ('refusal' in may) return may.refusal;
    return subscriptionList(await Promise.all((await app.daily.list(may.owner)).map(standing)), page, call.mention);
  }

  const preview: AnswerFor = async subscription => {
    const next = await app.daily.preview(subscription);
    return next
      ? previewReply(subscription, next)
      : privately(md`It is paused: nothing comes until somebody resumes it.`);
  };

  const postNow =
    ({ asker }: Pick<Call, 'asker'>): AnswerFor =>
    async subscription => {
      if (subscription.paused) return privately(md`It is paused: nothing is posted. Resume it first.`);
      const refusal = refuseSubscription(app, asker, subscription);
      if (refusal) return refusal;
      const turn = app.limits.take('postNow', asker.userId);
      if (!turn.allowed) return tryAgainAt(turn.againAt);
      return privately(
        (await app.daily.postNow(subscription))
          ? md`An extra paper is on its way to ${channelWords(subscription)}. The next one comes as planned.`
          : md`No paper matches, so there is nothing to post.`,
      );
    };

  const history: AnswerFor = async subscription => {
    const sent = await app.daily.latest(subscription, HISTORY, 'sent');
    return historyReply(
      subscription,
      sent.map(delivery => ({ delivery, papers: stillThere(delivery.paperIds) })),
    );
  };

  const why: AnswerFor = async subscription =>
    whyReply(await standing(subscription), await app.daily.latest(subscription, LATEST));

  const unsubscribe =
    ({ asker }: Pick<Call, 'asker'>): AnswerFor =>
    async subscription => {
      const step = await app.daily.unsubscribe(subscription, byAsker(app, asker));
      return unsubscribed(subscription, step);
    };

  /** Why one may not come back for the asker. */
  const refusing = (asker: Asker) => (one: Subscription, others: readonly Subscription[]) => {
    // It asks for more rights, and has an undo of its own.
    if (one.kind === 'club') return notUndone('over');
    const same = others.find(other => isSame(other, one));
    return same ? setUpAlready(same) : refuseSubscription(app, asker, one);
  };

  async function changeBack(press: Press): Promise<Reply> {
    const may = managed(press);
    if ('refusal' in may) return may.refusal;
    needIndex(app);
    const back = await app.daily.changeBack(press.args[0] ?? '', byAsker(app, press.asker), refusing(press.asker));
    if (typeof back === 'string') return notUndone(back);
    return 'refused' in back ? back.refused : shown('It is as it was:', back, press);
  }

  async function undo(press: Press): Promise<Reply> {
    const may = managed(press);
    if ('refusal' in may) return may.refusal;
    needIndex(app);
    const back = await app.daily.bringBack(press.args[0] ?? '', byAsker(app, press.asker), refusing(press.asker));
    if (typeof back === 'string') return notUndone(back === 'done' ? 'over' : back);
    return 'refused' in back ? back.refused : shown('It is back:', back, press);
  }

  const pause =
    (call: Pick<Call, 'asker' | 'mention'>): AnswerFor =>
    async subscription => {
      needIndex(app);
      await app.daily.pause(subscription);
      return shown('Paused:', subscription, call);
    };

  const resume =
    (call: Pick<Call, 'asker' | 'mention'>): AnswerFor =>
    async subscription => {
      const refusal = refuseSubscription(app, call.asker, subscription);
      if (refusal) return refusal;
      needIndex(app);
      const obstacle = await app.daily.resume(subscription);
      return shown(obstacle ? 'Not yet:' : 'It goes on:', subscription, call);
    };

  const about = (name: string, description: string, answer: (call: Call) => AnswerFor): Subcommand => ({
    name,
    description,
    options: [which],
    run: call => withSubscription(app, call, call.get(which), answer(call)),
  });
  const pressed = (answer: (press: Press) => AnswerFor) => (press: Press) =>
    withSubscription(app, press, press.args[0] ?? '', answer(press));

  const wishes = [channel, timezone, days, query, topic(app), count, mention, publish, thread, fresh];
  return {
    kind: 'slash',
    name: 'daily',
    description: 'The paper of the day',
    forManagers: true,
    subcommands: [
      {
        name: 'subscribe',
        description: 'Post a paper at a time of your choice',
        options: [{ ...time, required: true }, ...wishes],
        run: subscribe,
      },
      { name: 'list', description: 'Show what is set up here', options: [], run: call => list(call, 0) },
      {
        name: 'edit',
        description: 'Change a paper of the day; what you leave out stays',
        options: [which, time, ...wishes, clear],
        run: edit,
      },
      about('pause', 'Stop for a while', pause),
      about('resume', 'Go on after a pause', resume),
      about('unsubscribe', 'Remove a paper of the day', unsubscribe),
      about('preview', 'See what comes next, and when', () => preview),
      about('now', 'Post an extra paper now', postNow),
      about('history', 'See what was posted', () => history),
      about('why', 'See when the next one comes, and what became of the last ones', () => why),
    ],
    presses: {
      page: async press => ({ ...(await list(press, readPage(press.args[0]))), update: true }),
      preview: pressed(() => preview),
      now: pressed(postNow),
      pause: pressed(pause),
      resume: pressed(resume),
      why: pressed(() => why),
      /** Below a notice, also in direct messages. */
      goOn: press => goOn(app, press),
      unsubscribe: pressed(unsubscribe),
      undo,
      changeBack,
      /** Below a digest, for everyone. */
      async cite({ args: [_delivery, ...ids] }) {
        const found = stillThere(ids);
        if (found.length === 0) return privately(paperGone());
        const content = await writeList(
          found.map(paper => ({ paper, savedAt: 0 })),
          'bibtex',
        );
        return { private: true, content: md`The references are attached.`, files: [{ name: 'papers.bib', content }] };
      },
    },
  };
}
