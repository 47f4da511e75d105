import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import { serialise } from '../papers/collection.ts';
import { normaliseTitle, type Paper, paperSchema } from '../papers/paper.ts';
import type { Incoming } from '../papers/prepare.ts';
import { authorKey } from '../papers/words.ts';
import type { NameKind } from './paper-tables.ts';
import type { Tables } from './schema.ts';
import { parseStored } from './stored-json.ts';

export type PaperRow = Selectable<Tables['paper']>;

export interface Name {
  kind: NameKind;
  name: string;
}

/** Values in one statement: SQLite takes 32,766, PostgreSQL 65,535; and a statement must not hold up the event loop. */
const VALUES = 1_000;
/** Authors of whom the titles are read in one statement: each may have some 200. */
const AUTHORS = 100;
/** Fields that a newer program adds are passed over. */
const rowSchema = paperSchema.strip();

/** The line of a paper, by which a change of it is noticed. */
export function lineOf(paper: Paper): string {
  return serialise([paper]).trimEnd();
}

export function fromRow({ data }: Pick<PaperRow, 'data'>): Paper {
  return parseStored(rowSchema, data, 'a paper');
}

/** Of the latest change; 0 when there never was one. */
export async function latestRevision(db: Kysely<Tables>): Promise<number> {
  const last = await db
    .selectFrom('paper')
    .select(({ fn }) => fn.max('revision').as('revision'))
    .executeTakeFirst();
  return last?.revision ?? 0;
}

/** What an incoming paper is recognised by. */
export function namesOf({ arxivId, doi, title }: Pick<Incoming, 'arxivId' | 'doi' | 'title'>): Name[] {
  return [
    ...(arxivId ? [{ kind: 'arxiv' as const, name: arxivId }] : []),
    ...(doi ? [{ kind: 'doi' as const, name: doi }] : []),
    // Titles can be longer than an index takes.
    { kind: 'title', name: createHash('sha256').update(normaliseTitle(title)).digest('base64url') },
  ];
}

export function authorsOf({ authors }: Pick<Paper, 'authors'>): Name[] {
  return [...new Set(authors.map(author => storable(authorKey(author)).slice(0, 100)))].map(name => ({
    kind: 'author',
    name,
  }));
}

export async function rowsWithIds(db: Kysely<Tables>, ids: readonly string[]): Promise<PaperRow[]> {
  const found: PaperRow[] = [];
  for await (const some of chunks([...new Set(ids)], VALUES)) {
    found.push(...(await db.selectFrom('paper').selectAll().where('id', 'in', some).execute()));
  }
  return found;
}

export async function idsWithNames(db: Kysely<Tables>, names: readonly Name[]): Promise<string[]> {
  const found = new Set<string>();
  for (const [kind, same] of Map.groupBy(names, name => name.kind)) {
    for await (const some of chunks(distinct(same), VALUES)) {
      const query = db.selectFrom('paper_name').select('paper_id').where('kind', '=', kind).where('name', 'in', some);
      for (const { paper_id } of await query.execute()) found.add(paper_id);
    }
  }
  return [...found];
}

/** The ids and titles of papers by author; of an author with more than `most` papers, none. */
export async function titlesByAuthor(
  db: Kysely<Tables>,
  authors: readonly Name[],
  most: number,
): Promise<Map<string, { id: string; title: string }[]>> {
  const rows: { name: string; id: string; title: string }[] = [];
  for await (const some of chunks(distinct(authors), AUTHORS)) {
    const rare = db
      .selectFrom('paper_name')
      .select('name')
      .where('kind', '=', 'author')
      .where('name', 'in', some)
      .groupBy('name')
      .having(({ fn }) => fn.countAll(), '<=', most);
    const found = await db
      .selectFrom('paper_name')
      .innerJoin('paper', 'paper.id', 'paper_name.paper_id')
      .select(['paper_name.name', 'paper.id', 'paper.title'])
      .where('kind', '=', 'author')
      .where('name', 'in', rare)
      .where('removed', '=', 0)
      .execute();
    rows.push(...found);
  }
  return Map.groupBy(rows, ({ name }) => name);
}

/** A paper as it is to be; `named`: what it is known by has changed. */
export interface Written {
  paper: Paper;
  removed: boolean;
  named: boolean;
}

/** Writes papers, each with the next revision. */
export async function write(trx: Transaction<Tables>, papers: readonly Written[]): Promise<void> {
  const first = (await latestRevision(trx)) + 1;
  const rows = papers.map(
    ({ paper, removed }, i): Insertable<Tables['paper']> => ({
      id: paper.id,
      revision: first + i,
      first_revision: first + i,
      title: storable(paper.title),
      data: lineOf(paper),
      removed: removed ? 1 : 0,
    }),
  );
  for await (const some of chunks(rows, VALUES / 6)) {
    await trx
      .insertInto('paper')
      .values(some)
      .onConflict(conflict =>
        conflict.column('id').doUpdateSet(({ ref }) => ({
          revision: ref('excluded.revision'),
          title: ref('excluded.title'),
          data: ref('excluded.data'),
          removed: ref('excluded.removed'),
        })),
      )
      .execute();
  }
  const renamed = papers.filter(({ named }) => named).map(({ paper }) => paper);
  for await (const some of chunks(renamed, VALUES)) {
    await trx
      .deleteFrom('paper_name')
      .where(
        'paper_id',
        'in',
        some.map(({ id }) => id),
      )
      .execute();
  }
  const names = renamed.flatMap(paper =>
    [...namesOf(paper), ...authorsOf(paper)].map(name => ({ ...name, paper_id: paper.id })),
  );
  for await (const some of chunks(names, VALUES / 3)) await trx.insertInto('paper_name').values(some).execute();
}

/** PostgreSQL takes no text with the character 0. */
function storable(text: string): string {
  return text.replaceAll('\0', ' ');
}

function distinct(names: readonly Name[]): string[] {
  return [...new Set(names.map(({ name }) => name))];
}

/** Some at a time; before each everything else that waits has its turn, since SQLite works in this thread. */
async function* chunks<T>(all: readonly T[], size: number): AsyncGenerator<T[]> {
  const step = Math.floor(size);
  for (let first = 0; first < all.length; first += step) {
    await setImmediate();
    yield all.slice(first, first + step);
  }
}
