import { randomBytes } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Paper } from '../papers/paper.ts';
import type { Store } from '../store/index.ts';
import { considerate } from './considerate.ts';
import { attempt, endOf, leavesThread, placeOf, type Verdict } from './deliver.ts';
import type { Outcomes } from './outcomes.ts';
import { createPace } from './pace.ts';
import type { Obstacle } from './places.ts';
import type { Planner } from './plan.ts';
import type { Poster } from './poster.ts';
import { claimPublishing, publish } from './publish.ts';
import type { Quiet } from './quiet.ts';
import { type Delivery, isFollow, type Subscription } from './subscription.ts';
import { adoptForumPost, discussionOf, openThread, type SeenByAll, THREAD_CLAIM_MS, wantsThread } from './thread.ts';
import { turnsAt } from './turns.ts';

/** How long a claim holds, in ms: a try is given up after 10 s, and looking for an earlier one takes a few requests. */
const CLAIM_MS = 60_000;
/** Of which this much must be left to begin a request. */
const REQUEST_MS = 15_000;
/** Deliveries under way at once: at 50 a second and 0.4 s for an answer there are never more. */
const AT_ONCE = 20;
/** What other processes left behind is noticed after this long, in ms. */
const LOOK_AGAIN_SHARED_MS = 30_000;
/** Alone, only a clock that was set or a machine that slept makes a timer late. */
const LOOK_AGAIN_ALONE_MS = 5 * 60_000;
/** After the store failed, and at most, in ms. */
const STORE_RETRY_MS = 1_000;
const LONGEST_STORE_RETRY_MS = 15_000;

export interface DispatcherOptions {
  store: Pick<Store, 'subscriptions' | 'deliveries' | 'discussions' | 'pauses' | 'alone'>;
  planner: Planner;
  quiet: Quiet;
  poster: Poster;
  /** Of these papers those that the collection still has, and that were not withdrawn. */
  papersOf: (ids: readonly string[]) => readonly Paper[];
  catchUpMs: number;
  seenByAll: SeenByAll;
  clock: Clock;
  random: () => number;
  log: Log;
  /** What keeps a subscription from posting now, if that is known. */
  obstacle: (subscription: Subscription) => Promise<Obstacle | undefined>;
  outcomes: Outcomes;
}

export interface Dispatcher {
  /** Something may be due now. */
  wake(): void;
  /** Takes nothing new, and waits for what is under way. */
  stop(): Promise<void>;
}

/** What is wrong with a channel that a subscription has left does not stop it in the one where it posts now. */
function withoutPause(verdict: Verdict): Verdict {
  return verdict.kind === 'paused' ? { kind: 'ended', state: 'failed', note: verdict.reason } : verdict;
}

/** Plans what is due and delivers it, in turns: a batch, then everybody else. Begins at once. */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { store, planner, quiet, outcomes, clock, random, log } = options;
  const lookAgainMs = store.alone ? LOOK_AGAIN_ALONE_MS : LOOK_AGAIN_SHARED_MS;
  const pace = createPace(clock);
  const poster = considerate(options.poster, pace, clock);
  /** One request after the other in a channel: what one hears of a limit, the next knows. */
  const inChannel = turnsAt();
  const claim = randomBytes(9).toString('base64url');
  const underWay = new Set<Promise<void>>();
  const startedAt = clock.now();
  let stopped = false;
  /** While the store fails, the pause before the next try; else 0. */
  let outageMs = 0;
  let turning: Promise<void> | undefined;
  let again = false;
  let cancelTimer = () => {};

  function wake(): void {
    if (stopped) return;
    if (turning) {
      again = true;
      return;
    }
    cancelTimer();
    turning = turn().finally(() => {
      turning = undefined;
      if (again) {
        again = false;
        wake();
      }
    });
  }

  async function turn(): Promise<void> {
    let next: number;
    try {
      next = await onePass();
      if (outageMs > 0) log.info('The database answers again; deliveries go on');
      outageMs = 0;
    } catch (err) {
      if (outageMs === 0) log.warn({ err }, 'The database cannot be used; deliveries wait until it can');
      outageMs = Math.min(LONGEST_STORE_RETRY_MS, Math.max(STORE_RETRY_MS, 2 * outageMs));
      next = clock.now() + outageMs;
    }
    await othersTurn();
    if (!stopped) cancelTimer = clock.after(Math.max(0, next - clock.now()), wake);
  }

  /** Answers when there will be something to do. */
  async function onePass(): Promise<number> {
    const due = Math.min((await store.deliveries.nextDue()) ?? Number.POSITIVE_INFINITY, quiet.dueAt);
    const lookAgain = clock.now() + lookAgainMs;
    if (due > clock.now()) return Math.min(due, lookAgain);
    const { empty, planned, timeless } = await planner.planDue(clock.now());
    for (const subscription of empty) outcomes.empty(subscription);
    await pauseTimeless(timeless);
    const looked = await quiet.look(async () => {
      const news = await planner.planNews(clock.now());
      await pauseTimeless(news.timeless);
      return news.whole;
    });
    const begun = (await beginSome()) || (await beginThreads()) || (await beginPublishing());
    if (planned || looked || begun) return clock.now();
    // What ends makes room and wakes.
    return underWay.size >= AT_ONCE ? lookAgain : Math.max(pace.freeAt, clock.now() + 1);
  }

  /** They would be due for ever, and keep others from being planned. */
  async function pauseTimeless(timeless: readonly Subscription[]): Promise<void> {
    for (const { id, schedule } of timeless)
      log.warn(
        { subscription: id, timeZone: schedule.timeZone },
        'A subscription is paused: this Node does not know its time zone; a newer one may',
      );
    const ids = timeless.map(({ id }) => id);
    await outcomes.paused(await store.subscriptions.pause(ids, 'unknown-zone', clock.now()), 'unknown-zone');
  }

  async function beginSome(): Promise<boolean> {
    const free = pace.take(AT_ONCE - underWay.size);
    if (free === 0) return false;
    const now = clock.now();
    const claimed = await store.deliveries.claim({ claim, now, until: now + CLAIM_MS, limit: free });
    pace.giveBack(free - claimed.length);
    for (const delivery of claimed)
      begin(inChannel(delivery.triedIn?.channelId ?? delivery.id, () => deliver(delivery, now + CLAIM_MS)));
    return claimed.length > 0;
  }

  /** Threads come after what is to be posted: a post may be late, a thread is below one that is there. */
  async function beginThreads(): Promise<boolean> {
    const free = pace.take(AT_ONCE - underWay.size);
    if (free === 0) return false;
    const now = clock.now();
    const claimed = await store.deliveries.claimThreads({ now, until: now + THREAD_CLAIM_MS, limit: free });
    pace.giveBack(free - claimed.length);
    for (const delivery of claimed) begin(inChannel(delivery.posted?.channelId ?? '', () => discuss(delivery)));
    return claimed.length > 0;
  }

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

  async function beginPublishing(): Promise<boolean> {
    if (pace.take(Math.min(1, AT_ONCE - underWay.size)) === 0) return false;
    const publishing = await claimPublishing(store, clock.now());
    if (publishing) begin(publish(publishing, { store, poster, clock }));
    else pace.giveBack(1);
    return publishing !== undefined;
  }

  function begin(work: Promise<void>): void {
    const tracked = work
      .catch(err => log.warn({ err }, 'A delivery was interrupted; it will be taken up again'))
      .finally(() => {
        underWay.delete(tracked);
        wake();
      });
    underWay.add(tracked);
  }

  async function deliver(delivery: Delivery, claimedUntil: number): Promise<void> {
    const current = await store.subscriptions.get(delivery.subscriptionId);
    if (!current) return;
    const subscription = { ...current, place: placeOf(delivery, current) };
    const papers = options.papersOf(delivery.paperIds);
    const gone = new Set(delivery.paperIds).difference(new Set(papers.map(({ id }) => id)));
    if (isFollow(current) && delivery.tries === 1 && gone.size > 0)
      await store.deliveries.without({ id: delivery.id, claim }, [...gone]);
    const discussion = await discussionOf(store.discussions, subscription, papers, options.seenByAll);
    const verdict = await attempt(
      delivery,
      {
        subscription,
        now: clock.now(),
        ...endOf(delivery, subscription, { catchUpMs: options.catchUpMs, startedAt }),
        papers,
        ...(discussion && { discussion }),
        inTime: () => clock.now() + REQUEST_MS < claimedUntil,
      },
      poster,
      random,
    );
    const moved = subscription.place !== current.place;
    if (leavesThread(delivery, verdict)) return store.pauses.leaveThread(delivery.id, clock.now());
    const threaded = delivery.intoThread === undefined && wantsThread(subscription, papers, discussion);
    if (verdict.kind === 'there')
      await adoptForumPost({ store: store.discussions, seenByAll: options.seenByAll }, subscription, papers, {
        ...verdict,
        at: clock.now(),
      });
    await settle(delivery, { subscription, threaded }, moved ? withoutPause(verdict) : verdict, claimedUntil);
  }

  async function settle(
    delivery: Delivery,
    { subscription, threaded }: { subscription: Subscription; threaded: boolean },
    verdict: Verdict,
    until: number,
  ) {
    const { deliveries, subscriptions } = store;
    const held = { id: delivery.id, claim };
    const context = { delivery: delivery.id, subscription: subscription.id };
    switch (verdict.kind) {
      case 'there': {
        const { channelId, messageId } = verdict;
        const at = clock.now();
        const next = { ...(subscription.publish && { publishAt: at }), ...(threaded && { threadAt: at }) };
        await untilStored(until, () => deliveries.sent(delivery.id, { channelId, messageId, at }, next));
        return outcomes.posted(delivery, subscription);
      }
      case 'removed': {
        const posted = { channelId: subscription.place.channelId, messageId: '', at: clock.now() };
        return untilStored(until, () => deliveries.sent(delivery.id, posted, { note: 'removed' }));
      }
      case 'again':
        if (!verdict.untouched)
          log.warn({ ...context, tries: delivery.tries }, 'Discord did not answer a post clearly');
        return untilStored(until, () => deliveries.postpone(held, clock.now() + verdict.inMs, verdict.untouched));
      case 'ended':
        log.warn({ ...context, note: verdict.note, err: verdict.error }, 'A post does not come');
        await untilStored(until, () => deliveries.ended(held, verdict.state, verdict.note));
        return outcomes.ended(subscription, verdict.note);
      case 'paused': {
        // Discord only says that it refuses; what is missing is looked up.
        const obstacle = await options.obstacle(subscription);
        const reason = obstacle?.reason ?? verdict.reason;
        log.warn(
          { ...context, reason, missing: obstacle?.missing },
          'A subscription is paused: Discord refuses its posts',
        );
        await untilStored(until, () => deliveries.ended(held, 'failed', reason));
        const paused = await subscriptions.pause([subscription.id], reason, clock.now());
        await outcomes.paused(paused, reason, obstacle);
      }
    }
  }

  /** What Discord said is known only here: it is told to the store again and again, until the claim is over or the program ends. */
  async function untilStored(until: number, store: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await store();
      } catch (error) {
        if (stopped || clock.now() + STORE_RETRY_MS > until) throw error;
        await new Promise<void>(resolve => clock.after(STORE_RETRY_MS, resolve));
      }
    }
  }

  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      cancelTimer();
      await turning;
      await Promise.all(underWay);
    },
  };
}
