import { type Kysely, sql } from 'kysely';
import type { DeliveryNote, Kind, PauseReason, Place, RoleState, State, ThreadNote } from '../model/subscription.ts';

/**
 * Tables of the paper of the day and of follows. Instants are ms since the epoch, dates are `2026-03-29` in the
 * subscription's own zone.
 */
export interface DailyTables {
  subscription: {
    id: string;
    kind: Kind;
    /** Null for a person's direct messages. */
    guild_id: string | null;
    channel_id: string;
    channel_kind: Place['kind'];
    /** As the channel was called when it was chosen. */
    channel_name: string | null;
    /** Whoever set it up: told when something is wrong. The subscription belongs to the server all the same. */
    set_up_by: string;
    /** `08:30` */
    time: string;
    time_zone: string;
    /** Bit 0 is Monday, bit 6 Sunday. */
    days: number;
    topic: string | null;
    query: string | null;
    author: string | null;
    category: string | null;
    paper_count: number;
    role_id: string | null;
    publish: number;
    /** Whether posts open the paper's discussion. */
    thread: number;
    /** Whether what came since the last post is drawn first. */
    fresh: number;
    created_at: number;
    /** Null while it runs. */
    paused: PauseReason | null;
    paused_at: number | null;
    /** The next occurrence: its intended date, and when it is. Null while paused, and where news is sent at once. */
    next_date: string | null;
    next_at: number | null;
    /** When whoever set it up was notified that nothing matches; null again once something does. */
    empty_told_at: number | null;
    /** Why it paused when that was last told of; null again once a post has come. */
    notified: PauseReason | null;
    /** Why its role cannot be mentioned; null while it can. */
    role_state: RoleState | null;
    /** The collection's revision when it was set up: what was there by then is no news. */
    since_revision: number;
    /** The revision up to which it was looked for news. */
    looked_revision: number;
  };
  delivery: {
    /** Stands in the post, and is its nonce. */
    id: string;
    subscription_id: string;
    /** The intended date of its occurrence; null for an extra post. Unique within a subscription. */
    date: string | null;
    /** The date on which it comes, extra posts included: no two of a server post the same paper on one. */
    day: string;
    due_at: number;
    state: State;
    /** Its number among the posts of its subscription, from 1; null for an extra post. */
    number: number | null;
    /** What it was chosen for: the query and topic as they were, or null. */
    chosen_for: string | null;
    /** The earliest time at which it may be claimed: while somebody is sending it, the end of that claim. */
    try_at: number;
    /** Tries that may have reached Discord. */
    tries: number;
    /** Start of the first such try: the post cannot be older. */
    first_try_at: number | null;
    /** Where that try went. Later ones go there too: the subscription may have been moved to another channel since. */
    tried_channel_id: string | null;
    tried_channel_kind: Place['kind'] | null;
    /** Whoever claimed it last. */
    claim: string | null;

    note: DeliveryNote | null;
    /** Of the last post before papers come again: how many there are; else null. */
    all_posted: number | null;
    /** The thread of a forum in which its paper was posted before: it goes there. */
    into_thread: string | null;
    /** The person to whom it goes in direct messages; null: it goes to the channel or its thread. */
    recipient_id: string | null;
    sent_at: number | null;
    /** Where it stands; for a forum post the thread. */
    channel_id: string | null;
    message_id: string | null;
    /** 1 for what people follow: it waits where a paper of the day is due. */
    news: number;
    /** When to publish it next; null when that is done, or not wanted. */
    publish_at: number | null;
    /**
     * When to open its thread next; null when that is done, or not wanted. While somebody opens it, the end of that
     * claim.
     */
    thread_at: number | null;
    thread_tries: number;
    /** Why there is no thread. */
    thread_note: ThreadNote | null;
  };
  delivery_paper: { delivery_id: string; position: number; paper_id: string };
  /** Tasks that only one process may have. */
  lease: { name: string; holder: string; until: number };
  /** Servers that the bot was removed from, and when. Their settings are deleted some time after. */
  departed_guild: { guild_id: string; departed_at: number };
}

export async function createDailyTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('subscription')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('guild_id', 'text')
    .addColumn('channel_id', 'text', column => column.notNull())
    .addColumn('channel_kind', 'text', column => column.notNull())
    .addColumn('tag_id', 'text')
    .addColumn('set_up_by', 'text', column => column.notNull())
    .addColumn('time', 'text', column => column.notNull())
    .addColumn('time_zone', 'text', column => column.notNull())
    .addColumn('days', 'integer', column => column.notNull())
    .addColumn('topic', 'text')
    .addColumn('query', 'text')
    .addColumn('paper_count', 'integer', column => column.notNull())
    .addColumn('role_id', 'text')
    .addColumn('publish', 'integer', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('paused', 'text')
    .addColumn('paused_at', 'bigint')
    .addColumn('next_date', 'text')
    .addColumn('next_at', 'bigint')
    .addColumn('empty_told_at', 'bigint')
    .execute();
  await db.schema.createIndex('subscription_guild').on('subscription').column('guild_id').execute();
  await db.schema.createIndex('subscription_person').on('subscription').column('set_up_by').execute();
  await db.schema.createIndex('subscription_next').on('subscription').column('next_at').execute();
  await db.schema
    .createTable('delivery')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('subscription_id', 'text', column => column.notNull().references('subscription.id').onDelete('cascade'))
    .addColumn('date', 'text')
    .addColumn('day', 'text', column => column.notNull())
    .addColumn('due_at', 'bigint', column => column.notNull())
    .addColumn('state', 'text', column => column.notNull())
    .addColumn('number', 'integer')
    .addColumn('chosen_for', 'text')
    .addColumn('try_at', 'bigint', column => column.notNull())
    .addColumn('tries', 'integer', column => column.notNull())
    .addColumn('first_try_at', 'bigint')
    .addColumn('claim', 'text')
    .addColumn('note', 'text')
    .addColumn('sent_at', 'bigint')
    .addColumn('channel_id', 'text')
    .addColumn('message_id', 'text')
    .addColumn('publish_at', 'bigint')
    .addUniqueConstraint('delivery_occurrence', ['subscription_id', 'date'])
    .execute();
  await db.schema.createIndex('delivery_state').on('delivery').columns(['state', 'try_at']).execute();
  await db.schema.createIndex('delivery_day').on('delivery').columns(['subscription_id', 'day']).execute();
  await db.schema.createIndex('delivery_publish').on('delivery').column('publish_at').execute();
  await db.schema
    .createTable('delivery_paper')
    .addColumn('delivery_id', 'text', column => column.notNull().references('delivery.id').onDelete('cascade'))
    .addColumn('position', 'integer', column => column.notNull())
    .addColumn('paper_id', 'text', column => column.notNull())
    .addPrimaryKeyConstraint('delivery_paper_pk', ['delivery_id', 'position'])
    .execute();
  await db.schema
    .createTable('lease')
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('holder', 'text', column => column.notNull())
    .addColumn('until', 'bigint', column => column.notNull())
    .execute();
  // Locked by whoever plans: see `deliveries.plan`.
  await sql`insert into lease (name, holder, until) values ('planning', '', 0)`.execute(db);
  await db.schema
    .createTable('departed_guild')
    .addColumn('guild_id', 'text', column => column.primaryKey())
    .addColumn('departed_at', 'bigint', column => column.notNull())
    .execute();
}

export async function addThreadsToSubscriptions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('subscription')
    .addColumn('thread', 'integer', column => column.notNull().defaultTo(0))
    .execute();
}

export async function addPlacesOfTries(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('delivery').addColumn('tried_channel_id', 'text').execute();
  await db.schema.alterTable('delivery').addColumn('tried_channel_kind', 'text').execute();
}

export async function addFollows(db: Kysely<unknown>): Promise<void> {
  const add = (table: string) => db.schema.alterTable(table);
  await add('subscription')
    .addColumn('kind', 'text', column => column.notNull().defaultTo('daily'))
    .execute();
  await add('subscription').addColumn('author', 'text').execute();
  await add('subscription').addColumn('category', 'text').execute();
  for (const name of ['fresh', 'since_revision', 'looked_revision']) {
    await add('subscription')
      .addColumn(name, 'bigint', column => column.notNull().defaultTo(0))
      .execute();
  }
  await db.schema.createIndex('subscription_news').on('subscription').columns(['kind', 'looked_revision']).execute();
  // What is there already came before anybody followed anything.
  await add('paper')
    .addColumn('first_revision', 'bigint', column => column.notNull().defaultTo(0))
    .execute();
  await sql`update subscription set looked_revision = (select coalesce(max(revision), 0) from paper)`.execute(db);
}

export async function addThreadsOfDeliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('delivery').addColumn('thread_at', 'bigint').execute();
  await db.schema
    .alterTable('delivery')
    .addColumn('thread_tries', 'integer', column => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('delivery').addColumn('thread_note', 'text').execute();
  await db.schema.createIndex('delivery_thread').on('delivery').column('thread_at').execute();
}

/** Tags are chosen for each post. */
export async function dropTagsOfSubscriptions(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('subscription').dropColumn('tag_id').execute();
  // What can be brought back for ten minutes holds the whole row, and would no longer fit.
  await sql`delete from undo_step where what = 'subscription'`.execute(db);
}
