import { randomBytes } from 'node:crypto';
import pg from 'pg';
import pino from 'pino';
import { inject } from 'vitest';
import { openDatabase } from '../../src/store/index.ts';

/** A schema in the database of `TEST_DATABASE_URL`, in which a bot or a store is. */
export interface Schema {
  url: string;
  /** After the test, when all that used it is closed. */
  giveBack(): Promise<void>;
}

/** A schema as the migrations make it. */
interface Migrated {
  name: string;
  shape: string;
  /** What the migrations put in, as JSON, by table. */
  rows: ReadonlyMap<string, string>;
}

/** Migrated, and used by no test now. */
const free: Migrated[] = [];

/** A schema with nothing in it. */
export async function emptySchema(): Promise<Schema> {
  const name = await createSchema();
  return { url: urlOf(name), giveBack: () => administer(client => dropSchema(client, name)) };
}

/**
 * A schema that is up to date, and without data. The migrations take ten times as long as what most tests do, so
 * it is one that another test has used, emptied; but not one whose tables that test has changed.
 */
export async function migratedSchema(): Promise<Schema> {
  const schema = free.pop() ?? (await makeMigrated());
  return { url: urlOf(schema.name), giveBack: () => giveBack(schema) };
}

async function makeMigrated(): Promise<Migrated> {
  const name = await createSchema();
  await (await openDatabase({ url: urlOf(name), path: '', log: pino({ level: 'silent' }) })).close();
  return administer(async client => {
    const rows = new Map<string, string>();
    for (const table of await filledTables(client, name)) rows.set(table, await jsonOf(client, name, table));
    return { name, shape: await shapeOf(client, name), rows };
  });
}

async function giveBack(schema: Migrated): Promise<void> {
  const { name, shape, rows } = schema;
  await administer(async client => {
    await endConnections(client, name);
    if ((await shapeOf(client, name)) !== shape) return dropSchema(client, name);
    const filled = (await filledTables(client, name)).map(table => `${name}."${table}"`);
    if (filled.length > 0) await client.query(`truncate ${filled.join(', ')} cascade`);
    for (const [table, json] of rows) {
      const into = `${name}."${table}"`;
      await client.query(`insert into ${into} select * from json_populate_recordset(null::${into}, $1)`, [json]);
    }
    free.push(schema);
  });
}

async function createSchema(): Promise<string> {
  const name = `${inject('schemas')}${randomBytes(8).toString('hex')}`;
  await administer(client => client.query(`create schema ${name}`));
  return name;
}

/** Its connections have its name, and do not wait for the disk: what tests write need not outlive the server. */
function urlOf(schema: string): string {
  const url = new URL(process.env.TEST_DATABASE_URL ?? '');
  url.searchParams.set('options', `-c search_path=${schema} -c synchronous_commit=off`);
  url.searchParams.set('application_name', schema);
  return url.href;
}

/** Also those of a process that was killed, whose last statement the server may still be at. */
async function endConnections(client: pg.Client, schema: string): Promise<void> {
  await client.query('select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = $1', [
    schema,
  ]);
}

/** What the tables of a schema are like: equal for two schemas with the same history. */
async function shapeOf(client: pg.Client, schema: string): Promise<string> {
  const { rows } = await client.query<{ shape: string }>(SHAPE, [schema]);
  const applied = await jsonOf(client, schema, 'kysely_migration');
  return `${rows[0]?.shape} ${applied}`;
}

const SHAPE = `
  with ours as (select oid, relname, relkind from pg_class where relnamespace = $1::regnamespace)
  select md5(string_agg(line, ' ' order by line)) as shape from (
    select concat_ws(' ', relname, relkind, attname, atttypid, attnotnull, pg_get_expr(adbin, adrelid)) as line
      from ours join pg_attribute on attrelid = oid left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where attnum > 0 and not attisdropped
    union all select pg_get_constraintdef(oid) from pg_constraint where connamespace = $1::regnamespace
    union all select pg_get_indexdef(oid) from ours where relkind = 'i'
    union all select tgname from pg_trigger join ours on ours.oid = tgrelid where not tgisinternal
    union all select proname from pg_proc where pronamespace = $1::regnamespace
  ) as lines`;

async function filledTables(client: pg.Client, schema: string): Promise<string[]> {
  const { rows: tables } = await client.query<{ tablename: string }>(
    "select tablename from pg_tables where schemaname = $1 and tablename not like 'kysely%'",
    [schema],
  );
  const looks = tables.map(
    ({ tablename }) => `select '${tablename}' as name where exists (select from ${schema}."${tablename}")`,
  );
  const { rows } = await client.query<{ name: string }>(looks.join(' union all '));
  return rows.map(({ name }) => name);
}

async function jsonOf(client: pg.Client, schema: string, table: string): Promise<string> {
  const query = `select coalesce(json_agg(t order by t), '[]')::text as json from ${schema}."${table}" t`;
  const { rows } = await client.query<{ json: string }>(query);
  return rows[0]?.json ?? '[]';
}

async function dropSchema(client: pg.Client, schema: string): Promise<void> {
  await client.query(`drop schema ${schema} cascade`);
}

async function administer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
