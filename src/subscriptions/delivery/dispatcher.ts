import { randomBytes } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Subscription } from '../../model/subscription.ts';
import { within } from '../../platform/within.ts';
import type { Store } from '../../store/index.ts';
import { cancelLeft } from '../clubs/left-events.ts';
import type { ClubPlanner } from '../clubs/planner.ts';
import type { Debounce } from '../planning/debounce.ts';
import type { News } from '../planning/follow-scan.ts';
import type { Planner } from '../planning/planner.ts';
import type { Poster } from '../ports/poster.ts';
import type { ClockWatch } from '../upkeep/clock-watch.ts';
import { claimPublishing, publish } from './crosspost.ts';
import { createDeliverer, type DeliveringOptions } from './deliverer.ts';
import { pacedPoster } from './paced-poster.ts';
import { placeQueue } from './place-queue.ts';
import { sharedPace } from './shared-pace.ts';
import { createSteps } from './steps.ts';
import { THREAD_CLAIM_MS } from './thread.ts';
import { createTokenBucket } from './token-bucket.ts';

/** How long a claim holds, in ms: a try is given up after 10 s, and looking for an earlier one takes a few requests. */
const CLAIM_MS = 60_000;
/** Deliveries under way at once: at 50 a second and 0.4 s for an answer there are never more. */
const AT_ONCE = 20;
/** Events of removed clubs that are cancelled one after the other. */
const MOST_LEFT = 10;
/** What other processes left behind is noticed after this long, in ms: what they say is heard, or it is not. */
const LOOK_AGAIN_HEARING_MS = 60_000;
const LOOK_AGAIN_DEAF_MS = 30_000;
/** Alone, only a clock that was set or a machine that slept makes a timer late. */
const LOOK_AGAIN_ALONE_MS = 5 * 60_000;
/** After the store failed, and at most, in ms. */
const STORE_RETRY_MS = 1_000;
const LONGEST_STORE_RETRY_MS = 15_000;
/**
 * At the end an answer that clubs depend on is waited for so long, in ms: without it the next start asks again, and
 * nothing is lost.
 */
const LAST_ANSWERS_MS = 5_000;
/** While the clock is in doubt, in ms. */
const DOUBT_RETRY_MS = 30_000;

export interface DispatcherOptions extends Omit<DeliveringOptions, 'poster' | 'claim' | 'hasStopped'> {
  store: DeliveringOptions['store'] & Pick<Store, 'alone' | 'signals' | 'pace'>;
  planner: Planner;
  clubs: ClubPlanner;
  news: News;
  debounce: Debounce;
  watch: Pick<ClockWatch, 'begin' | 'rest'>;
  poster: Poster;
}

export interface Dispatcher {
  /** Something may be due now. */
  wake(): void;
  /** Takes nothing new, and waits for what is under way. */
  stop(): Promise<void>;
}

/** Plans what is due and delivers it, in turns: a batch, then everybody else. Begins at once. */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  const { store, planner, news, debounce, watch, outcomes, clock, log } = options;
  const lookAgainMs = () => {
    if (store.alone) return LOOK_AGAIN_ALONE_MS;
    return store.signals.isListening ? LOOK_AGAIN_HEARING_MS : LOOK_AGAIN_DEAF_MS;
  };
  const bucket = createTokenBucket(clock);
  const poster = pacedPoster(options.poster, bucket, clock);
  const ending = new AbortController();
  const turnsOf = sharedPace(store, clock, ending.signal);
  /** One request after the other in a channel: what one hears of a limit, the next knows. */
  const inChannel = placeQueue();
  const claim = randomBytes(9).toString('base64url');
  const underWay = new Set<Promise<void>>();
  /** Questions to Discord that journal clubs depend on; they keep no delivery waiting. */
  const askedAbout = new Set<Promise<void>>();
  let stopped = false;
  const steps = createSteps({ clock, log });
  const { deliver, discuss } = createDeliverer({ ...options, poster, claim, hasStopped: () => stopped });
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
    // Also where the clock was set back meanwhile.
    const pauseMs = Math.min(lookAgainMs(), Math.max(0, next - clock.now()));
    watch.rest(clock.now() + pauseMs);
    if (!stopped) cancelTimer = clock.after(pauseMs, wake);
  }

  /** Returns when there will be something to do. */
  async function onePass(): Promise<number> {
    if (!(await options.mayAct())) return clock.now() + LONGEST_STORE_RETRY_MS;
    const nextDue = (await store.deliveries.nextDue()) ?? Number.POSITIVE_INFINITY;
    const now = await watch.begin();
    if (now === undefined) return clock.now() + DOUBT_RETRY_MS;
    const due = Math.min(nextDue, debounce.dueAt);
    const lookAgain = now + lookAgainMs();
    if (due > now && !news.isUnderWay) return Math.min(due, lookAgain);
    const planned = await steps.run('papers of the day', () => planDue(now));
    const met = await steps.run('journal clubs', () => planClubs(now));
    const begun =
      (await steps.run('posts', beginSome)) ||
      (await steps.run('threads', beginThreads)) ||
      (await steps.run('publishing', beginPublishing));
    const left = await steps.run('events of removed clubs', beginLeft);
    // Posts that are due at a time come first.
    const looked = await steps.run('news', lookForNews);
    if (planned || met || looked || begun || left) return clock.now();
    // A delivery that ends makes room and wakes the dispatcher.
    if (underWay.size >= AT_ONCE) return lookAgain;
    return Math.max(bucket.freeAt, clock.now() + (steps.isPausing || planner.isWaiting ? STORE_RETRY_MS : 1));
  }

  async function planDue(now: number): Promise<boolean> {
    const { empty, planned, withoutZone } = await planner.planDue(now);
    for (const subscription of empty) outcomes.empty(subscription);
    await pauseTimeless(withoutZone);
    return planned;
  }

  async function planClubs(now: number): Promise<boolean> {
    const { planned, timeless, asking } = await options.clubs.planDue(now);
    for (const question of asking) begin(question, askedAbout);
    await pauseTimeless(timeless);
    return planned;
  }

  async function lookForNews(): Promise<boolean> {
    const now = clock.now();
    if (news.isUnderWay) {
      const { again } = await news.goOn(now);
      if (again) debounce.changed();
      return true;
    }
    const begin = async (atOnce: boolean) => {
      const { begun, withoutZone } = await news.begin(now, atOnce);
      await pauseTimeless(withoutZone);
      return begun || withoutZone.length > 0;
    };
    if (await debounce.look(async () => (await begin(true)) || true)) return true;
    return begin(false);
  }

  /** They would be due for ever, and keep others from being planned. */
  async function pauseTimeless(withoutZone: readonly Subscription[]): Promise<void> {
    for (const { id, schedule } of withoutZone)
      log.warn(
        { subscription: id, timeZone: schedule.timeZone },
        'A subscription is paused: this Node does not know its time zone; a newer one may',
      );
    const ids = withoutZone.map(({ id }) => id);
    await outcomes.paused(await store.subscriptions.pause(ids, 'unknown-zone', clock.now()), 'unknown-zone');
  }

  async function beginSome(): Promise<boolean> {
    const free = bucket.take(AT_ONCE - underWay.size);
    if (free === 0) return false;
    const now = clock.now();
    const claimed = await store.deliveries.claim({ claim, now, until: now + CLAIM_MS, limit: free });
    bucket.giveBack(free - claimed.length);
    const turn = await turnsOf(claimed.length);
    for (const [number, delivery] of claimed.entries())
      begin(
        inChannel(delivery.triedIn?.channelId ?? delivery.id, async () => {
          await turn(number);
          await deliver(delivery, now + CLAIM_MS);
        }),
      );
    return claimed.length > 0;
  }

  /** Threads come after what is to be posted: a post may be late, a thread is below one that is there. */
  async function beginThreads(): Promise<boolean> {
    const free = bucket.take(AT_ONCE - underWay.size);
    if (free === 0) return false;
    const now = clock.now();
    const claimed = await store.deliveries.claimThreads({ now, until: now + THREAD_CLAIM_MS, limit: free });
    bucket.giveBack(free - claimed.length);
    const turn = await turnsOf(claimed.length);
    for (const [number, delivery] of claimed.entries())
      begin(
        inChannel(delivery.posted?.channelId ?? '', async () => {
          await turn(number);
          await discuss(delivery);
        }),
      );
    return claimed.length > 0;
  }

  async function beginPublishing(): Promise<boolean> {
    if (bucket.take(Math.min(1, AT_ONCE - underWay.size)) === 0) return false;
    const publishing = await claimPublishing(store, clock.now());
    if (publishing) begin(publish(publishing, { store, poster, clock }));
    else bucket.giveBack(1);
    return publishing !== undefined;
  }

  async function beginLeft(): Promise<boolean> {
    const free = bucket.take(Math.min(MOST_LEFT, AT_ONCE - underWay.size));
    if (free === 0) return false;
    const left = await store.clubs.leftEvents.takeUp(clock.now(), free);
    bucket.giveBack(free - left.length);
    if (left.length > 0) begin(cancelLeft(left, { store, events: poster.events, clock, log }));
    return left.length > 0;
  }

  function begin(work: Promise<void>, among = underWay): void {
    const tracked = work
      .catch(err => log.warn({ err }, 'A delivery was interrupted; it will be taken up again'))
      .finally(() => {
        among.delete(tracked);
        wake();
      });
    among.add(tracked);
  }

  const deaf = store.signals.listen('due', wake);
  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      ending.abort();
      deaf();
      cancelTimer();
      await turning;
      await Promise.all(underWay);
      await within(LAST_ANSWERS_MS, Promise.all(askedAbout)).catch(err =>
        log.warn({ err }, 'Discord did not say in time what journal clubs depend on; the next start asks again'),
      );
    },
  };
}
