import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type Kysely,
  PostgresDialect,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';
import { outsideText } from '../platform/outside-text.ts';
import { OwnSchema } from './own-schema.ts';

/**
 * Kysely's dialect with a driver that closes broken connections. The usual one gives a connection whose server went
 * silent in the middle of a statement back to the pool, and everyone after waits in vain behind that statement.
 */
export class ResilientPostgres extends PostgresDialect {
  readonly #pool: pg.Pool;
  constructor(pool: pg.Pool) {
    super({ pool });
    this.#pool = pool;
  }
  override createDriver(): Driver {
    return new ResilientDriver(this.#pool);
  }
  override createIntrospector(db: Kysely<unknown>): OwnSchema {
    return new OwnSchema(db);
  }
}

class ResilientDriver implements Driver {
  readonly #pool: pg.Pool;
  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<Connection> {
    return new Connection(await this.#pool.connect());
  }
  async beginTransaction(connection: Connection, { isolationLevel }: TransactionSettings): Promise<void> {
    const level = isolationLevel ? ` isolation level ${isolationLevel}` : '';
    await connection.executeQuery(CompiledQuery.raw(`begin${level}`));
  }
  async commitTransaction(connection: Connection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }
  async rollbackTransaction(connection: Connection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }
  async releaseConnection(connection: Connection): Promise<void> {
    connection.release();
  }
  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

/** One use of a connection, from taking it out of the pool to giving it back. */
class Connection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  #broken: Error | undefined;
  constructor(client: pg.PoolClient) {
    this.#client = client;
    // While it is in use the pool does not listen; what breaks then also fails the statement, or the next one.
    client.on('error', this.#onError);
  }
  readonly #onError = (error: Error): void => {
    this.#broken = error;
  };
  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#broken) throw this.#broken;
    try {
      const { rows, rowCount } = await this.#client.query(sql, parameters.map(storable));
      return { rows, ...(rowCount !== null && { numAffectedRows: BigInt(rowCount) }) };
    } catch (error) {
      // What the server itself objects to leaves the connection sound; anything else is silence or a broken line.
      if (error instanceof Error && !(error instanceof pg.DatabaseError)) this.#broken = error;
      throw error;
    }
  }
  // biome-ignore lint/correctness/useYield: there is nothing to yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Rows are not streamed from PostgreSQL.');
  }
  release(): void {
    this.#client.off('error', this.#onError);
    this.#client.release(this.#broken !== undefined);
  }
}

function storable(value: unknown): unknown {
  return typeof value === 'string' ? outsideText(value) : value;
}
