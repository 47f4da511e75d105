import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Database } from './database.ts';
import { appliedMigrations, migrate, refuseNewer, tableNames } from './migrations.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

/** Tables in an order in which rows can be put back: none refers to a later one. A lease is of the moment, and so is what can be undone for ten minutes: both are left out. */
export const TABLES = [
  'kept_text',
  'subscription',
  'delivery',
  'delivery_paper',
  'departed_guild',
  'vote',
  'list_entry',
  'list_read',
  'saved_here',
  'discussion',
  'guild_setting',
  'added_source',
  'source_state',
  'paper',
  'paper_name',
  'collection_file',
] as const satisfies (keyof Tables)[];

/** The tables of the collection, which may be larger than memory, and by what they are read page by page. */
const LARGE: ReadonlyMap<string, readonly string[]> = new Map([
  ['paper', ['id']],
  ['paper_name', ['kind', 'name', 'paper_id']],
  ['collection_file', ['id']],
]);

/** Rows read or put back by one statement: PostgreSQL takes 65,535 parameters, SQLite 32,766. */
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
export async function dump(
  { db }: Pick<Database, 'db'>,
  use: (lines: AsyncIterable<string>) => Promise<void>,
): Promise<void> {
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async trx => {
      const migrations = await appliedMigrations(trx);
      if (migrations.length === 0) throw new StoreError('There is nothing to back up: the database is empty.');
      const there = await tableNames(trx);
      async function* lines() {
        yield `${JSON.stringify({ offprint: 'backup', migrations })}\n`;
        for (const table of TABLES.filter(name => there.has(name))) {
          for await (const rows of pages(trx, table)) {
            yield rows.map(row => `${JSON.stringify({ table, row })}\n`).join('');
          }
        }
      }
      await use(lines());
    });
}

async function* pages(db: Kysely<Tables>, table: Row['table']): AsyncGenerator<Row['row'][]> {
  const key = LARGE.get(table);
  if (!key) {
    yield (await sql<Row['row']>`select * from ${sql.table(table)}`.execute(db)).rows;
    return;
  }
  const columns = sql.join(key.map(column => sql.ref(column)));
  for (let last: Row['row'] | undefined; ; ) {
    const after = last && sql`where (${columns}) > (${sql.join(key.map(column => last?.[column]))})`;
    const page = sql<Row['row']>`select * from ${sql.table(table)} ${after ?? sql``} order by ${columns} limit ${ROWS}`;
    const { rows } = await page.execute(db);
    last = rows.at(-1);
    if (!last) return;
    yield rows;
  }
}

/**
 * Puts a dump into an empty database and brings it up to date, all of it or nothing.
 * @returns How many rows.
 * @throws {StoreError} when the database is not empty, or the text is no dump, or one of a newer program.
 */
export function restore({ db }: Pick<Database, 'db'>, lines: AsyncIterable<string>): Promise<number> {
  return db.transaction().execute(async trx => {
    let number = 0;
    let restored = 0;
    let waiting: Row[] = [];
    const flush = async () => {
      await insert(trx, waiting);
      restored += waiting.length;
      waiting = [];
    };
    for await (const line of lines) {
      number++;
      if (number === 1) {
        await begin(trx, read(headSchema, line, number).migrations);
      } else if (line !== '') {
        const row = read(rowSchema, line, number);
        if (waiting.length === ROWS || (waiting[0] && waiting[0].table !== row.table)) await flush();
        waiting.push(row);
      }
    }
    await flush();
    await migrate(trx);
    return restored;
  });
}

/** Makes the tables as they were when the dump was made. */
async function begin(trx: Kysely<Tables>, migrations: readonly string[]): Promise<void> {
  refuseNewer(migrations, 'The backup');
  if ((await appliedMigrations(trx)).length > 0) {
    throw new StoreError(
      'The database is in use already, and a backup is put into an empty one. Name a new file with DATABASE_PATH, or a new database with DATABASE_URL.',
    );
  }
  await migrate(trx, migrations.at(-1));
}

/** Rows of one table, which all have the same columns. */
async function insert(db: Kysely<Tables>, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first.row);
  const values = rows.map(({ row }) => sql`(${sql.join(columns.map(column => row[column] ?? null))})`);
  const names = sql.join(columns.map(column => sql.ref(column)));
  await sql`insert into ${sql.table(first.table)} (${names}) values ${sql.join(values)}`.execute(db);
}

function read<T>(schema: z.ZodType<T>, line: string, number: number): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch (error) {
    throw new StoreError(`Line ${number} of the file is not one of a backup of Offprint. Nothing was changed.`, error);
  }
}
