import { type Kysely, sql } from 'kysely';
import { type BackupRow, backupLines, backupParts } from './backup-lines.ts';
import type { Database } from './database.ts';
import { appliedMigrations, migrate, refuseNewer, tableNames } from './migrations.ts';
import type { Tables } from './schema.ts';
import { StoreError } from './store-error.ts';

/**
 * Tables in an order in which rows can be put back: none refers to a later one. Leases, notices on their way and what
 * can be undone are of the moment: they are left out.
 */
export const TABLES = [
  'kept_text',
  'subscription',
  'delivery',
  'delivery_paper',
  'club',
  'club_organiser',
  'club_holiday',
  'club_nomination',
  'club_session',
  'club_candidate',
  'club_vote',
  'club_member',
  'club_pass',
  'club_attendance',
  'club_question',
  'club_reading',
  'paper_note',
  'club_event',
  'club_event_left',
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

const EMPTY =
  'There is nothing to back up: the database is empty. If Offprint has run with it before, it is damaged, or it is another one: put the last backup into a new database, npm run restore -- <backup> (docs/backup.md).';

/** Rows read or put back by one statement: PostgreSQL takes 65,535 parameters, SQLite 32,766. */
const ROWS = 500;

type Table = (typeof TABLES)[number];
type Row = BackupRow['row'];

/**
 * Everything in the database as JSON lines, of one moment; the bot may go on meanwhile. The same form for both
 * databases, so that one can be put back into the other.
 * @returns How many rows.
 * @throws {StoreError} when there is nothing yet.
 */
export async function dump(
  { db }: Pick<Database, 'db'>,
  use: (lines: AsyncIterable<string>) => Promise<void>,
): Promise<number> {
  let counted = 0;
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async trx => {
      const migrations = await appliedMigrations(trx);
      if (migrations.length === 0) throw new StoreError(EMPTY);
      const there = await tableNames(trx);
      async function* everything() {
        for (const table of TABLES.filter(name => there.has(name))) {
          for await (const rows of pages(trx, table)) {
            counted += rows.length;
            yield rows.map(row => ({ table, row }));
          }
        }
      }
      await use(backupLines(migrations, everything()));
    });
  return counted;
}

async function* pages(db: Kysely<Tables>, table: Table): AsyncGenerator<Row[]> {
  const key = LARGE.get(table);
  if (!key) {
    yield (await sql<Row>`select * from ${sql.table(table)}`.execute(db)).rows;
    return;
  }
  const columns = sql.join(key.map(column => sql.ref(column)));
  for (let last: Row | undefined; ; ) {
    const after = last && sql`where (${columns}) > (${sql.join(key.map(column => last?.[column]))})`;
    const page = sql<Row>`select * from ${sql.table(table)} ${after ?? sql``} order by ${columns} limit ${ROWS}`;
    const { rows } = await page.execute(db);
    last = rows.at(-1);
    if (!last) return;
    yield rows;
  }
}

/**
 * Puts a dump into an empty database and brings it up to date, all of it or nothing.
 * @returns How many rows.
 * @throws {StoreError} when the database is not empty, or the text is no dump, one of a newer program, or not whole.
 */
export function restore({ db }: Pick<Database, 'db'>, lines: AsyncIterable<string>): Promise<number> {
  return db.transaction().execute(async trx => {
    let restored = 0;
    let waiting: BackupRow[] = [];
    const flush = async () => {
      await insert(trx, waiting);
      restored += waiting.length;
      waiting = [];
    };
    for await (const part of backupParts(lines, TABLES)) {
      if ('migrations' in part) await begin(trx, part.migrations);
      else {
        if (waiting.length === ROWS || (waiting[0] && waiting[0].table !== part.table)) await flush();
        waiting.push(part);
      }
    }
    await flush();
    await migrate(trx);
    return restored;
  });
}

/**
 * Reads a backup to its end without using it.
 * @returns Whether it says that it is whole; an older backup, without an end mark, cannot.
 * @throws {StoreError} when it is none, or is not whole.
 */
export async function checkBackup(lines: AsyncIterable<string>): Promise<boolean> {
  let whole = false;
  for await (const part of backupParts(lines, TABLES)) if ('migrations' in part) whole = part.ends;
  return whole;
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
async function insert(db: Kysely<Tables>, rows: readonly BackupRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first.row);
  const values = rows.map(({ row }) => sql`(${sql.join(columns.map(column => row[column] ?? null))})`);
  const names = sql.join(columns.map(column => sql.ref(column)));
  try {
    await sql`insert into ${sql.table(first.table)} (${names}) values ${sql.join(values)}`.execute(db);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const why = error instanceof Error ? error.message : error;
    throw new StoreError(
      `Rows of the backup (table ${first.table}) could not be written to the database: ${why}. Nothing was changed.`,
      error,
    );
  }
}
