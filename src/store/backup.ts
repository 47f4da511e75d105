import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Database } from './database.ts';
import { appliedMigrations, migrate, refuseNewer } from './migrations.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

/** Tables in an order in which rows can be put back: none refers to a later one. A lease is of the moment, and is left out. */
export const TABLES = [
  'kept_text',
  'subscription',
  'delivery',
  'delivery_paper',
  'departed_guild',
  'vote',
  'list_entry',
  'saved_here',
  'discussion',
  'guild_setting',
  'added_source',
  'source_state',
  'paper',
  'paper_name',
  'collection_file',
] as const satisfies (keyof Tables)[];

/** Rows put back by one statement: PostgreSQL takes 65,535 parameters, SQLite 32,766. */
const ROWS = 500;

const headSchema = z.object({ offprint: z.literal('backup'), migrations: z.array(z.string()).min(1) });
const rowSchema = z.object({
  table: z.enum(TABLES),
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
type Row = z.infer<typeof rowSchema>;

/**
 * Everything in the database as JSON lines, of one moment; the bot may go on meanwhile. The same form for both databases, so that one
 * can be put back into the other.
 * @throws {StoreError} when there is nothing yet.
 */
export function dump({ db }: Pick<Database, 'db'>): Promise<string> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async trx => {
      const migrations = await appliedMigrations(trx);
      if (migrations.length === 0) throw new StoreError('There is nothing to back up: the database is empty.');
      const lines = [JSON.stringify({ offprint: 'backup', migrations })];
      const there = new Set((await trx.introspection.getTables()).map(table => table.name));
      for (const table of TABLES.filter(name => there.has(name))) {
        const { rows } = await sql<Row['row']>`select * from ${sql.table(table)}`.execute(trx);
        for (const row of rows) lines.push(JSON.stringify({ table, row }));
      }
      return `${lines.join('\n')}\n`;
    });
}

/**
 * Puts a dump into an empty database and brings it up to date, all of it or nothing.
 * @returns How many rows.
 * @throws {StoreError} when the database is not empty, or the text is no dump, or one of a newer program.
 */
export async function restore({ db }: Pick<Database, 'db'>, text: string): Promise<number> {
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const { migrations } = read(headSchema, head, 1);
  refuseNewer(migrations, 'The backup');
  const rows = lines.map((line, i) => read(rowSchema, line, i + 2));
  await db.transaction().execute(async trx => {
    if ((await appliedMigrations(trx)).length > 0) {
      throw new StoreError(
        'The database is in use already, and a backup is put into an empty one. Name a new file with DATABASE_PATH, or a new database with DATABASE_URL.',
      );
    }
    await migrate(trx, migrations.at(-1));
    for (const [table, some] of Map.groupBy(rows, row => row.table)) {
      for (let first = 0; first < some.length; first += ROWS) {
        await insert(
          trx,
          table,
          some.slice(first, first + ROWS).map(({ row }) => row),
        );
      }
    }
    await migrate(trx);
  });
  return rows.length;
}

/** All rows of a table have the same columns. */
async function insert(db: Kysely<Tables>, table: Row['table'], rows: readonly Row['row'][]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map(row => sql`(${sql.join(columns.map(column => row[column] ?? null))})`);
  const names = sql.join(columns.map(column => sql.ref(column)));
  await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(db);
}

function read<T>(schema: z.ZodType<T>, line: string, number: number): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch (error) {
    throw new StoreError(`Line ${number} of the file is not one of a backup of Offprint. Nothing was changed.`, error);
  }
}
