import pino from 'pino';
import type { Paper } from '../../src/papers/paper.ts';
import type { AskTime, Clock } from '../../src/platform/clock.ts';
import type { Log } from '../../src/platform/log.ts';
import type { DrivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { buildIndex } from '../../src/search/index.ts';
import type { Database } from '../../src/store/database.ts';
import { storeOf } from '../../src/store/index.ts';
import {
  createDaily,
  type Daily,
  type Notice,
  type Post,
  type Poster,
  type SubscriptionSpec,
} from '../../src/subscriptions/index.ts';
import type { Attempt, Recipient } from '../../src/subscriptions/ports/poster.ts';

export const SILENT = pino({ level: 'silent' });

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export interface Sent {
  post: Post;
  /** By the driven clock. */
  at: number;
}

/** A peer that takes every post, once for each id, as Discord does with a nonce. */
export class Postbox implements Poster {
  readonly sent: Sent[] = [];
  readonly told: Notice[] = [];
  readonly #clock: DrivenClock;
  constructor(clock: DrivenClock) {
    this.#clock = clock;
  }
  async post(post: Post): Promise<Attempt> {
    if (!this.sent.some(other => other.post.id === post.id)) this.sent.push({ post, at: this.#clock.now() });
    return { kind: 'there', channelId: post.place.channelId, messageId: post.id, at: this.#clock.now() };
  }
  async find({ id, place }: Pick<Post, 'id' | 'place'>) {
    const there = this.sent.find(other => other.post.id === id);
    return there
      ? { kind: 'there' as const, channelId: place.channelId, messageId: id, at: there.at }
      : { kind: 'absent' as const };
  }
  async publish() {
    return { kind: 'done' as const };
  }
  readonly events = {
    find: async () => ({ kind: 'absent' as const }),
    set: async () => ({ kind: 'there' as const, eventId: '7' }),
    cancel: async () => ({ kind: 'done' as const }),
    interested: async () => ({ kind: 'known' as const, userIds: [] }),
  };
  readonly polls = { end: async () => ({ kind: 'removed' as const }) };
  async startThread(_posted: { messageId: string }, _name: string) {
    return { kind: 'done' as const };
  }
  async obstacle() {
    return 'free' as const;
  }
  async tell(_to: Recipient, notice: Notice) {
    this.told.push(notice);
    return { kind: 'done' as const };
  }
  roleState() {
    return 'unknown' as const;
  }
  async guild() {
    return { kind: 'barred' as const, reason: 'bot-removed' as const };
  }
  async isMember() {
    return true;
  }
}

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

export const WISH: SubscriptionSpec = {
  place: { kind: 'text', channelId: '100', guildId: '1' },
  schedule: { time: '08:30', timeZone: 'Europe/Berlin', days: 0b1111111 },
  paperCount: 1,
  publish: false,
  thread: false,
  kind: 'daily',
  fresh: false,
};

/** Moves on in steps, each of which leaves what is under way the time that it takes. */
export async function passTime(clock: DrivenClock, ms: number, step = HOUR): Promise<void> {
  for (let left = ms; left > 0; left -= step) {
    await clock.advance(Math.min(step, left));
    await new Promise<void>(resolve => setImmediate(resolve));
  }
}
