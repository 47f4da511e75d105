import type { Selectable } from 'kysely';
import type { Subscription, SubscriptionSpec } from '../model/subscription.ts';
import type { Tables } from './schema.ts';

export function toRow(wish: SubscriptionSpec) {
  const { kind, place, schedule, topic, query, author, category, paperCount, roleId, publish, thread, fresh } = wish;
  return {
    kind,
    guild_id: place.guildId ?? null,
    channel_id: place.channelId,
    channel_kind: place.kind,
    channel_name: place.name ?? null,
    time: schedule.time,
    time_zone: schedule.timeZone,
    days: schedule.days,
    topic: topic ?? null,
    query: query ?? null,
    author: author ?? null,
    category: category ?? null,
    paper_count: paperCount,
    role_id: roleId ?? null,
    publish: publish ? 1 : 0,
    thread: thread ? 1 : 0,
    fresh: fresh ? 1 : 0,
  };
}

export function fromRow(row: Selectable<Tables['subscription']>): Subscription {
  return {
    id: row.id,
    kind: row.kind,
    place: {
      kind: row.channel_kind,
      channelId: row.channel_id,
      ...(row.guild_id !== null && { guildId: row.guild_id }),
      ...(row.channel_name !== null && { name: row.channel_name }),
    },
    schedule: { time: row.time, timeZone: row.time_zone, days: row.days },
    ...(row.query !== null && { query: row.query }),
    ...(row.topic !== null && { topic: row.topic }),
    ...(row.author !== null && { author: row.author }),
    ...(row.category !== null && { category: row.category }),
    paperCount: row.paper_count,
    ...(row.role_id !== null && { roleId: row.role_id }),
    publish: row.publish === 1,
    thread: row.thread === 1,
    fresh: row.fresh === 1,
    since: row.since_revision,
    looked: row.looked_revision,
    setUpBy: row.set_up_by,
    createdAt: row.created_at,
    ...(row.notified !== null && { notified: row.notified }),
    ...(row.role_state !== null && { roleState: row.role_state }),
    ...(row.paused !== null && { paused: { reason: row.paused, at: row.paused_at ?? 0 } }),
    ...(row.next_date !== null && row.next_at !== null && { next: { date: row.next_date, at: row.next_at } }),
  };
}
