import pg from 'pg';
import type { Paper } from '../../src/papers/paper.ts';

/** Candidates are looked for among conjunctions, then in what has the rarest words one by one. */
export interface PostgresCandidates {
  /** Ids of at most `limit` papers: those with all words first, then with all but the most common, and so on. */
  candidates(query: string, limit: number): Promise<string[]>;
  /** By PostgreSQL's own ranking, of all papers with a word of the query. */
  ranked(query: string, limit: number): Promise<string[]>;
  /** What {@link candidates} gives, with the terms of each, as ranking them elsewhere takes. */
  withTerms(query: string, limit: number): Promise<number>;
  megabytes(): Promise<number>;
  close(): Promise<void>;
}

const SCHEMA = 'offprint_candidates';
/** Rows a statement. */
const BATCH = 2_000;

/**
 * PostgreSQL as another's search engine: a full-text index (GIN) over titles and abstracts, and a table of how many
 * papers have each term, by which conjunctions are made of the rarest terms.
 */
export async function postgresCandidates(url: string, papers: Iterable<Paper>): Promise<PostgresCandidates> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`drop schema if exists ${SCHEMA} cascade`);
  await client.query(`create schema ${SCHEMA}`);
  await client.query(`set search_path = ${SCHEMA}`);
  await client.query(
    'create unlogged table paper (place serial primary key, id text not null, terms tsvector not null)',
  );
  let batch: Paper[] = [];
  const insert = async () => {
    await client.query(
      `insert into paper (id, terms)
       select id, setweight(to_tsvector('english', title), 'A') || to_tsvector('english', abstract)
       from unnest($1::text[], $2::text[], $3::text[]) as given (id, title, abstract)`,
      [batch.map(({ id }) => id), batch.map(({ title }) => title), batch.map(({ abstract }) => abstract)],
    );
    batch = [];
  };
  for (const paper of papers) {
    batch.push(paper);
    if (batch.length === BATCH) await insert();
  }
  await insert();
  await client.query('create index on paper using gin (terms)');
  await client.query('create unlogged table term as select word, ndoc from ts_stat($$select terms from paper$$)');
  await client.query('create unique index on term (word)');
  await client.query('analyze');

  /** The query's terms that papers have, the rarest first. */
  async function termsOf(query: string): Promise<string[]> {
    const { rows } = await client.query<{ word: string }>(
      `select word from term where word = any(tsvector_to_array(to_tsvector('english', $1))) order by ndoc, word`,
      [query],
    );
    return rows.map(({ word }) => word);
  }

  /** From all terms to the two rarest, then each alone from the rarest on. */
  async function placesOf(query: string, limit: number): Promise<Map<number, string>> {
    const terms = await termsOf(query);
    const found = new Map<number, string>();
    const conjunctions = terms.map((_, i) => terms.slice(0, terms.length - i));
    for (const wanted of [...conjunctions, ...terms.slice(1).map(term => [term])]) {
      const { rows } = await client.query<{ place: number; id: string }>(
        'select place, id from paper where terms @@ $1::tsquery limit $2',
        [wanted.map(quoted).join(' & '), limit],
      );
      for (const { place, id } of rows) if (found.size < limit) found.set(place, id);
      if (found.size >= limit) break;
    }
    return found;
  }

  return {
    candidates: async (query, limit) => [...(await placesOf(query, limit)).values()],
    async ranked(query, limit) {
      const terms = await termsOf(query);
      if (terms.length === 0) return [];
      const { rows } = await client.query<{ id: string }>(
        'select id from paper, cast($1 as tsquery) as asked where terms @@ asked order by ts_rank_cd(terms, asked, 1) desc, place limit $2',
        [terms.map(quoted).join(' | '), limit],
      );
      return rows.map(({ id }) => id);
    },
    async withTerms(query, limit) {
      const found = await placesOf(query, limit);
      const { rows } = await client.query('select terms from paper where place = any($1)', [[...found.keys()]]);
      return rows.length;
    },
    async megabytes() {
      const { rows } = await client.query<{ bytes: string }>(
        `select sum(pg_total_relation_size(quote_ident(schemaname) || '.' || quote_ident(tablename))) as bytes from pg_tables where schemaname = $1`,
        [SCHEMA],
      );
      return Number(rows[0]?.bytes) / 2 ** 20;
    },
    async close() {
      await client.query(`drop schema ${SCHEMA} cascade`);
      await client.end();
    },
  };
}

/** As a word of a tsquery is written. */
const quoted = (term: string) => `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
