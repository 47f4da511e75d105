import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { createLibraryTables } from './library-tables.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './sqlite.ts';

/** Applied once each, in the order of their names, and never changed after a release: what they did stands in people's databases. */
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
  '003-library': { up: createLibraryTables },
};

/**
 * Brings the database to the newest version, all steps or none; Kysely holds a lock meanwhile.
 * @throws {StoreError} when the database was written by a newer Offprint, or a step fails.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const unknown = (await appliedMigrations(db)).filter(name => !(name in MIGRATIONS));
  if (unknown.length > 0) {
    throw new StoreError(
      `The database was written by a newer Offprint (it has ${unknown.join(', ')}). Update the program, or restore a backup made with this one.`,
    );
  }
  const { error } = await migrator.migrateToLatest();
  if (error) throw new StoreError('The database could not be brought up to date; it is as it was.', error);
}

async function appliedMigrations(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(table => table.name === 'kysely_migration')) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map(row => row.name);
}
