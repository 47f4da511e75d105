import type { Kysely } from 'kysely';

export interface NoticeTables {
  /** A notice that nobody has got yet: what it says as JSON, and until when a process holds it. */
  notice: { id: string; said: string; held_until: number };
}

/** What the bot has told of, where it tells it, and what a post says about its collection and goes to. */
export async function addNotices(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('guild_setting').addColumn('notice_channel_id', 'text').execute();
  await db.schema.alterTable('subscription').addColumn('notified', 'text').execute();
  await db.schema.alterTable('subscription').addColumn('channel_name', 'text').execute();
  await db.schema.alterTable('subscription').addColumn('role_state', 'text').execute();
  await db.schema.alterTable('delivery').addColumn('all_posted', 'integer').execute();
  await db.schema.alterTable('delivery').addColumn('into_thread', 'text').execute();
}

export async function keepNotices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notice')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('said', 'text', column => column.notNull())
    .addColumn('held_until', 'bigint', column => column.notNull())
    .execute();
}
