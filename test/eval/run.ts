import { stat } from 'node:fs/promises';
import type { Paper } from '../../src/papers/paper.ts';
import { readCorpus } from '../../src/search/corpus.ts';
import { buildIndex } from '../../src/search/index.ts';
import { minisearchDefaults, minisearchFuzzy, type Search, sqliteFts } from './baselines.ts';
import { type JudgedQuery, ownTest, readFolder } from './judged.ts';
import { generatedQueries, writtenQueries } from './known/queries.ts';
import { printKnownItems, signed } from './known/report.ts';
import { knownItems } from './known-items.ts';
import { bootstrap, type Metrics, mean, measure } from './metrics.ts';
import { relatedScores } from './related.ts';

/** As deep as recall is measured. */
const DEPTH = 100;
const BASELINES = {
  'minisearch defaults': minisearchDefaults,
  'minisearch title ×2, prefix, fuzzy': minisearchFuzzy,
  'SQLite FTS5, porter, title ×2': sqliteFts,
};

/**
 * Without arguments the project's own queries; with a folder those in it; with a file the search for single papers of
 * it, by queries that are made of them, and by those of a second file.
 */
const [path, queriesPath] = process.argv.slice(2);
if (path === undefined) await evaluateOwn();
else if ((await stat(path)).isDirectory()) await evaluateFolder(path);
else await evaluateKnownItems(path, (await readCorpus(path)).papers, queriesPath);

async function evaluateFolder(path: string): Promise<void> {
  const { papers, queries } = await readFolder(path);
  print(`${path}: ${papers.length} papers, ${queries.length} queries`, await compare(papers, queries));
  const single = knownItems(papers);
  print(
    `${path}: the one paper from which a sentence was taken, ${single.queries.length} queries`,
    await compare(single.papers, single.queries),
  );
}

async function evaluateOwn(): Promise<void> {
  const { papers, queries } = await ownTest();
  for (const half of ['tune', 'report'] as const) {
    const these = queries.filter(query => query.half === half);
    const results = await compare(papers, these);
    print(`${papers.length} papers, ${these.length} queries of the half “${half}”`, results);
    printKinds(these, results);
  }
  await printRelated(papers);
  await evaluateKnownItems('single papers', papers);
}

async function evaluateKnownItems(heading: string, papers: readonly Paper[], written?: string): Promise<void> {
  const search = await ownSearch(papers);
  printKnownItems(heading, papers, generatedQueries(papers), search);
  if (written !== undefined)
    printKnownItems(`${heading}, by hand`, papers, await writtenQueries(written, papers), search);
}

interface Result {
  name: string;
  perQuery: Metrics[];
}

async function compare(papers: readonly Paper[], queries: readonly JudgedQuery[]): Promise<Result[]> {
  const own = await ownSearch(papers);
  const baselines = Object.entries(BASELINES).map(([name, make]) => [name, make(papers)] as const);
  return [['Offprint', own] as const, ...baselines].map(([name, search]) => ({
    name,
    perQuery: queries.map(({ text, judged }) => measure(search(text, DEPTH), judged)),
  }));
}

async function ownSearch(papers: readonly Paper[]): Promise<Search> {
  const index = await buildIndex(papers);
  await index.settled;
  return (query, limit) => index.search(query, { limit }).hits.map(hit => hit.paper.id);
}

function print(heading: string, results: readonly Result[]): void {
  console.log(`\n${heading}\n`);
  console.log('| | nDCG@10 | recall@100 | MRR | success@1 | Offprint’s lead in nDCG@10 (95 %) |');
  console.log('|---|---|---|---|---|---|');
  const [own] = results;
  for (const { name, perQuery } of results) {
    const of = (key: keyof Metrics) => mean(perQuery.map(metrics => metrics[key])).toFixed(3);
    const lead = perQuery.map((metrics, i) => (own?.perQuery[i]?.ndcg10 ?? 0) - metrics.ndcg10);
    const { low, high } = bootstrap(lead);
    const shown = name === own?.name ? '' : `${signed(mean(lead))} (${signed(low)} to ${signed(high)})`;
    console.log(`| ${name} | ${of('ndcg10')} | ${of('recall100')} | ${of('mrr')} | ${of('success1')} | ${shown} |`);
  }
}

function printKinds(queries: readonly JudgedQuery[], results: readonly Result[]): void {
  console.log(`\nnDCG@10 by kind\n\n| | n | ${results.map(({ name }) => name).join(' | ')} |`);
  console.log(`|---|---|${'---|'.repeat(results.length)}`);
  const kinds = Map.groupBy(queries.keys(), place => queries[place]?.kind ?? '');
  for (const [kind, places] of kinds) {
    const cells = results.map(({ perQuery }) => mean(places.map(place => perQuery[place]?.ndcg10 ?? 0)).toFixed(3));
    console.log(`| ${kind} | ${places.length} | ${cells.join(' | ')} |`);
  }
}

async function printRelated(papers: readonly Paper[]): Promise<void> {
  const index = await buildIndex(papers);
  await index.settled;
  const scores = await relatedScores(index, DEPTH);
  console.log(`\nRelated papers: nDCG@10 ${mean(scores).toFixed(3)} over ${scores.length} papers`);
}
