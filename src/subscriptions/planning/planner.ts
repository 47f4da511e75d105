import { setImmediate as othersTurn } from 'node:timers/promises';
import {
  firstOccurrence,
  isKnownZone,
  localDate,
  type Occurrence,
  occurrenceAfter,
} from '../../calendar/occurrences.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { Arrival, NewDelivery, Planning, PlanningReads } from '../../store/index.ts';
import { allPostedWith, choose } from '../selection/choosing.ts';
import type { Preferences } from '../selection/preference.ts';
import { dueBy } from './due.ts';
import type { Aside } from './set-aside.ts';

/** Subscriptions planned, or looked at, before others get their turn. */
const BATCH = 20;
/** Papers read at a time. */
const PAGE = 1_000;
/** Two occurrences are at least so far apart, in ms: on a day of 23 hours. What is due sooner is surely the next. */
const LEAST_APART_MS = 23 * 60 * 60_000;

/** What a delivery posts, and where it goes for that. */
type Chosen = Pick<NewDelivery, 'paperIds' | 'allPosted' | 'intoThread'>;

/** `withoutZone` are those that cannot be planned, since nobody here knows their time zone: they must be paused. */
export interface Planner {
  /** Puts deliveries on record for papers of the day that are due, some subscriptions at a time. */
  planDue(now: number): Promise<{ empty: Subscription[]; planned: boolean; withoutZone: Subscription[] }>;
  /** Whether some are set aside, and due still. */
  readonly isWaiting: boolean;
  /** An extra post, now; undefined when no paper matches. */
  planExtra(id: string, now: number): Promise<string | undefined>;
  /** Of all that wait for a later occurrence than the next one: the clock was ahead once. Answers how many. */
  pullBack(now: number, free: (subscription: Subscription) => Promise<Occurrence>): Promise<number>;
}

export interface PlannerOptions {
  planning: <T>(work: (planning: Planning) => Promise<T>) => Promise<T>;
  reads: PlanningReads;
  poolOf: (subscription: Subscription) => readonly string[];
  /** The revision of the collection up to which it can be searched here. */
  revision: () => number;
  prefer: Preferences;
  aside: Aside;
  catchUpMs: number;
}

export function createPlanner({
  planning,
  reads,
  poolOf,
  revision,
  prefer,
  aside,
  catchUpMs,
}: PlannerOptions): Planner {
  /** What takes its time, before anything is held. */
  async function prepare(subscription: Subscription): Promise<Prepared> {
    return { pool: poolOf(subscription), ...(await freshOf(reads, subscription)) };
  }

  async function chosen(
    from: PlanningReads,
    subscription: Subscription,
    { pool, fresh }: Prepared,
    { day, at }: { day: string; at: number },
  ): Promise<Chosen> {
    const past = await from.past(subscription.id);
    const paperIds = choose({
      pool,
      count: subscription.paperCount,
      past,
      taken: await from.takenBy(subscription, day),
      ...(fresh && { fresh }),
      preferred: await prefer(from, subscription, at),
      seed: subscription.id,
    });
    const allPosted = allPostedWith(paperIds, { pool, past });
    const intoThread = await threadBefore(from, subscription, paperIds);
    return { paperIds, ...(allPosted !== undefined && { allPosted }), ...(intoThread !== undefined && { intoThread }) };
  }

  /** True when whoever set it up is to be told that nothing matches. */
  async function planCurrent(
    into: Planning,
    subscription: Subscription,
    prepared: Prepared,
    current: Occurrence,
    now: number,
  ): Promise<boolean> {
    const { id } = subscription;
    const choice = await chosen(into, subscription, prepared, { day: current.date, at: current.at });
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

  /** True as in {@link planCurrent}. */
  async function planOne(due: Subscription, now: number): Promise<boolean> {
    const prepared = await prepare(due);
    return planning(async into => {
      const subscription = await into.get(due.id);
      // Somebody else has planned it, or it was paused or changed.
      if (!subscription?.next || subscription.next.at !== due.next?.at) return false;
      const { current, missed, next } = dueBy(subscription.schedule, subscription.next, now, catchUpMs);
      for (const { occurrence, note } of missed) {
        const { date, at } = occurrence;
        await into.record(subscription.id, { date, day: date, dueAt: at, paperIds: [], missed: note });
      }
      const isEmpty = current ? await planCurrent(into, subscription, prepared, current, now) : false;
      await into.moveOn(subscription.id, next);
      return isEmpty;
    });
  }

  /** False where it waits for its next occurrence, as it should. */
  async function pullBackOne(
    subscription: Subscription,
    free: (subscription: Subscription) => Promise<Occurrence>,
  ): Promise<boolean> {
    const { id, next: before } = subscription;
    const next = await free(subscription);
    if (!before || next.at >= before.at) return false;
    return planning(async into => {
      if ((await into.get(id))?.next?.at !== before.at) return false;
      await into.moveOn(id, next);
      return true;
    });
  }

  return {
    async planDue(now) {
      const due = await reads.due('daily', now, BATCH, aside.ids());
      const [subscriptions, withoutZone] = byZone(due);
      const empty: Subscription[] = [];
      for (const subscription of subscriptions)
        if (await aside.attempt(subscription.id, () => planOne(subscription, now))) empty.push(subscription);
      return { empty, planned: due.length > 0, withoutZone };
    },

    get isWaiting() {
      return aside.ids().length > 0;
    },

    async planExtra(id, now) {
      const subscription = await reads.get(id);
      if (!subscription) return undefined;
      const prepared = await prepare(subscription);
      const day = localDate(now, subscription.schedule.timeZone);
      return planning(async into => {
        const choice = await chosen(into, subscription, prepared, { day, at: now });
        if (choice.paperIds.length === 0 || !(await into.get(id))) return undefined;
        return into.record(id, { day, dueAt: now, ...choice, ...chosenFor(subscription) });
      });
    },

    async pullBack(now, free) {
      let pulledBack = 0;
      for (let after: string | undefined = ''; after !== undefined; await othersTurn()) {
        const ahead: Subscription[] = await reads.aheadOf(now + LEAST_APART_MS, after, BATCH);
        for (const subscription of ahead) {
          if (!(await aside.attempt(subscription.id, () => pullBackOne(subscription, free)))) continue;
          pulledBack += 1;
          await othersTurn();
        }
        after = ahead.length < BATCH ? undefined : ahead.at(-1)?.id;
      }
      return pulledBack;
    },
  };
}

/** What a choice is made from. */
interface Prepared {
  pool: readonly string[];
  fresh?: ReadonlySet<string>;
}

/** Those whose time zone is known here, and the others. */
export function byZone(subscriptions: readonly Subscription[]): [Subscription[], Subscription[]] {
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
  from: Pick<PlanningReads, 'threadOf'>,
  { place }: Pick<Subscription, 'place'>,
  [paperId, ...others]: readonly string[],
): Promise<string | undefined> {
  if (place.kind !== 'forum' || paperId === undefined || others.length > 0) return undefined;
  return from.threadOf(place.channelId, paperId);
}

/** What a subscription draws first, where it wants what is fresh: what came since its last post. */
export async function freshOf(
  from: Pick<PlanningReads, 'arrivals'>,
  { fresh: wanted, looked }: Pick<Subscription, 'fresh' | 'looked'>,
): Promise<{ fresh?: Set<string> }> {
  if (!wanted) return {};
  const fresh = new Set<string>();
  for (let after: number | undefined = looked; after !== undefined; await othersTurn()) {
    const page: Arrival[] = await from.arrivals({ after, upTo: Number.MAX_SAFE_INTEGER }, PAGE);
    for (const { id, first } of page) if (first > looked) fresh.add(id);
    after = page.length < PAGE ? undefined : page.at(-1)?.revision;
  }
  return { fresh };
}

/** What a post says that its papers were chosen for: `calibration, by Moreau, in cs.LG`. */
export function chosenFor({ topic, query, author, category }: Subscription): { chosenFor?: string } {
  const parts = [topic, query, author && `by ${author}`, category && `in ${category}`].filter(Boolean);
  return parts.length === 0 ? {} : { chosenFor: parts.join(', ') };
}
