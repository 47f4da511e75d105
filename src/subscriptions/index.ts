import { isDeepStrictEqual } from 'node:util';
import { isKnownZone, lastOccurrence, localDate } from '../calendar/occurrences.ts';
import { COUNTED, type Refused, refusedInARow, TOLD_AFTER } from '../model/refusals.ts';
import { isSame, subjectOf } from '../model/same-subscription.ts';
import {
  type Delivery,
  isFollow,
  RESUMES_ITSELF,
  type Subscription,
  type SubscriptionSpec,
} from '../model/subscription.ts';
import type { Metrics } from '../monitoring/index.ts';
import type { Paper } from '../papers/paper.ts';
import type { AskTime, Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { SearchIndex } from '../search/types.ts';
import type { BroughtBack, By, Changed, Owner, Refuse, Store } from '../store/index.ts';
import { createAbsence } from './clubs/absent.ts';
import { createEventTasks } from './clubs/events.ts';
import { createFillers } from './clubs/fill.ts';
import { createLookups } from './clubs/lookups.ts';
import { createClubPlanner } from './clubs/planner.ts';
import { createCounting } from './clubs/polls.ts';
import { createSpeech, type SeesClub } from './clubs/speech.ts';
import { toPost } from './delivery/attempt.ts';
import { type Dispatcher, startDispatcher } from './delivery/dispatcher.ts';
import { createNotices, type Notices } from './delivery/notices.ts';
import { createOutcomes, type Outcomes } from './delivery/outcomes.ts';
import { discussionOf, type SeenByAll, seenInItsChannel } from './delivery/thread.ts';
import { createDebounce } from './planning/debounce.ts';
import { createNews } from './planning/follow-scan.ts';
import { chosenFor, createPlanner, firstFree } from './planning/planner.ts';
import { previewNext } from './planning/preview.ts';
import { createAside } from './planning/set-aside.ts';
import type { Obstacle } from './ports/channel-inspector.ts';
import type { Post, Poster } from './ports/poster.ts';
import { createPools } from './selection/pool.ts';
import { preferences } from './selection/preference.ts';
import { type Care, createCare } from './upkeep/auto-resume.ts';
import { type ClockWatch, createClockWatch } from './upkeep/clock-watch.ts';
import { followGuilds, type Guilds, type KnownServers } from './upkeep/departed-guilds.ts';
import { startUpkeep, type Upkeep } from './upkeep/housekeeping.ts';
import { createCorrection } from './upkeep/schedule-repair.ts';

export type { SessionEvent } from '../clubs/message.ts';
export type { Refused } from '../model/refusals.ts';
export { isSame } from '../model/same-subscription.ts';
export {
  type Delivery,
  isFollow,
  type PauseReason,
  type Place,
  RESUMES_ITSELF,
  type Refusal,
  type Subscription,
  type SubscriptionSpec,
  type ThreadNote,
} from '../model/subscription.ts';
export type {
  Inspection,
  Look,
  MentionRight,
  NamedPlace,
  Obstacle,
  Places,
  RoleLook,
} from './ports/channel-inspector.ts';
export type { Attempt, EventPoster, Failure, Notice, PollPoster, Post, Poster, Search } from './ports/poster.ts';
export type { Followed } from './selection/matching.ts';
export type { Owner };

/** What comes next, and when (ms since the epoch). Without papers: nothing matches. */
export interface Preview {
  at: number;
  post: Post;
}

/** How a subscription stands, for whoever looks after it. */
export interface Condition {
  /** Papers that it chooses from, and those of them that it has not posted yet. */
  size: number;
  left: number;
  /** Several posts in a row were refused. */
  refused?: Refused;
  /** What keeps it from posting now. */
  obstacle?: Obstacle;
}

/** The paper of the day and what people follow: what they can do with it, and its deliveries once they are started. */
export interface Daily {
  /** Also follows. `full`: the server (or person) has as many as it may. */
  subscribe(wish: SubscriptionSpec, userId: string): Promise<{ added: Subscription } | { same: Subscription } | 'full'>;
  /** Papers of the day. */
  list(owner: Owner): Promise<Subscription[]>;
  follows(owner: Owner): Promise<Subscription[]>;
  get(id: string): Promise<Subscription | undefined>;
  /** The step by which it becomes again what it was; undefined when it was gone; or another that is the same as what it would be. */
  change(subscription: Subscription, wish: SubscriptionSpec, by: By): Promise<Changed>;
  /** Makes a change undone. */
  changeBack<R>(
    step: string,
    by: By,
    refuse: Refuse<R>,
  ): Promise<Exclude<BroughtBack, 'done'> | Subscription | { refused: R }>;
  pause(subscription: Subscription): Promise<void>;
  /** What prevents it, if something does: then it goes on by itself once that is gone. */
  resume(subscription: Subscription): Promise<Obstacle | undefined>;
  condition(subscription: Subscription): Promise<Condition>;
  /** The step by which it can be brought back, with its history; undefined when it was gone. */
  unsubscribe(subscription: Subscription, by: By): Promise<string | undefined>;
  bringBack<R>(step: string, by: By, refuse: Refuse<R>): Promise<BroughtBack | Subscription | { refused: R }>;
  /** What comes next; undefined while paused. */
  preview(subscription: Subscription): Promise<Preview | undefined>;
  /** An extra post, at once; false when no paper matches. */
  postNow(subscription: Subscription): Promise<boolean>;
  /** The follow that a delivery was for, and its papers that are still there, in the order in which they were told. */
  told(deliveryId: string): Promise<{ follow: Subscription; papers: Paper[] } | undefined>;
  /** Ids of those who are interested in a session's event, as Discord says now; none where there is no event, or no answer. */
  interested(clubId: string, date: string): Promise<string[]>;
  /** Of a club that has gone, as far as Discord answers. */
  cancelEvents(guildId: string, eventIds: readonly string[]): Promise<void>;
  /** The newest first. */
  latest(subscription: Subscription, limit: number, only?: 'sent'): Promise<Delivery[]>;
  /** The most that a server (or person) may have. */
  maxPerOwner: number;
  /** How many papers a subscription chooses from. */
  poolSize(wish: Pick<SubscriptionSpec, 'query' | 'topic'>): number;
  guilds: Pick<Guilds, 'present' | 'joined' | 'left'>;
  /** Rights, roles or channels of a server changed: what the bot paused there may go on. */
  rightsChanged(guildId: string): void;
  /** Something may be due now: a club was set up or changed. */
  wake(): void;
  /** The index has taken up changes of the collection. */
  collectionChanged(): void;
  /**
   * Begins to deliver.
   * @param servers What those set up that are not among them pauses first. Missing where that is
   * another process's business.
   */
  start(poster: Poster, servers?: KnownServers): void;
  stop(): Promise<void>;
}

export interface DailyOptions {
  store: Store;
  index: () => SearchIndex;
  /** The revision of the collection that the index has taken up. */
  revision: () => number;
  catchUpHours: number;
  maxPerOwner: number;
  /** Missing in a process that does not hold the gateway. */
  seenByAll?: SeenByAll;
  /** As {@link seenByAll}. */
  seesClub?: SeesClub;
  /** Whether this process may still deliver, where that can end; missing where any number may. */
  mayAct?: () => Promise<boolean>;
  clock: Clock;
  /** Other clocks, asked where this one may be wrong. */
  opinions?: readonly AskTime[];
  random: () => number;
  metrics?: Metrics | undefined;
  log: Log;
}

const HOUR_MS = 60 * 60_000;

export function createDaily(options: DailyOptions): Daily {
  const { store, index, revision, catchUpHours, maxPerOwner, clock, random, log } = options;
  const { seenByAll = seenInItsChannel, seesClub = async () => true } = options;
  const { subscriptions, deliveries, planning, planningReads: reads } = store;
  const catchUpMs = catchUpHours * HOUR_MS;
  let poster: Poster | undefined;
  const poolOf = createPools(index);
  // One that was withdrawn after it was chosen is not posted either.
  const papersOf = (ids: readonly string[]) =>
    ids.flatMap(id => index().get(id) ?? []).filter(({ withdrawn }) => !withdrawn);
  const prefer = preferences(id => index().get(id));
  const aside = createAside({ clock, probe: deliveries.nextDue, log });
  const planner = createPlanner({ planning, reads, poolOf, revision, prefer, aside, catchUpMs });
  const clubs = createClubPlanner({
    store,
    papersOf,
    fillers: createFillers({ store, matching: query => poolOf({ query }) }),
    seenByAll,
    lookups: createLookups({
      store,
      counting: createCounting({ store, polls: () => poster?.polls }),
      absence: createAbsence({
        store,
        seesClub,
        isMember: async (guildId, userId) => (await poster?.isMember(guildId, userId)) ?? true,
      }),
      clock,
      log,
    }),
    aside,
  });
  const interested = async (clubId: string, date: string) => {
    const event = await store.clubs.events.get(clubId, date);
    const club = event?.eventId === undefined ? undefined : await store.clubs.get(clubId);
    const answer = club && (await poster?.events.interested(club.guildId, event?.eventId ?? ''));
    return answer?.kind === 'known' ? answer.userIds : [];
  };
  const speak = createSpeech({ store, papersOf, seesClub, interested });
  const news = createNews({ planning, reads, index, revision, aside });
  const debounce = createDebounce(clock);
  let notices: Notices | undefined;
  let outcomes: Outcomes | undefined;
  let dispatcher: Dispatcher | undefined;
  let care: Care | undefined;
  let starting: Promise<void> | undefined;
  let stopped = false;
  let upkeep: Upkeep | undefined;
  let watch: ClockWatch | undefined;

  /** After changing what is due next; other processes may be free for it sooner. */
  const wake = () => {
    dispatcher?.wake();
    store.signals.send('due');
  };
  /** What Discord refused of events for want of a right may be possible now. */
  const retryEvents = async (guildId?: string) => {
    try {
      if (await store.clubs.events.retry(guildId, clock.now())) wake();
    } catch (err) {
      log.warn({ err }, 'Events that could not be made wait until rights change again');
    }
  };
  const nextFor = async ({ id, schedule }: Pick<Subscription, 'id' | 'schedule'>, now = clock.now()) => {
    // It comes up at once, and is paused, with a word to whoever set it up.
    if (!isKnownZone(schedule.timeZone)) return { date: localDate(now, 'UTC'), at: now };
    const soonest = firstFree({ schedule }, now, new Set());
    return firstFree({ schedule }, now, await subscriptions.datesFrom(id, soonest.date));
  };
  const nextOf = async (subscription: Subscription) => {
    if (subscription.kind === 'at-once') return undefined;
    // A club is looked at, and then its next step is known.
    return subscription.kind === 'club' ? { date: 'look', at: clock.now() } : nextFor(subscription);
  };
  /** What the bot paused goes on: with what came due meanwhile and may still come, else with what comes next. */
  async function goOn(subscription: Subscription): Promise<void> {
    const { id, schedule, paused } = subscription;
    const now = clock.now();
    const since = now - catchUpMs;
    // What a person paused, or must put right here, goes on with what comes next.
    const byItself = paused !== undefined && RESUMES_ITSELF.includes(paused.reason);
    const caughtUp = byItself && subscription.kind !== 'at-once' && isKnownZone(schedule.timeZone);
    const which = subscription.kind === 'club' ? ({ all: true, now } as const) : { since, now };
    const reopened = caughtUp && (await store.pauses.reopen(id, which));
    const missed =
      caughtUp && subscription.kind !== 'club' && lastOccurrence(schedule, now, Math.max(since, paused?.at ?? now));
    const isFree = missed && !reopened && !(await subscriptions.datesFrom(id, missed.date)).has(missed.date);
    await subscriptions.resume(id, isFree ? missed : await nextOf(subscription));
    log.info({ subscription: id, reason: paused?.reason }, 'A subscription goes on');
    debounce.changed();
    wake();
  }
  const guilds = followGuilds({
    store,
    clock,
    nextFor: nextOf,
    async onPaused(paused, reason) {
      for (const { id } of paused) log.info({ subscription: id, reason }, 'A subscription is paused');
      await outcomes?.paused(paused, reason);
    },
    onBack({ id }) {
      log.info({ subscription: id, reason: 'bot-removed' }, 'A subscription goes on');
      // A club may have something to say at once.
      wake();
    },
  });

  async function begin(given: Poster, heard: Outcomes, servers: KnownServers | undefined): Promise<void> {
    try {
      if (servers) await guilds.present(servers);
    } catch (err) {
      log.warn({ err }, 'Whether the bot was removed from servers could not be noted; the next start notices it');
    }
    if (stopped) return;
    const watched = createCare({ store, look: given.obstacle, roleLook: given.roleState, resume: goOn, clock, log });
    care = watched;
    const clockWatch = createClockWatch({
      clock,
      opinions: options.opinions ?? [],
      onTurnedBack: () => {
        debounce.changed();
        upkeep?.turnedBack();
      },
      log,
    });
    watch = clockWatch;
    dispatcher = startDispatcher({
      store,
      planner,
      clubs,
      speak,
      news,
      debounce,
      watch: clockWatch,
      poster: given,
      papersOf,
      eventTask: createEventTasks({ store, papersOf, seenByAll }),
      mayAct: options.mayAct ?? (async () => true),
      catchUpMs,
      seenByAll,
      clock,
      random,
      log,
      obstacle: watched.obstacle,
      outcomes: heard,
    });
    const correct = createCorrection({ store, planner, nextFor, catchUpMs, log });
    await retryEvents();
    upkeep = startUpkeep({ store, correct, watch: clockWatch, guilds, onCorrected: wake, clock, log });
  }

  async function change(
    before: Subscription,
    wish: SubscriptionSpec,
    by: Parameters<Store['subscriptions']['change']>[3],
  ): Promise<Changed> {
    const { id } = before;
    // What is due right now stays so, unless it is to come at another time.
    const stays = before.kind === wish.kind && isDeepStrictEqual(before.schedule, wish.schedule);
    const next = wish.kind === 'at-once' ? 'none' : await nextFor({ id, schedule: wish.schedule });
    const afresh = isFollow(wish) && !isDeepStrictEqual(subjectOf(before), subjectOf(wish));
    const step = await subscriptions.change(id, wish, { ...(!stays && { next }), afresh }, by);
    if (wish.place.guildId !== undefined) care?.look([wish.place.guildId]);
    wake();
    return step;
  }

  return {
    async subscribe(wish, userId) {
      const at = clock.now();
      const next = wish.kind === 'at-once' ? undefined : firstFree(wish, at, new Set());
      const alike = (other: Subscription) => isSame(other, wish);
      const added = await subscriptions.add(wish, { userId, at, next, most: maxPerOwner, alike });
      wake();
      if (added) return { added };
      const { guildId } = wish.place;
      const theirs = await subscriptions.of(
        guildId === undefined ? { userId } : { guildId },
        isFollow(wish) ? 'follows' : 'daily',
      );
      const same = theirs.find(alike);
      return same ? { same } : 'full';
    },
    list: owner => subscriptions.of(owner, 'daily'),
    follows: owner => subscriptions.of(owner, 'follows'),
    get: id => subscriptions.get(id),
    change: (before, wish, by) => change(before, wish, { ...by, alike: other => isSame(other, wish) }),
    async changeBack(step, by, refuse) {
      const done = await subscriptions.changeBack(step, by, refuse);
      if (typeof done === 'string' || 'refused' in done) return done;
      await change(done.edited, done.back, by);
      return done.back;
    },
    async pause({ id }) {
      await subscriptions.pause([id], 'by-hand', clock.now());
      log.info({ subscription: id, reason: 'by-hand' }, 'A subscription is paused');
    },
    async resume(subscription) {
      const obstacle = await care?.obstacle(subscription);
      if (!obstacle) {
        await goOn(subscription);
        return undefined;
      }
      await store.pauses.handOver(subscription.id, obstacle.reason);
      return obstacle;
    },
    async condition(subscription) {
      const pool = poolOf(subscription);
      const past = isFollow(subscription) ? undefined : await reads.past(subscription.id);
      const refused = refusedInARow(await deliveries.latest(subscription.id, COUNTED));
      const obstacle = await care?.obstacle(subscription);
      return {
        size: pool.length,
        left: past ? pool.filter(id => !past.has(id)).length : pool.length,
        ...(refused && refused.times >= TOLD_AFTER && { refused }),
        ...(obstacle && { obstacle }),
      };
    },
    unsubscribe: ({ id }, by) => subscriptions.remove(id, by),
    async bringBack(step, by, refuse) {
      const back = await subscriptions.bringBack(step, by, { most: maxPerOwner, refuse });
      debounce.changed();
      wake();
      return back;
    },
    async preview(subscription) {
      const { guildId } = subscription.place;
      const others = guildId === undefined ? [] : await subscriptions.of({ guildId }, 'daily');
      const neighbours = others.filter(other => other.id !== subscription.id);
      const next = await previewNext(reads, subscription, neighbours, { poolOf, prefer });
      if (!next) return undefined;
      const papers = papersOf(next.paperIds);
      const discussion = await discussionOf(store.discussions, subscription, papers, seenByAll);
      const { number, allPosted } = next;
      const known = { number, ...(allPosted !== undefined && { allPosted }) };
      const delivery = { id: '', ...known, ...chosenFor(subscription) };
      return { at: next.at, post: toPost(delivery, { subscription, papers, ...(discussion && { discussion }) }) };
    },
    async postNow({ id }) {
      const planned = await planner.planExtra(id, clock.now());
      wake();
      return planned !== undefined;
    },
    async told(deliveryId) {
      const delivery = await deliveries.get(deliveryId);
      const follow = delivery && (await subscriptions.get(delivery.subscriptionId));
      return follow && isFollow(follow) ? { follow, papers: papersOf(delivery.paperIds) } : undefined;
    },
    interested,
    async cancelEvents(guildId, eventIds) {
      for (const eventId of eventIds) {
        const answer = await poster?.events.cancel(guildId, eventId);
        if (answer && answer.kind !== 'done')
          log.warn(
            { guild: guildId, event: eventId, answer: answer.kind },
            'The event of a club that was removed stays',
          );
      }
    },
    latest: ({ id }, limit, only) => deliveries.latest(id, limit, only),
    maxPerOwner,
    poolSize: wish => poolOf(wish).length,
    guilds,
    rightsChanged(guildId) {
      care?.look([guildId]);
      void retryEvents(guildId);
    },
    wake,
    collectionChanged() {
      debounce.changed();
      wake();
    },
    start(given, servers) {
      poster = given;
      notices = createNotices({ store, poster: given, clock, random, log });
      const heard = createOutcomes({ store, notices, metrics: options.metrics, clock, log });
      outcomes = heard;
      starting = begin(given, heard, servers);
    },
    async stop() {
      stopped = true;
      await starting;
      watch?.stop();
      await upkeep?.stop();
      await care?.stop();
      await dispatcher?.stop();
      await notices?.stop();
    },
  };
}
