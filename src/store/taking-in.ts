import type { Kysely, Transaction } from 'kysely';
import type { KeptApart } from '../papers/kept-apart.ts';
import { Draft } from '../papers/merge.ts';
import { newPaperId, type Paper } from '../papers/paper.ts';
import type { Incoming } from '../papers/prepare.ts';
import { COMMON_NAME, linkVersions, wordsAlike } from '../papers/versions.ts';
import { words } from '../papers/words.ts';
import { inSlices } from '../platform/slices.ts';
import {
  authorsOf,
  fromRow,
  idsWithNames,
  lineOf,
  namesOf,
  type PaperRow,
  rowsWithIds,
  titlesByAuthor,
  type Written,
  write,
} from './paper-rows.ts';
import type { Tables } from './schema.ts';

export interface Upserted {
  /**
   * For each of the batch the id of its paper. Undefined: passed over, having no abstract and naming no paper of the
   * collection, or naming one that was removed.
   */
  ids: (string | undefined)[];
  /** Ids of papers that were not there before. */
  added: string[];
  /** Ids of papers of the batch of which something is different now. */
  changed: string[];
  unchanged: string[];
  /** Papers that are new, although another one has their identifier or title. */
  keptApart: readonly KeptApart[];
}

/** What a batch makes of the collection as it was read. */
export interface Prepared {
  upserted: Upserted;
  written: Written[];
}

/**
 * Works out in slices what a batch changes, and changes nothing. It holds for as long as the collection keeps its
 * revision.
 */
export async function prepareBatch(
  db: Kysely<Tables>,
  batch: readonly Incoming[],
  bringBack: boolean,
): Promise<Prepared> {
  const { ids, papers, before, keptApart } = await merged(db, batch, bringBack);
  const touched = await thoseThatDiffer(papers, before);
  const different = await thoseThatDiffer(await withVersions(db, touched, before), before);
  const written: Written[] = [];
  await inSlices(different, paper =>
    written.push({ paper, removed: false, named: !sameNames(paper, before.get(paper.id)) }),
  );
  const inBatch = new Set(ids.filter(id => id !== undefined));
  const differentIds = new Set(different.map(({ id }) => id));
  const wasThere = (id: string) => before.get(id)?.removed === 0;
  const upserted = {
    ids,
    added: [...inBatch].filter(id => !wasThere(id)),
    changed: [...inBatch].filter(id => wasThere(id) && differentIds.has(id)),
    unchanged: [...inBatch].filter(id => wasThere(id) && !differentIds.has(id)),
    keptApart,
  };
  return { upserted, written };
}

/** Removes papers, and what points to them as versions. The caller holds the collection for itself. */
export async function takeOut(trx: Transaction<Tables>, ids: readonly string[]): Promise<string[]> {
  const rows = (await rowsWithIds(trx, ids)).filter(({ removed }) => removed === 0);
  const gone = new Set(rows.map(({ id }) => id));
  const removed = rows.map(row => ({ paper: fromRow(row), removed: true, named: false }));
  const versions = removed.flatMap(({ paper }) => paper.versions ?? []).filter(id => !gone.has(id));
  const left = (await rowsWithIds(trx, versions)).map(row => ({
    paper: without(fromRow(row), gone),
    removed: row.removed === 1,
    named: false,
  }));
  await write(trx, [...removed, ...left]);
  return [...gone];
}

interface Merged {
  ids: Upserted['ids'];
  /** The papers of the batch as they are to be. */
  papers: Paper[];
  /** What was there, by id. */
  before: Map<string, PaperRow>;
  keptApart: readonly KeptApart[];
}

async function merged(db: Kysely<Tables>, batch: readonly Incoming[], bringBack: boolean): Promise<Merged> {
  const before = new Map<string, PaperRow>();
  const load = async (ids: readonly string[]) => {
    const rows = await rowsWithIds(
      db,
      ids.filter(id => !before.has(id)),
    );
    for (const row of rows) before.set(row.id, row);
    return rows.length;
  };
  await load([
    ...(await idsWithNames(db, batch.flatMap(namesOf))),
    ...batch.flatMap(({ id, title }) => [newPaperId(title), ...(id === undefined ? [] : [id])]),
  ]);
  for (;;) {
    const gone = new Draft();
    const draft = new Draft([], gone);
    await inSlices(before.values(), row => (row.removed === 1 ? gone : draft).put(fromRow(row)));
    const ids: Upserted['ids'] = Array(batch.length).fill(undefined);
    // Records without an abstract only add to a paper, wherever in the batch it stands.
    const order = [...batch.entries()].sort(([, a], [, b]) => (a.abstract ? 0 : 1) - (b.abstract ? 0 : 1));
    await inSlices(order, ([at, one]) => {
      if (bringBack || draft.find(one) || !gone.find(one)) ids[at] = draft.take(one);
    });
    const taken = new Set(ids);
    // The id of a new paper may by chance be that of another, which must then be seen as well.
    const others = await load([...taken].filter(id => id !== undefined));
    const { keptApart } = draft;
    if (others === 0) return { ids, papers: draft.papers().filter(({ id }) => taken.has(id)), before, keptApart };
  }
}

/**
 * The papers, and those that now point to them as versions of the same work. What it reads along with them is put into
 * `before`.
 */
async function withVersions(
  db: Kysely<Tables>,
  touched: readonly Paper[],
  before: Map<string, PaperRow>,
): Promise<Paper[]> {
  const own = new Set(touched.map(({ id }) => id));
  const alike = await maybeVersions(db, touched);
  const named = touched.flatMap(({ versions }) => versions ?? []);
  const rows = await rowsWithIds(
    db,
    [...alike, ...named].filter(id => !before.has(id)),
  );
  for (const row of rows) before.set(row.id, row);
  const others: Paper[] = [];
  await inSlices(before.values(), row => {
    if (row.removed === 0 && !own.has(row.id)) others.push(fromRow(row));
  });
  const there = new Set([...own, ...others.map(({ id }) => id)]);
  const known = touched.map(paper => ({ ...paper, versions: (paper.versions ?? []).filter(id => there.has(id)) }));
  return linkVersions([...known, ...others], () => true);
}

/** Ids of papers that have an author and most words of the title in common with one of these. */
async function maybeVersions(db: Kysely<Tables>, papers: readonly Paper[]): Promise<Set<string>> {
  const byAuthor = await titlesByAuthor(db, papers.flatMap(authorsOf), COMMON_NAME);
  const wordsOf = new Map<string, Set<string>>();
  const titleWords = (title: string) => {
    const known = wordsOf.get(title) ?? words(title);
    wordsOf.set(title, known);
    return known;
  };
  const found = new Set<string>();
  await inSlices(papers, paper => {
    const own = titleWords(paper.title);
    for (const { name } of authorsOf(paper)) {
      for (const { id, title } of byAuthor.get(name) ?? []) if (wordsAlike(own, titleWords(title))) found.add(id);
    }
  });
  return found;
}

async function thoseThatDiffer(papers: readonly Paper[], before: ReadonlyMap<string, PaperRow>): Promise<Paper[]> {
  const different: Paper[] = [];
  await inSlices(papers, paper => {
    if (lineOf(paper) !== aliveLine(before.get(paper.id))) different.push(paper);
  });
  return different;
}

function aliveLine(row: PaperRow | undefined): string | undefined {
  return row?.removed === 0 ? row.data : undefined;
}

function sameNames(paper: Paper, row: PaperRow | undefined): boolean {
  const all = (one: Paper) => JSON.stringify([namesOf(one), authorsOf(one)]);
  return row !== undefined && all(fromRow(row)) === all(paper);
}

function without(paper: Paper, gone: ReadonlySet<string>): Paper {
  const { versions, ...rest } = paper;
  const left = (versions ?? []).filter(id => !gone.has(id));
  return left.length > 0 ? { ...rest, versions: left } : rest;
}
