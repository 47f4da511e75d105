import { type Occurrence, occurrenceAfter } from '../../calendar/occurrences.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { PlanningReads } from '../../store/index.ts';
import { allPostedWith, choose } from '../selection/choosing.ts';
import type { Preferences } from '../selection/preference.ts';
import { freshOf } from './planner.ts';

/** What comes next. */
export interface Next {
  at: number;
  /** Its number among the posts of its subscription, from 1. */
  number: number;
  /** Empty when nothing matches. */
  paperIds: string[];
  /** Of the last post before papers come again: how many there are. */
  allPosted?: number;
}

interface Simulated {
  subscription: Subscription;
  next: Occurrence;
  past: Map<string, { times: number; last: number }>;
  takenOn: Map<string, Set<string>>;
}

/**
 * What a subscription will post next, and when, if nothing changes until then. Others of the same server that come
 * before it choose first, and what they post that day it leaves to them; so their choices are gone through too, in
 * order.
 */
export async function previewNext(
  from: PlanningReads,
  subject: Subscription,
  neighbours: readonly Subscription[],
  { poolOf, prefer }: { poolOf: (subscription: Subscription) => readonly string[]; prefer: Preferences },
): Promise<Next | undefined> {
  if (!subject.next) return undefined;
  const { at: until } = subject.next;
  const group: Simulated[] = [];
  for (const subscription of [subject, ...neighbours]) {
    const { next } = subscription;
    if (!next || next.at > until) continue;
    group.push({ subscription, next, past: new Map(await from.past(subscription.id)), takenOn: new Map() });
  }
  for (;;) {
    const turn = group.reduce((first, other) => (comesBefore(other, first) ? other : first));
    const { subscription, next } = turn;
    const paperIds = choose({
      pool: poolOf(subscription),
      count: subscription.paperCount,
      past: turn.past,
      ...(await freshOf(from, subscription)),
      taken: new Set([...(await from.takenBy(subscription, next.date)), ...takenInSimulation(group, turn)]),
      preferred: await prefer(from, subscription, next.at),
      seed: subscription.id,
    });
    if (subscription.id === subject.id) {
      const allPosted = allPostedWith(paperIds, { pool: poolOf(subscription), past: turn.past });
      const number = await from.nextNumber(subject.id);
      return { at: next.at, number, paperIds, ...(allPosted !== undefined && { allPosted }) };
    }
    remember(turn.past, paperIds, next.at);
    turn.takenOn.set(next.date, new Set(paperIds));
    turn.next = occurrenceAfter(subscription.schedule, next.date);
  }
}

/** As the store orders what is due. */
function comesBefore(a: Simulated, b: Simulated): boolean {
  return a.next.at < b.next.at || (a.next.at === b.next.at && a.subscription.id < b.subscription.id);
}

function takenInSimulation(group: readonly Simulated[], turn: Simulated): string[] {
  return group.filter(other => other !== turn).flatMap(other => [...(other.takenOn.get(turn.next.date) ?? [])]);
}

function remember(past: Map<string, { times: number; last: number }>, paperIds: readonly string[], at: number): void {
  for (const id of paperIds) past.set(id, { times: (past.get(id)?.times ?? 0) + 1, last: at });
}
