import { setImmediate as othersTurn } from 'node:timers/promises';
import type { NewDelivery, Planning } from '../store/planning.ts';
import { firstOccurrence, isKnownZone, localDate, type Occurrence, occurrenceAfter } from './calendar.ts';
import { allPostedWith, choose } from './choosing.ts';
import { dueBy } from './due.ts';
import type { Matching } from './matching.ts';
import type { Preferences } from './preference.ts';
import { isFollow, type Subscription } from './subscription.ts';

/** Subscriptions handled in one transaction, before others get their turn. */
const BATCH = 20;
/** Choosing from 50,000 papers takes some 7 ms: with so many, others get their turn after each subscription. */
const LARGE_POOL = 1_000;
/** A week, and a day for clock changes: no next occurrence can be further ahead, in ms. */
const FURTHEST_AHEAD_MS = 8 * 24 * 60 * 60 * 1000;

/** What a delivery posts, and where it goes for that. */
type Chosen = Pick<NewDelivery, 'paperIds' | 'allPosted' | 'intoThread'>;

type Run = <T>(work: (planning: Planning) => Promise<T>) => Promise<T>;

/** `timeless` are those that cannot be planned, since nobody here knows their time zone: they must be paused. */
export interface Planner {
  /** Puts deliveries on record for what is due, a batch of subscriptions at a time. */
  planDue(now: number): Promise<{ empty: Subscription[]; planned: boolean; timeless: Subscription[] }>;
  /** Puts on record what is told at once, for a batch of follows; not `whole` when more are left. */
  planNews(now: number): Promise<{ whole: boolean; timeless: Subscription[] }>;
  /** An extra post, now; undefined when no paper matches. */
  planExtra(id: string, now: number): Promise<string | undefined>;
  /** Puts right what was planned while the clock was wrong. */
  pullBack(now: number, free: (subscription: Subscription, now: number) => Promise<Occurrence>): Promise<void>;
}

export interface PlannerOptions {
  planning: Run;
  poolOf: (subscription: Subscription) => readonly string[];
  /** Of these papers those that a follow is about, in the order in which they are told. */
  matching: Matching;
  /** The revision of the collection up to which it can be searched here. */
  revision: () => number;
  prefer: Preferences;
  catchUpMs: number;
}

export function createPlanner({ planning, poolOf, matching, revision, prefer, catchUpMs }: PlannerOptions): Planner {
  /** Papers that came since a follow was set up and are not told yet. */
  async function news(from: Planning, subscription: Subscription, upTo: number): Promise<string[]> {
    const { id, since, looked } = subscription;
    const arrivals = await from.arrivals({ since, looked, upTo });
    const found = arrivals.length === 0 ? [] : await matching(subscription, arrivals);
    if (found.length === 0) return [];
    const past = await from.past(id);
    return found.filter(paperId => !past.has(paperId));
  }

  /** Puts on record what is news to a follow; nothing where there are none. An occurrence of what is told at once has no date. */
  async function planFollow(into: Planning, subscription: Subscription, { at, date }: { at: number; date?: string }) {
    const upTo = revision();
    const paperIds = await news(into, subscription, upTo);
    const day = date ?? localDate(at, subscription.schedule.timeZone);
    const when = { day, dueAt: at, ...(date !== undefined && { date }) };
    if (paperIds.length > 0) await into.record(subscription.id, { ...when, paperIds, ...chosenFor(subscription) });
    if (upTo > subscription.looked) await into.looked(subscription.id, upTo);
    await othersTurn();
  }

  async function chosen(from: Planning, subscription: Subscription, day: string, at: number): Promise<Chosen> {
    const pool = poolOf(subscription);
    const past = await from.past(subscription.id);
    const paperIds = choose({
      pool,
      count: subscription.paperCount,
      past,
      taken: await from.takenBy(subscription, day),
      ...(await freshOf(from, subscription)),
      preferred: await prefer(from, subscription, at),
      seed: subscription.id,
    });
    const allPosted = allPostedWith(paperIds, { pool, past });
    const intoThread = await threadBefore(from, subscription, paperIds);
    return { paperIds, ...(allPosted !== undefined && { allPosted }), ...(intoThread !== undefined && { intoThread }) };
  }

  /** True when whoever set it up is to be told that nothing matches. */
  async function planCurrent(into: Planning, subscription: Subscription, current: Occurrence, now: number) {
    const { id } = subscription;
    const choice = await chosen(into, subscription, current.date, current.at);
    const isEmpty = choice.paperIds.length === 0;
    await into.record(id, {
      date: current.date,
      day: current.date,
      dueAt: current.at,
      ...choice,
      ...chosenFor(subscription),
      ...(isEmpty && { missed: 'empty' }),
    });
    await into.looked(id, revision());
    return into.noteEmpty(id, isEmpty ? now : undefined);
  }

  return {
    planDue: now =>
      planning(async into => {
        const due = await into.due(now, BATCH);
        const [subscriptions, timeless] = byZone(due);
        const empty: Subscription[] = [];
        for (const subscription of subscriptions) {
          if (!subscription.next) continue;
          if (isFollow(subscription)) {
            // However late: what is new is told once, and in one message.
            const { current, next } = dueBy(subscription.schedule, subscription.next, now, Number.POSITIVE_INFINITY);
            if (current) await planFollow(into, subscription, current);
            await into.moveOn(subscription.id, next);
            continue;
          }
          const { current, missed, next } = dueBy(subscription.schedule, subscription.next, now, catchUpMs);
          for (const { occurrence, note } of missed) {
            const { date, at } = occurrence;
            await into.record(subscription.id, { date, day: date, dueAt: at, paperIds: [], missed: note });
          }
          if (current && (await planCurrent(into, subscription, current, now))) empty.push(subscription);
          await into.moveOn(subscription.id, next);
          if (poolOf(subscription).length > LARGE_POOL) await othersTurn();
        }
        return { empty, planned: due.length > 0, timeless };
      }),

    planNews: now =>
      planning(async into => {
        const behind = await into.behind(revision(), BATCH);
        const [follows, timeless] = byZone(behind);
        for (const follow of follows) await planFollow(into, follow, { at: now });
        return { whole: behind.length < BATCH, timeless };
      }),

    planExtra: (id, now) =>
      planning(async into => {
        const subscription = await into.get(id);
        if (!subscription) return undefined;
        const day = localDate(now, subscription.schedule.timeZone);
        const choice = await chosen(into, subscription, day, now);
        if (choice.paperIds.length === 0) return undefined;
        return into.record(id, { day, dueAt: now, ...choice, ...chosenFor(subscription) });
      }),

    async pullBack(now, free) {
      const ahead = await planning(from => from.aheadOf(now + FURTHEST_AHEAD_MS, BATCH));
      for (const subscription of ahead) {
        const next = await free(subscription, now);
        await planning(into => into.moveOn(subscription.id, next));
      }
    },
  };
}

/** Those whose time zone is known here, and the others. */
function byZone(subscriptions: readonly Subscription[]): [Subscription[], Subscription[]] {
  const { true: known = [], false: unknown = [] } = Object.groupBy(subscriptions, ({ schedule }) =>
    isKnownZone(schedule.timeZone) ? 'true' : 'false',
  );
  return [known, unknown];
}

/** The first occurrence after now whose date has no delivery yet. */
export function firstFree(
  subscription: Pick<Subscription, 'schedule'>,
  now: number,
  taken: ReadonlySet<string>,
): Occurrence {
  let occurrence = firstOccurrence(subscription.schedule, now);
  while (taken.has(occurrence.date)) occurrence = occurrenceAfter(subscription.schedule, occurrence.date);
  return occurrence;
}

/** A forum gets no second post for the same paper: the thread in which its only paper was posted before. */
async function threadBefore(
  from: Pick<Planning, 'threadOf'>,
  { place }: Pick<Subscription, 'place'>,
  [paperId, ...others]: readonly string[],
): Promise<string | undefined> {
  if (place.kind !== 'forum' || paperId === undefined || others.length > 0) return undefined;
  return from.threadOf(place.channelId, paperId);
}

/** What a subscription draws first, where it wants what is fresh: what came since its last post. */
export async function freshOf(
  from: Pick<Planning, 'arrivals'>,
  { fresh, looked }: Pick<Subscription, 'fresh' | 'looked'>,
): Promise<{ fresh?: Set<string> }> {
  if (!fresh) return {};
  return { fresh: new Set(await from.arrivals({ since: looked, looked, upTo: Number.MAX_SAFE_INTEGER })) };
}

/** What a post says that its papers were chosen for: `calibration, by Moreau, in cs.LG`. */
export function chosenFor({ topic, query, author, category }: Subscription): { chosenFor?: string } {
  const parts = [topic, query, author && `by ${author}`, category && `in ${category}`].filter(Boolean);
  return parts.length === 0 ? {} : { chosenFor: parts.join(', ') };
}
