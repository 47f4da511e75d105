import type { Paper } from '../../../src/papers/paper.ts';
import type { Search } from '../baselines.ts';
import type { JudgedQuery } from '../judged.ts';
import { bootstrap, type Metrics, mean, measure } from '../metrics.ts';
import { KNOWN_ITEM_BASELINES } from './baselines.ts';

/** Below, a paper counts as not found. */
const DEPTH = 100;

interface Result {
  name: string;
  perQuery: Metrics[];
}

/**
 * Success@1 and MRR of each form of query, and how far ahead in MRR of each baseline with the 95 % interval of the
 * paired differences.
 */
export function printKnownItems(
  heading: string,
  papers: readonly Paper[],
  queries: readonly JudgedQuery[],
  own: Search,
): void {
  const engines = [
    ['Offprint', own] as const,
    ...Object.entries(KNOWN_ITEM_BASELINES).map(([name, make]) => [name, make(papers)] as const),
  ];
  for (const half of ['tune', 'report'] as const) {
    const these = queries.filter(query => query.half === half);
    const results = engines.map(([name, search]) => ({ name, perQuery: these.map(query => ask(search, query)) }));
    console.log(`\n${heading}: ${papers.length} papers, ${these.length} queries of the half “${half}”\n`);
    printTable(these, results);
  }
}

function ask(search: Search, { text, judged }: JudgedQuery): Metrics {
  return measure(search(text, DEPTH), judged);
}

function printTable(queries: readonly JudgedQuery[], [own, ...others]: readonly Result[]): void {
  if (!own) return;
  const names = [own, ...others].map(({ name }) => name);
  const leads = others.map(({ name }) => `lead over ${name}`);
  console.log(`| success@1 / MRR | n | ${[...names, ...leads].join(' | ')} |`);
  console.log(`|---|---|${'---|'.repeat(names.length + leads.length)}`);
  const kinds = [...Map.groupBy(queries.keys(), place => queries[place]?.kind ?? '')];
  for (const [kind, places] of [...kinds, ['all', [...queries.keys()]] as const]) {
    const figures = [own, ...others].map(({ perQuery }) => {
      const these = places.flatMap(place => perQuery[place] ?? []);
      return `${mean(these.map(({ success1 }) => success1)).toFixed(3)} / ${mean(these.map(({ mrr }) => mrr)).toFixed(3)}`;
    });
    const ahead = others.map(({ perQuery }) =>
      lead(places.map(place => (own.perQuery[place]?.mrr ?? 0) - (perQuery[place]?.mrr ?? 0))),
    );
    console.log(`| ${kind} | ${places.length} | ${[...figures, ...ahead].join(' | ')} |`);
  }
}

function lead(differences: readonly number[]): string {
  const { low, high } = bootstrap(differences);
  return `${signed(mean(differences))} (${signed(low)} to ${signed(high)})`;
}

export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
