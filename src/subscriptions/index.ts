import { createChanges } from './changes.ts';
import { createAbsence } from './clubs/absent.ts';
import { createClubEvents } from './clubs/club-events.ts';
import { createEventTasks } from './clubs/events.ts';
import { createFillers } from './clubs/fill.ts';
import { createLookups } from './clubs/lookups.ts';
import { createClubPlanner } from './clubs/planner.ts';
import { createCounting } from './clubs/polls.ts';
import { createSpeech } from './clubs/speech.ts';
import type { Daily, DailyOptions } from './daily.ts';
import { type Dispatcher, startDispatcher } from './delivery/dispatcher.ts';
import { createNotices, type Notices } from './delivery/notices.ts';
import { createOutcomes, type Outcomes } from './delivery/outcomes.ts';
import { seenInItsChannel } from './delivery/thread.ts';
import { createOverview } from './overview.ts';
import { createDebounce } from './planning/debounce.ts';
import { createNews } from './planning/follow-scan.ts';
import { createNextTurn } from './planning/next-turn.ts';
import { createPlanner } from './planning/planner.ts';
import { createAside } from './planning/set-aside.ts';
import type { Poster } from './ports/poster.ts';
import { createPools } from './selection/pool.ts';
import { preferences } from './selection/preference.ts';
import { type Care, createCare } from './upkeep/auto-resume.ts';
import { type ClockWatch, createClockWatch } from './upkeep/clock-watch.ts';
import { followGuilds, type KnownServers } from './upkeep/departed-guilds.ts';
import { createGoingOn } from './upkeep/going-on.ts';
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
export type { Owner } from '../store/index.ts';
export type { Condition, Daily, DailyOptions, Preview } from './daily.ts';
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

const HOUR_MS = 60 * 60_000;

export function createDaily(options: DailyOptions): Daily {
  const { store, index, revision, catchUpHours, maxPerOwner, clock, random, log } = options;
  const { seenByAll = seenInItsChannel, seesClub = async () => true } = options;
  const { deliveries, planning, planningReads: reads } = store;
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
  const clubEvents = createClubEvents({ store, poster: () => poster, onDue: () => wake(), clock, log });
  const speak = createSpeech({ store, papersOf, seesClub, interested: clubEvents.interested });
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
  /** There may be news for follows. */
  const collectionChanged = () => {
    debounce.changed();
    wake();
  };
  const { nextFor, nextOf } = createNextTurn(store, clock);
  const goOn = createGoingOn({ store, nextOf, catchUpMs, onResumed: collectionChanged, clock, log });
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

  const changes = createChanges({
    store,
    nextFor,
    maxPerOwner,
    wake,
    onPlaced: guildId => care?.look([guildId]),
    onBroughtBack: collectionChanged,
    clock,
    log,
  });
  const overview = createOverview({
    store,
    papersOf,
    poolOf,
    prefer,
    seenByAll,
    obstacle: async subscription => care?.obstacle(subscription),
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
    await clubEvents.retry();
    upkeep = startUpkeep({ store, correct, watch: clockWatch, guilds, onCorrected: wake, clock, log });
  }

  return {
    ...changes,
    ...overview,
    async resume(subscription) {
      const obstacle = await care?.obstacle(subscription);
      if (!obstacle) {
        await goOn(subscription);
        return undefined;
      }
      await store.pauses.handOver(subscription.id, obstacle.reason);
      return obstacle;
    },
    async postNow({ id }) {
      const planned = await planner.planExtra(id, clock.now());
      wake();
      return planned !== undefined;
    },
    interested: clubEvents.interested,
    cancelEvents: clubEvents.cancelLeft,
    maxPerOwner,
    guilds,
    rightsChanged(guildId) {
      care?.look([guildId]);
      void clubEvents.retry(guildId);
    },
    wake,
    collectionChanged,
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
