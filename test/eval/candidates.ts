/**
 * `npm run eval:candidates -- <folder>` or `-- --papers <n>`: PostgreSQL's full-text index as what finds candidates for
 * Offprint's ranking, over the database of TEST_DATABASE_URL. With a folder of judged queries: how many relevant papers
 * are among 100 and 1,000 candidates, beside Offprint's own, and nDCG@10 of Offprint's ranking of them alone. With a
 * number: how long candidates take among so many made-up papers, by the clock on the wall. Reported, never asserted.
 */
import { parseArgs } from 'node:util';
import { loadCollection } from '../../src/papers/index.ts';
import { buildIndex } from '../../src/search/index.ts';
import { madePapers } from '../bench/made-papers.ts';
import { KINDS, queriesOf } from '../bench/search-queries.ts';
import { readFolder } from './judged.ts';
import { mean, measure } from './metrics.ts';
import { postgresCandidates } from './postgres-candidates.ts';

const LIMITS = [100, 1_000];
/** Papers of which queries are made. */
const SAMPLES = 2_000;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { papers: { type: 'string' } } });
const url = process.env.TEST_DATABASE_URL;
const [folder] = positionals;
if (url === undefined || (folder === undefined) === (values.papers === undefined)) {
  console.error('Set TEST_DATABASE_URL, and give a folder of judged queries, or --papers and a number.');
  process.exitCode = 1;
} else if (folder !== undefined) await quality(url, folder);
else await speed(url, Number(values.papers));

interface Among {
  recall: number;
  ownRecall: number;
  ndcg: number;
}

interface Row {
  own: number;
  theirs: number;
  among: readonly Among[];
}

async function quality(url: string, folder: string): Promise<void> {
  const { papers, queries } = await readFolder(folder);
  const index = await buildIndex(papers);
  await index.settled;
  const postgres = await postgresCandidates(url, papers);
  const rows: Row[] = [];
  for (const { text, judged } of queries) {
    const own = index.search(text, { limit: papers.length }).hits.map(({ paper }) => paper.id);
    const theirs = await postgres.ranked(text, LIMITS[0] ?? 0);
    const among: Among[] = [];
    for (const limit of LIMITS) {
      const candidates = new Set(await postgres.candidates(text, limit));
      const relevant = [...judged.keys()].filter(id => judged.get(id));
      const share = (found: (id: string) => boolean) => relevant.filter(found).length / Math.max(1, relevant.length);
      const first = new Set(own.slice(0, limit));
      among.push({
        recall: share(id => candidates.has(id)),
        ownRecall: share(id => first.has(id)),
        ndcg: measure(
          own.filter(id => candidates.has(id)),
          judged,
        ).ndcg10,
      });
    }
    rows.push({ own: measure(own, judged).ndcg10, theirs: measure(theirs, judged).ndcg10, among });
  }
  await postgres.close();
  await index.close();
  const of = (value: (row: Row) => number | undefined) => mean(rows.map(row => value(row) ?? 0)).toFixed(3);
  console.log(`\n${folder}: ${papers.length} papers, ${queries.length} queries\n`);
  console.log('| candidates | recall, PostgreSQL | recall, Offprint | nDCG@10, Offprint’s ranking of PostgreSQL’s |');
  console.log('|---|---|---|---|');
  LIMITS.forEach((limit, i) => {
    const cells = [of(row => row.among[i]?.recall), of(row => row.among[i]?.ownRecall), of(row => row.among[i]?.ndcg)];
    console.log(`| ${limit} | ${cells.join(' | ')} |`);
  });
  console.log(
    `\nnDCG@10 of Offprint over all papers ${of(row => row.own)}, of PostgreSQL’s own ranking ${of(row => row.theirs)}`,
  );
}

async function speed(url: string, count: number): Promise<void> {
  const own = await loadCollection('data/papers.jsonl');
  const begun = performance.now();
  const postgres = await postgresCandidates(url, madePapers(own, count));
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.log(`\n${count} papers: ${seconds} s to make, ${(await postgres.megabytes()).toFixed(0)} MB\n`);
  console.log('| queries | candidates, ms p50 / p99 | with their terms, ms p50 / p99 |\n|---|---|---|');
  const samples = [...madePapers(own, SAMPLES)];
  for (const kind of KINDS.slice(0, 2)) {
    const queries = queriesOf(samples, kind);
    const candidates = await timesOf(queries, query => postgres.candidates(query, 1_000));
    const whole = await timesOf(queries, query => postgres.withTerms(query, 1_000));
    console.log(`| ${kind} | ${candidates} | ${whole} |`);
  }
  await postgres.close();
}

async function timesOf(queries: readonly string[], ask: (query: string) => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (const query of queries) {
    const begun = performance.now();
    await ask(query);
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  return `${at(0.5)} / ${at(0.99)}`;
}
