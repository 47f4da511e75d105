import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Log } from '../platform/log.ts';
import { createDiscussingTables } from './clubs/discussing-tables.ts';
import {
  addChanges,
  addClosings,
  addGivenUp,
  addLeftOut,
  addPolls,
  addRestored,
  addSkips,
  createClubEvents,
  createClubTables,
  createLeftEvents,
} from './clubs/tables.ts';
import {
  addFollows,
  addPlacesOfTries,
  addThreadsOfDeliveries,
  addThreadsToSubscriptions,
  createDailyTables,
  dropTagsOfSubscriptions,
} from './daily-tables.ts';
import { addOwnersOfKeptTexts } from './kept-table.ts';
import { addHiddenDiscussions, addReaders, createLibraryTables } from './library-tables.ts';
import { addNotices, keepNotices } from './notice-tables.ts';
import { createPaperTables } from './paper-tables.ts';
import { addDueIndex, addNewsOfDeliveries } from './planning-tables.ts';
import type { Tables } from './schema.ts';
import { addPassedOver, createSourceTables } from './source-tables.ts';
import { StoreError } from './store-error.ts';
import { createUndoTable } from './undo-table.ts';

/**
 * Applied once each, in the order of their names, and never changed after a release: what they did stands in people's
 * databases.
 */
const MIGRATIONS: Record<string, Migration> = {
  '001-kept-texts': {
    async up(db) {
      await db.schema
        .createTable('kept_text')
        .addColumn('key', 'text', column => column.primaryKey())
        .addColumn('text', 'text', column => column.notNull())
        .addColumn('kept_at', 'bigint', column => column.notNull())
        .execute();
    },
  },
  '002-daily': { up: createDailyTables },
  '003-library': { up: createLibraryTables },
  '004-daily-threads': { up: addThreadsToSubscriptions },
  '005-papers': { up: createPaperTables },
  '006-sources': { up: createSourceTables },
  '007-places-of-tries': { up: addPlacesOfTries },
  '008-follows': { up: addFollows },
  '009-threads-of-deliveries': { up: addThreadsOfDeliveries },
  '010-notices': { up: addNotices },
  '011-hidden-discussions': { up: addHiddenDiscussions },
  '012-readers-and-undo': {
    async up(db) {
      await addReaders(db);
      await createUndoTable(db);
    },
  },
  '013-passed-over': { up: addPassedOver },
  '018-planning': { up: addNewsOfDeliveries },
  '019-no-tags-of-subscriptions': { up: dropTagsOfSubscriptions },
  '020-owners-of-kept-texts': { up: addOwnersOfKeptTexts },
  '021-kept-notices': { up: keepNotices },
  '023-due-deliveries': { up: addDueIndex },
  '025-clubs': { up: createClubTables },
  '030-club-events': { up: createClubEvents },
  '031-club-polls': { up: addPolls },
  '032-club-skips': { up: addSkips },
  '033-club-changes': { up: addChanges },
  '034-club-events-left': { up: createLeftEvents },
  '037-club-left-out': { up: addLeftOut },
  '038-club-closings': { up: addClosings },
  '039-club-given-up': { up: addGivenUp },
  '040-club-restored': { up: addRestored },
  '026-discussing': { up: createDiscussingTables },
};

/**
 * Brings the database to the newest version (or to the named one), all steps or none. Kysely holds a lock meanwhile: of
 * two processes that start at once, the second waits and finds nothing left to do.
 * @throws {StoreError} when the database was written by a newer Offprint, or a step fails.
 */
export async function migrate(db: Kysely<Tables>, to?: string, log?: Log): Promise<void> {
  const schema = await currentSchema(db);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
    // Otherwise Kysely would take another schema's table of migrations for this one's.
    ...(schema !== undefined && { migrationTableSchema: schema }),
  });
  refuseNewer(await appliedMigrations(db), 'The database');
  const { error, results = [] } = to === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(to);
  if (error instanceof StoreError) throw error;
  if (error) throw new StoreError('The database could not be brought up to date; it is as it was.', error);
  for (const { migrationName } of results)
    log?.info({ migration: migrationName }, 'The database was brought up to date');
}

/** @throws {StoreError} when one of the migrations is not known here. */
export function refuseNewer(applied: readonly string[], what: string): void {
  const unknown = applied.filter(name => !Object.hasOwn(MIGRATIONS, name));
  if (unknown.length > 0) {
    throw new StoreError(
      `${what} was written by a newer Offprint (it has ${unknown.join(', ')}). Update the program, or restore a backup made with this one.`,
    );
  }
}

/** How many migrations a database that has been through these still needs. */
export function pendingMigrations(applied: readonly string[]): number {
  return Object.keys(MIGRATIONS).filter(name => !applied.includes(name)).length;
}

/** The names of the migrations that the database has been through, in their order. */
export async function appliedMigrations(db: Kysely<Tables>): Promise<string[]> {
  if (!(await tableNames(db)).has('kysely_migration')) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map(row => row.name);
}

/** The tables that there are; a PostgreSQL may have others of the same names in other schemas. */
export async function tableNames(db: Kysely<Tables>): Promise<Set<string>> {
  const schema = await currentSchema(db);
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  return new Set(tables.filter(table => table.schema === schema).map(({ name }) => name));
}

/** Where tables are made; undefined in SQLite, which has no schemas. */
async function currentSchema(db: Kysely<Tables>): Promise<string | undefined> {
  const [schema] = await db.introspection.getSchemas();
  return schema?.name;
}
