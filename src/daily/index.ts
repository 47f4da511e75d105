import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { SearchIndex } from '../search/types.ts';
import type { Store } from '../store/index.ts';
import type { Owner } from '../store/subscriptions.ts';
import { type Dispatcher, startDispatcher } from './dispatcher.ts';
import { followGuilds, type Guilds } from './guilds.ts';
import { createPlanner, firstFree } from './plan.ts';
import { createPools } from './pool.ts';
import type { Poster } from './poster.ts';
import { preferences } from './preference.ts';
import { type Preview, previewNext } from './preview.ts';
import type { Delivery, PauseReason, Subscription, Wish } from './subscription.ts';

export type { Notice, Post, Poster } from './poster.ts';
export type { Delivery, PauseReason, Place, Subscription, Wish } from './subscription.ts';
export type { Owner };

/** The paper of the day: what people can do with it, and its deliveries once they are started. */
export interface Daily {
  /** Undefined when the server (or person) has as many as it may. */
  subscribe(wish: Wish, userId: string): Promise<Subscription | undefined>;
  list(owner: Owner): Promise<Subscription[]>;
  change(subscription: Subscription, wish: Wish): Promise<void>;
  pause(subscription: Subscription): Promise<void>;
  resume(subscription: Subscription): Promise<void>;
  unsubscribe(subscription: Subscription): Promise<void>;
  /** What comes next; undefined while paused. */
  preview(subscription: Subscription): Promise<Preview | undefined>;
  /** An extra post, at once; false when no paper matches. */
  postNow(subscription: Subscription): Promise<boolean>;
  /** The newest first. */
  latest(subscription: Subscription, limit: number, only?: 'sent'): Promise<Delivery[]>;
  delivery(id: string): Promise<Delivery | undefined>;
  /** The most that a server (or person) may have. */
  maxPerOwner: number;
  /** How many papers a subscription chooses from. */
  poolSize(wish: Pick<Wish, 'query'>): number;
  guilds: Guilds;
  start(poster: Poster): void;
  stop(): Promise<void>;
}

export interface DailyOptions {
  store: Store;
  index: () => SearchIndex;
  catchUpHours: number;
  maxPerOwner: number;
  clock: Clock;
  random: () => number;
  log: Log;
}

const HOUR_MS = 60 * 60_000;

export function createDaily({ store, index, catchUpHours, maxPerOwner, clock, random, log }: DailyOptions): Daily {
  const { subscriptions, deliveries, planning } = store;
  const catchUpMs = catchUpHours * HOUR_MS;
  const poolOf = createPools(index);
  const prefer = preferences(id => index().get(id));
  const planner = createPlanner({ planning, poolOf, prefer, catchUpMs });
  let poster: Poster | undefined;
  let dispatcher: Dispatcher | undefined;
  let cancelTidying = () => {};

  /** After changing what is due next. */
  const wake = () => dispatcher?.wake();
  const nextFor = async ({ id, schedule }: Pick<Subscription, 'id' | 'schedule'>) => {
    const now = clock.now();
    const soonest = firstFree({ schedule }, now, new Set());
    return firstFree({ schedule }, now, await subscriptions.datesFrom(id, soonest.date));
  };
  /** Whoever set up several is told once. */
  async function tellPaused(paused: readonly Subscription[], reason: PauseReason): Promise<void> {
    for (const [userId, theirs] of Map.groupBy(paused, ({ setUpBy }) => setUpBy)) {
      if (userId !== '') await poster?.tell(userId, { kind: 'paused', reason, subscriptions: theirs });
    }
  }
  const guilds = followGuilds({ store, clock, firstFree: nextFor, onPaused: tellPaused });

  async function tidy(): Promise<void> {
    try {
      const now = clock.now();
      await planner.pullBack(now, nextFor);
      const deleted = await guilds.tidy();
      if (deleted.length > 0)
        log.info({ servers: deleted.length }, 'Settings of servers that left long ago are deleted');
    } catch (err) {
      log.warn({ err }, 'Tidying up failed; it is tried again in an hour');
    }
    if (dispatcher) cancelTidying = clock.after(HOUR_MS, tidy);
  }

  return {
    async subscribe(wish, userId) {
      const at = clock.now();
      const next = firstFree(wish, at, new Set());
      const added = await subscriptions.add(wish, { userId, at, next, most: maxPerOwner });
      wake();
      return added;
    },
    list: owner => subscriptions.of(owner),
    async change({ id, schedule }, wish) {
      // What is due right now stays so, unless it is to come at another time.
      const next = isDeepStrictEqual(schedule, wish.schedule)
        ? undefined
        : await nextFor({ id, schedule: wish.schedule });
      await subscriptions.change(id, wish, next);
      wake();
    },
    async pause({ id }) {
      await subscriptions.pause([id], 'by-hand', clock.now());
    },
    async resume(subscription) {
      await subscriptions.resume(subscription.id, await nextFor(subscription));
      wake();
    },
    async unsubscribe({ id }) {
      await subscriptions.remove(id);
    },
    async preview(subscription) {
      const { guildId } = subscription.place;
      const others = guildId === undefined ? [] : await subscriptions.of({ guildId });
      const neighbours = others.filter(other => other.id !== subscription.id);
      return planning(from => previewNext(from, subscription, neighbours, { poolOf, prefer }));
    },
    async postNow({ id }) {
      const planned = await planner.planExtra(id, clock.now());
      wake();
      return planned !== undefined;
    },
    latest: ({ id }, limit, only) => deliveries.latest(id, limit, only),
    delivery: id => deliveries.get(id),
    maxPerOwner,
    poolSize: wish => poolOf(wish).length,
    guilds,
    start(given) {
      poster = given;
      dispatcher = startDispatcher({
        store,
        planner,
        poster: given,
        paper: id => index().get(id),
        catchUpMs,
        clock,
        random,
        log,
        onPaused: tellPaused,
        onEmpty: async subscription => {
          if (subscription.setUpBy !== '') await given.tell(subscription.setUpBy, { kind: 'empty', subscription });
        },
      });
      void tidy();
    },
    async stop() {
      cancelTidying();
      const running = dispatcher;
      dispatcher = undefined;
      await running?.stop();
    },
  };
}
