import pino from 'pino';
import type { Paper } from '../../src/papers/paper.ts';
import type { AskTime, Clock } from '../../src/platform/clock.ts';
import type { Log } from '../../src/platform/log.ts';
import type { DrivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { buildIndex } from '../../src/search/index.ts';
import type { Database } from '../../src/store/database.ts';
import { storeOf } from '../../src/store/index.ts';
import { createDaily, type Daily } from '../../src/subscriptions/index.ts';

export const SILENT = pino({ level: 'silent' });

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export function papers(count: number): Paper[] {
  return Array.from({ length: count }, (_, i) => ({
    id: i.toString(16).padStart(10, '0'),
    title: `Paper ${i}`,
    abstract: i % 2 === 0 ? 'About even things.' : 'About odd things.',
    links: [],
    authors: [],
  }));
}

export async function dailyOver(
  database: Database,
  clock: Clock,
  {
    collection = papers(12),
    catchUpHours = 6,
    opinions = [],
    log = SILENT,
  }: { collection?: Paper[]; catchUpHours?: number; opinions?: readonly AskTime[]; log?: Log } = {},
): Promise<Daily> {
  const index = await buildIndex(collection);
  return createDaily({
    store: storeOf(database, clock),
    index: () => index,
    revision: () => 0,
    catchUpHours,
    maxPerOwner: 1_000,
    clock,
    opinions,
    random: () => 0.5,
    log,
  });
}

/** Moves on in steps, each of which leaves what is under way the time that it takes. */
export async function passTime(clock: DrivenClock, ms: number, step = HOUR): Promise<void> {
  for (let left = ms; left > 0; left -= step) {
    await clock.advance(Math.min(step, left));
    await new Promise<void>(resolve => setImmediate(resolve));
  }
}
