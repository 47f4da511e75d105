import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { loadCollection } from '../../src/papers/index.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { buildIndex, openDiskIndex, type SearchAnswer, type SearchIndex } from '../../src/search/index.ts';
import { hostileQueries } from './queries.ts';
import type { Outcome } from './suite.ts';

/**
 * The worst queries, to the index in memory and the one on disk: each is answered, with papers of the collection. What
 * they cost: `npm run bench:worst`.
 */
export async function attackSearches(seed: number, count: number): Promise<Outcome> {
  const papers = await loadCollection('data/papers.jsonl');
  const directory = mkdtempSync(join(tmpdir(), 'offprint-attack-'));
  const indexes = { memory: await buildIndex(papers), disk: await onDisk(directory, papers) };
  const known = new Set(papers.map(({ id }) => id));
  const findings: string[] = [];
  for (const { kind, text } of hostileQueries(papers, count, seed)) {
    for (const [place, index] of Object.entries(indexes)) {
      const what = `${place}, ${kind}: ${JSON.stringify(text.slice(0, 500))}`;
      try {
        for (const wrong of wrongWith(index, text, known)) findings.push(`${what}: ${wrong}`);
      } catch (error) {
        findings.push(`${what}: ${error instanceof Error ? error.stack : error}`);
      }
    }
  }
  for (const index of Object.values(indexes)) await index.close();
  rmSync(directory, { recursive: true, force: true });
  return { tried: count, findings };
}

function wrongWith(index: SearchIndex, text: string, known: ReadonlySet<string>): string[] {
  const answers: SearchAnswer[] = [
    index.search(text, { limit: 5 }),
    index.search(text, { limit: 5, sort: 'newest', topic: text, author: text }),
    index.search('model', { limit: 5, offset: 990, author: text }),
  ];
  const wrong = answers.flatMap(({ hits, total, near }) => [
    ...(Number.isSafeInteger(total) && total + near >= hits.length
      ? []
      : [`a total of ${total} and ${near} near for ${hits.length} hits`]),
    ...hits.flatMap(({ paper, score, snippet }) => {
      if (!known.has(paper.id)) return ['a paper of no collection'];
      if (!Number.isFinite(score)) return [`the score ${score}`];
      return paper.abstract.includes(snippet.map(span => span.text).join('')) ? [] : ['a snippet of no abstract'];
    }),
  ]);
  const named = index.resolve(text);
  const papers: Paper[] = 'papers' in named ? named.papers : 'paper' in named ? [named.paper] : [];
  for (const { id } of [...index.suggest(text), ...papers]) if (!known.has(id)) wrong.push('a suggestion of no paper');
  return wrong;
}

async function onDisk(directory: string, papers: readonly Paper[]): Promise<SearchIndex> {
  const feed = {
    name: 'attacked',
    revision: async () => papers.length,
    changes: async (after: number, limit: number) =>
      papers.slice(after, after + limit).map((paper, i) => ({ id: paper.id, paper, revision: after + i + 1 })),
  };
  const { index } = await openDiskIndex({ directory, feed, log: pino({ level: 'silent' }) });
  await index.settled;
  return index;
}
