import { type Kysely, sql } from 'kysely';

/** What was planned by a clock that was ahead is found by when it is due. */
export async function addDueIndex(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('delivery_due').on('delivery').column('due_at').execute();
}

/** News for followers waits for what is due at its time. */
export async function addNewsOfDeliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('delivery')
    .addColumn('news', 'integer', column => column.notNull().defaultTo(0))
    .execute();
  await sql`update delivery set news = 1 where subscription_id in (select id from subscription where kind != 'daily')`.execute(
    db,
  );
}
