import type { ClubMessage } from '../../clubs/message.ts';
import { type Delivery, isFollow, type Subscription } from '../../model/subscription.ts';
import type { Paper } from '../../papers/paper.ts';
import { type Clock, pause } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import type { Store } from '../../store/index.ts';
import { type EventTaskOf, isAboutEvent } from '../clubs/events.ts';
import type { Speak } from '../clubs/speech.ts';
import type { Obstacle } from '../ports/channel-inspector.ts';
import { type AttemptResult, attempt, endOf, leavesThread, placeOf } from './attempt.ts';
import { attemptEvent } from './event.ts';
import type { Outcomes } from './outcomes.ts';
import type { Delivering } from './paced-poster.ts';
import { adoptForumPost, discussionOf, openThread, type SeenByAll, wantsThread } from './thread.ts';

/** Of a claim this much must be left to begin a request, in ms. */
const REQUEST_MS = 15_000;
/** After the store failed, in ms. */
const STORE_RETRY_MS = 1_000;

export interface DeliveringOptions {
  store: Pick<Store, 'subscriptions' | 'deliveries' | 'discussions' | 'pauses' | 'clubs'>;
  poster: Delivering;
  /** By which this process claims. */
  claim: string;
  /** Of these papers those that the collection still has, and that were not withdrawn. */
  papersOf: (ids: readonly string[]) => readonly Paper[];
  /** What a journal club's delivery says. */
  speak: Speak;
  /** What is to be done about a session's event. */
  eventTask: EventTaskOf;
  catchUpMs: number;
  seenByAll: SeenByAll;
  clock: Clock;
  random: () => number;
  log: Log;
  /** What keeps a subscription from posting now, if that is known. */
  obstacle: (subscription: Subscription) => Promise<Obstacle | undefined>;
  outcomes: Outcomes;
  /** Whether this process may still deliver: after it slept another may be in its place. */
  mayAct: () => Promise<boolean>;
  hasStopped: () => boolean;
}

/** What becomes of claimed deliveries. */
export interface Deliverer {
  deliver(delivery: Delivery, claimedUntil: number): Promise<void>;
  /** Opens the thread of a post. */
  discuss(delivery: Delivery): Promise<void>;
}

/** What is wrong with a channel that a subscription has left does not stop it in the one where it posts now. */
function withoutPause(result: AttemptResult): AttemptResult {
  return result.kind === 'paused' ? { kind: 'ended', state: 'failed', note: result.reason } : result;
}

function isPollRefused(result: AttemptResult, message: ClubMessage | undefined): boolean {
  const isPoll = message?.kind === 'ballot' && message.poll !== undefined && message.poll !== 'instead';
  const isRefused =
    (result.kind === 'paused' && result.reason === 'missing-permissions') ||
    (result.kind === 'ended' && result.note === 'refused');
  return isPoll && isRefused;
}

export function createDeliverer(options: DeliveringOptions): Deliverer {
  const { store, poster, claim, outcomes, clock, random, log } = options;
  const startedAt = clock.now();

  async function discuss(delivery: Delivery): Promise<void> {
    const subscription = await store.subscriptions.get(delivery.subscriptionId);
    if (!subscription) return;
    // The channel of the post; the subscription may have moved since.
    const place = { ...subscription.place, channelId: delivery.posted?.channelId ?? subscription.place.channelId };
    const note = await openThread(delivery, { ...subscription, place }, options.papersOf(delivery.paperIds), {
      store,
      poster,
      seenByAll: options.seenByAll,
      clock,
      random,
      patienceMs: options.catchUpMs,
    });
    if (note)
      log.warn({ delivery: delivery.id, subscription: subscription.id, note }, 'The thread of a post does not come');
  }

  async function deliver(delivery: Delivery, claimedUntil: number): Promise<void> {
    const current = await store.subscriptions.get(delivery.subscriptionId);
    if (!current) return;
    if (isAboutEvent(delivery)) return deliverEvent(delivery, current, claimedUntil);
    const subscription = { ...current, place: placeOf(delivery, current) };
    const papers = options.papersOf(delivery.paperIds);
    const gone = new Set(delivery.paperIds).difference(new Set(papers.map(({ id }) => id)));
    if (isFollow(current) && delivery.tries === 1 && gone.size > 0)
      await store.deliveries.without({ id: delivery.id, claim }, [...gone]);
    // The claim ends by itself, and whoever is in our place takes it up.
    if (!(await options.mayAct())) return;
    const discussion = await discussionOf(store.discussions, subscription, papers, options.seenByAll);
    const speech = current.kind === 'club' ? ((await options.speak(delivery)) ?? 'settled') : undefined;
    const spoken = speech === 'settled' ? undefined : speech;
    const result = await attempt(
      delivery,
      {
        subscription,
        now: clock.now(),
        ...endOf(delivery, subscription, {
          catchUpMs: options.catchUpMs,
          startedAt,
          ...(spoken && { endsAt: spoken.endsAt }),
        }),
        ...(speech && { club: spoken?.message ?? 'settled' }),
        papers,
        ...(discussion && { discussion }),
        inTime: () => clock.now() + REQUEST_MS < claimedUntil,
      },
      poster,
      random,
    );
    // What may not be posted as a poll is posted as a ballot of ours.
    if (isPollRefused(result, spoken?.message)) {
      await store.clubs.ballots.withoutPoll(delivery.subscriptionId, spoken?.message.session.date ?? '');
      const again = { kind: 'again', inMs: 0, untouched: true } as const;
      return settle(delivery, { subscription, threaded: false }, again, claimedUntil);
    }
    const moved = subscription.place !== current.place;
    if (leavesThread(delivery, result)) return store.pauses.leaveThread(delivery.id, clock.now());
    // Of what a club says only the announcement of a paper is that paper's.
    const isAbout = !speech || spoken?.message.kind === 'chosen';
    const threaded = delivery.intoThread === undefined && isAbout && wantsThread(subscription, papers, discussion);
    if (result.kind === 'there' && isAbout)
      await adoptForumPost({ store: store.discussions, seenByAll: options.seenByAll }, subscription, papers, {
        ...result,
        at: clock.now(),
      });
    await settle(delivery, { subscription, threaded }, moved ? withoutPause(result) : result, claimedUntil);
  }

  async function deliverEvent(delivery: Delivery, subscription: Subscription, claimedUntil: number): Promise<void> {
    const { paused, place } = subscription;
    const task = await options.eventTask(delivery);
    if (!(await options.mayAct())) return;
    const { event, ...result } = paused
      ? { kind: 'ended' as const, state: 'missed' as const, note: paused.reason, event: undefined }
      : task
        ? await attemptEvent(delivery, task, { now: clock.now(), channelId: place.channelId }, poster, random)
        : { kind: 'ended' as const, state: 'missed' as const, note: 'settled' as const, event: undefined };
    if (task && event === 'gone') await store.clubs.events.gone(task.clubId, task.date);
    if (task && event && event !== 'gone') {
      const { guildId, mark } = task;
      const isNoted = await store.clubs.events.made(task.clubId, task.date, event.eventId);
      if (!isNoted && event.eventId !== undefined)
        await store.clubs.leftEvents.leave({ guildId, mark, eventId: event.eventId }, clock.now());
    }
    await settle(delivery, { subscription, threaded: false }, result, claimedUntil);
  }

  async function settle(
    delivery: Delivery,
    { subscription, threaded }: { subscription: Subscription; threaded: boolean },
    result: AttemptResult,
    until: number,
  ) {
    const { deliveries, subscriptions } = store;
    const held = { id: delivery.id, claim };
    const context = { delivery: delivery.id, subscription: subscription.id };
    switch (result.kind) {
      case 'there': {
        const now = clock.now();
        const next = { ...(subscription.publish && { publishAt: now }), ...(threaded && { threadAt: now }) };
        await untilStored(until, () => deliveries.sent(delivery.id, result, next));
        return outcomes.posted(delivery, subscription);
      }
      case 'removed': {
        const posted = { channelId: subscription.place.channelId, messageId: '', at: clock.now() };
        return untilStored(until, () => deliveries.sent(delivery.id, posted, { note: 'removed' }));
      }
      case 'again':
        if (!result.untouched) log.warn({ ...context, tries: delivery.tries }, 'Discord did not answer a post clearly');
        return untilStored(until, () => deliveries.postpone(held, clock.now() + result.inMs, result.untouched));
      case 'ended':
        // That a session was cancelled or somebody has agreed meanwhile is nobody's trouble.
        log[result.note === 'settled' ? 'debug' : 'warn'](
          { ...context, note: result.note, err: result.error },
          'A post does not come',
        );
        await untilStored(until, () => deliveries.ended(held, result.state, result.note));
        return outcomes.ended(subscription, result.state, result.note);
      case 'paused': {
        // Discord only says that it refuses; what is missing is looked up.
        const obstacle = await options.obstacle(subscription);
        const reason = obstacle?.reason ?? result.reason;
        log.warn(
          { ...context, reason, missing: obstacle?.missing },
          'A subscription is paused: Discord refuses its posts',
        );
        await untilStored(until, () => deliveries.ended(held, 'failed', reason));
        const paused = await subscriptions.pause([subscription.id], reason, clock.now());
        await outcomes.ended(subscription, 'failed', reason);
        await outcomes.paused(paused, reason, obstacle);
      }
    }
  }

  /**
   * What Discord said is known only here: it is written to the store again and again, until the claim is over or the
   * program ends.
   */
  async function untilStored(until: number, store: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await store();
      } catch (error) {
        if (options.hasStopped() || clock.now() + STORE_RETRY_MS > until) throw error;
        await pause(clock, STORE_RETRY_MS);
      }
    }
  }

  return { deliver, discuss };
}
