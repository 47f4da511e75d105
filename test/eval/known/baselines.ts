import { DatabaseSync } from 'node:sqlite';
import MiniSearch, { type SearchOptions } from 'minisearch';
import type { Paper } from '../../../src/papers/paper.ts';
import type { Search } from '../baselines.ts';
import { yearOf } from './forms.ts';

interface Entry {
  id: number;
  title: string;
  abstract: string;
  authors: string;
  year: string;
}

const FIELDS = ['title', 'abstract', 'authors', 'year'] as const;

/**
 * Whoever looks for a paper by its author needs an index that has authors: so these have them, and the year, as further
 * fields.
 */
export const KNOWN_ITEM_BASELINES: Readonly<Record<string, (papers: readonly Paper[]) => Search>> = {
  'minisearch defaults': papers => minisearch(papers, {}),
  'minisearch title ×2, prefix, fuzzy': papers => minisearch(papers, { boost: { title: 2 }, prefix: true, fuzzy: 0.2 }),
  'SQLite FTS5, porter, title ×2': sqliteFts,
};

function minisearch(papers: readonly Paper[], options: SearchOptions): Search {
  const index = new MiniSearch<Entry>({ fields: [...FIELDS], searchOptions: options });
  index.addAll(papers.map(entryOf));
  return (query, limit) =>
    index
      .search(query)
      .slice(0, limit)
      .flatMap(({ id }) => papers[id]?.id ?? []);
}

function sqliteFts(papers: readonly Paper[]): Search {
  const database = new DatabaseSync(':memory:');
  database.exec(`CREATE VIRTUAL TABLE papers USING fts5(${FIELDS.join(', ')}, tokenize = 'porter unicode61')`);
  const insert = database.prepare(
    'INSERT INTO papers (rowid, title, abstract, authors, year) VALUES (:id, :title, :abstract, :authors, :year)',
  );
  database.exec('BEGIN');
  for (const { id, ...texts } of papers.map(entryOf)) insert.run({ id: id + 1, ...texts });
  database.exec('COMMIT');
  const select = database.prepare('SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY bm25(papers, 2) LIMIT ?');
  return (query, limit) => {
    const words = query.match(/[\p{L}\p{N}]+/gu)?.map(word => `"${word}"`);
    if (!words) return [];
    return select.all(words.join(' OR '), limit).flatMap(({ rowid }) => papers[Number(rowid) - 1]?.id ?? []);
  };
}

function entryOf(paper: Paper, id: number): Entry {
  const { title, abstract, authors } = paper;
  return { id, title, abstract, authors: authors.join(', '), year: String(yearOf(paper) ?? '') };
}
