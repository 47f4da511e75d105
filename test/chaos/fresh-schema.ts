import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Target } from '../store/each-store.ts';

/** A new schema in a database that is there. */
export async function freshSchema(base: string): Promise<Target> {
  const schema = `chaos_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: base });
  await client.connect();
  await client.query(`create schema ${schema}`);
  await client.end();
  const target = new URL(base);
  target.searchParams.set('options', `-c search_path=${schema}`);
  return { url: target.href, path: 'unused' };
}
