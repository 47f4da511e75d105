import { DatabaseSync } from 'node:sqlite';
import MiniSearch, { type SearchOptions } from 'minisearch';
import type { Paper } from '../../src/papers/paper.ts';

/** Ids of at most `limit` papers, the best first. */
export type Search = (query: string, limit: number) => string[];

interface Entry {
  id: number;
  title: string;
  abstract: string;
}

function minisearch(papers: readonly Paper[], options: SearchOptions): Search {
  const index = new MiniSearch<Entry>({ fields: ['title', 'abstract'], searchOptions: options });
  index.addAll(papers.map(({ title, abstract }, id) => ({ id, title, abstract })));
  return (query, limit) =>
    index
      .search(query)
      .slice(0, limit)
      .flatMap(({ id }) => papers[id]?.id ?? []);
}

/** minisearch as it comes. */
export function minisearchDefaults(papers: readonly Paper[]): Search {
  return minisearch(papers, {});
}

/** minisearch as bots usually set it up. */
export function minisearchFuzzy(papers: readonly Paper[]): Search {
  return minisearch(papers, { boost: { title: 2 }, prefix: true, fuzzy: 0.2 });
}

/** SQLite's full-text index: Porter's stems, BM25 with the title at twice its weight, the words joined by OR. */
export function sqliteFts(papers: readonly Paper[]): Search {
  return openFts(papers).search;
}

interface Fts {
  search: Search;
  /** For what is being typed: all words in the title, the last one perhaps unfinished. */
  complete: Search;
  bytes: number;
}

export function openFts(papers: readonly Paper[]): Fts {
  const database = new DatabaseSync(':memory:');
  database.exec("CREATE VIRTUAL TABLE papers USING fts5(title, abstract, tokenize = 'porter unicode61')");
  const insert = database.prepare('INSERT INTO papers (rowid, title, abstract) VALUES (?, ?, ?)');
  database.exec('BEGIN');
  papers.forEach(({ title, abstract }, place) => {
    insert.run(place + 1, title, abstract);
  });
  database.exec('COMMIT');
  const select = database.prepare('SELECT rowid FROM papers WHERE papers MATCH ? ORDER BY bm25(papers, 2, 1) LIMIT ?');
  const pages = database.prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size');
  const ask = (query: string, joined: (words: string[]) => string, limit: number) => {
    const words = query.match(/[\p{L}\p{N}]+/gu)?.map(word => `"${word}"`);
    if (!words) return [];
    return select.all(joined(words), limit).flatMap(({ rowid }) => papers[Number(rowid) - 1]?.id ?? []);
  };
  return {
    search: (query, limit) => ask(query, words => words.join(' OR '), limit),
    complete: (typed, limit) => ask(typed, words => `title : (${words.join(' AND ')} *)`, limit),
    bytes: Number(pages.get()?.bytes),
  };
}
