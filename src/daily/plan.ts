import type { Planning } from '../store/planning.ts';
import { firstOccurrence, localDate, type Occurrence, occurrenceAfter } from './calendar.ts';
import { choose } from './choosing.ts';
import { dueBy } from './due.ts';
import type { Preferences } from './preference.ts';
import type { Subscription } from './subscription.ts';

/** Subscriptions handled in one transaction, before others get their turn. */
const BATCH = 20;
/** A week, and a day for clock changes: no next occurrence can be further ahead, in ms. */
const FURTHEST_AHEAD_MS = 8 * 24 * 60 * 60 * 1000;

type Run = <T>(work: (planning: Planning) => Promise<T>) => Promise<T>;

export interface Planner {
  /** Puts deliveries on record for what is due, a batch of subscriptions at a time. */
  planDue(now: number): Promise<{ empty: Subscription[]; planned: boolean }>;
  /** An extra post, now; undefined when no paper matches. */
  planExtra(id: string, now: number): Promise<string | undefined>;
  /** Puts right what was planned while the clock was wrong. */
  pullBack(now: number, free: (subscription: Subscription, now: number) => Promise<Occurrence>): Promise<void>;
}

export interface PlannerOptions {
  planning: Run;
  poolOf: (subscription: Subscription) => readonly string[];
  prefer: Preferences;
  catchUpMs: number;
}

export function createPlanner({ planning, poolOf, prefer, catchUpMs }: PlannerOptions): Planner {
  async function chosen(from: Planning, subscription: Subscription, day: string, at: number): Promise<string[]> {
    return choose({
      pool: poolOf(subscription),
      count: subscription.paperCount,
      past: await from.past(subscription.id),
      taken: await from.takenBy(subscription, day),
      preferred: await prefer(from, subscription, at),
      seed: subscription.id,
    });
  }

  /** True when whoever set it up is to be told that nothing matches. */
  async function planCurrent(into: Planning, subscription: Subscription, current: Occurrence, now: number) {
    const { id } = subscription;
    const paperIds = await chosen(into, subscription, current.date, current.at);
    const isEmpty = paperIds.length === 0;
    await into.record(id, {
      date: current.date,
      day: current.date,
      dueAt: current.at,
      paperIds,
      ...chosenFor(subscription),
      ...(isEmpty && { missed: 'empty' }),
    });
    return into.noteEmpty(id, isEmpty ? now : undefined);
  }

  return {
    planDue: now =>
      planning(async into => {
        const subscriptions = await into.due(now, BATCH);
        const empty: Subscription[] = [];
        for (const subscription of subscriptions) {
          if (!subscription.next) continue;
          const { current, missed, next } = dueBy(subscription.schedule, subscription.next, now, catchUpMs);
          for (const { occurrence, note } of missed) {
            const { date, at } = occurrence;
            await into.record(subscription.id, { date, day: date, dueAt: at, paperIds: [], missed: note });
          }
          if (current && (await planCurrent(into, subscription, current, now))) empty.push(subscription);
          await into.moveOn(subscription.id, next);
        }
        return { empty, planned: subscriptions.length > 0 };
      }),

    planExtra: (id, now) =>
      planning(async into => {
        const subscription = await into.get(id);
        if (!subscription) return undefined;
        const day = localDate(now, subscription.schedule.timeZone);
        const paperIds = await chosen(into, subscription, day, now);
        if (paperIds.length === 0) return undefined;
        return into.record(id, { day, dueAt: now, paperIds, ...chosenFor(subscription) });
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

/** What a post says that its papers were chosen for. */
export function chosenFor({ query }: Subscription): { chosenFor?: string } {
  return query === undefined ? {} : { chosenFor: query };
}
