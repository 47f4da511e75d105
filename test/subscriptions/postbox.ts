import type { SubscriptionSpec } from '../../src/model/subscription.ts';
import type { DrivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { Attempt, Notice, Post, Poster, Recipient } from '../../src/subscriptions/ports/poster.ts';

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

export const WISH: SubscriptionSpec = {
  place: { kind: 'text', channelId: '100', guildId: '1' },
  schedule: { time: '08:30', timeZone: 'Europe/Berlin', days: 0b1111111 },
  paperCount: 1,
  publish: false,
  thread: false,
  kind: 'daily',
  fresh: false,
};
