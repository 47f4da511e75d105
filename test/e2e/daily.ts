import pino from 'pino';
import { onTestFinished } from 'vitest';
import { type DrivenClock, drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import type { Database } from '../../src/store/database.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import type { Target } from '../store/each-store.ts';
import { settled } from '../subscriptions/settled.ts';
import { atRest } from './at-rest.ts';
import { type Stage, type StageOptions, setTheStage } from './harness.ts';

const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const PAPERS = { guild: 'Paper club', channel: 'papers' };

/** A Thursday in winter, 08:25 in Berlin. */
const START = Date.UTC(2026, 0, 15, 7, 25);
/** `/daily subscribe` for half past eight in Berlin, which is five minutes after {@link START}. */
export const AT_HALF_PAST_EIGHT = { time: '08:30', timezone: 'Europe/Berlin' };

export interface DailyStage extends Stage {
  clock: DrivenClock;
  /** Moves on by so much at once, and until the bot has done what was due by then. */
  step(ms: number): Promise<void>;
  /** Moves on by so much, in steps that leave the bot time for its requests. */
  pass(ms: number): Promise<void>;
  /** Moves on, ten seconds at a time, until it is so. */
  until(what: string, isSo: () => boolean): Promise<void>;
  /** What the bot posted there by itself, the oldest first. */
  posts(place?: Place): ShownMessage[];
}

interface DailyOptions extends StageOptions {
  /** When it begins, ms since the epoch; default: {@link START}. */
  start?: number;
  /** By how much the clock of the bot's machine is ahead of Discord's. */
  skew?: { ms: number };
}

export async function dailyStage(
  target: Target | undefined,
  { skew, start = START, ...options }: DailyOptions = {},
): Promise<DailyStage> {
  const clock = drivenClock(start);
  const skewed = skew && { now: () => clock.now() + skew.ms, after: clock.after };
  const stage = await setTheStage({
    clock: skewed ?? clock,
    ...(skewed && { network: clock }),
    ...options,
    env: { ...options.env, ...(target?.url !== undefined && { DATABASE_URL: target.url }) },
  });
  const database = target?.url === undefined ? undefined : directly(target);
  const step = async (ms: number) => {
    await clock.advance(ms);
    await atRest();
    // A step is hours at times, and questions to PostgreSQL take longer than the clock.
    if (database) await settled(database, skewed ?? clock);
  };
  return Object.assign(stage, {
    clock,
    step,
    async pass(ms: number) {
      const steps = 12;
      for (let i = 0; i < steps; i += 1) await step(ms / steps);
    },
    async until(what: string, isSo: () => boolean) {
      for (let i = 0; i < 900; i += 1) {
        if (isSo()) return;
        await step(10 * SECOND);
      }
      throw new Error(`It never came so far: ${what}`);
    },
    posts(place: Place = PAPERS) {
      const person = stage.sandbox.person('moderator');
      return person
        .sees(place)
        .filter(
          message => !message.private && /(Paper of the day|papers of the day|An extra paper)/.test(message.text),
        );
    },
  });
}

/** The test's own connection, past whatever stands between the bot and the database; closed after the test. */
export function directly({ url = '' }: Target): Database {
  const direct = new URL(process.env.TEST_DATABASE_URL ?? '');
  direct.search = new URL(url).search;
  const database = openPostgres(direct.href, pino({ level: 'silent' }));
  onTestFinished(() => database.close());
  return database;
}
