import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { loadCollection } from '../../src/papers/index.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { readCorpus } from '../../src/search/corpus.ts';
import type { Judgements } from './metrics.ts';

export interface JudgedQuery {
  id: string;
  text: string;
  /** Missing in test collections of others. */
  kind?: string;
  half?: 'tune' | 'report';
  judged: Judgements;
}

export interface TestCollection {
  papers: readonly Paper[];
  queries: readonly JudgedQuery[];
}

const querySchema = z.object({
  _id: z.coerce.string(),
  text: z.string(),
  kind: z.string().optional(),
  half: z.enum(['tune', 'report']).optional(),
});

const judgements = new URL('../judgements/', import.meta.url).pathname;
const collection = new URL('../../data/papers.jsonl', import.meta.url).pathname;

/** The project's own queries over its own papers. */
export async function ownTest(): Promise<TestCollection> {
  return { papers: await loadCollection(collection), queries: await readQueries(judgements) };
}

/** The papers that are like each of the project's own. */
export async function ownRelated(): Promise<Map<string, Judgements>> {
  return readJudgements(join(judgements, 'related.tsv'));
}

/** A folder in the form of BEIR: corpus.jsonl, queries.jsonl, qrels.tsv. */
export async function readFolder(folder: string): Promise<TestCollection> {
  const { papers } = await readCorpus(join(folder, 'corpus.jsonl'));
  return { papers, queries: await readQueries(folder) };
}

async function readQueries(folder: string): Promise<JudgedQuery[]> {
  const judged = await readJudgements(join(folder, 'qrels.tsv'));
  const lines = (await readFile(join(folder, 'queries.jsonl'), 'utf8')).split('\n').filter(line => line.trim() !== '');
  return lines.flatMap(line => {
    const { _id, text, kind, half } = querySchema.parse(JSON.parse(line));
    const of = judged.get(_id);
    return of ? [{ id: _id, text, judged: of, ...(kind && { kind }), ...(half && { half }) }] : [];
  });
}

async function readJudgements(path: string): Promise<Map<string, Map<string, number>>> {
  const byQuery = new Map<string, Map<string, number>>();
  for (const line of (await readFile(path, 'utf8')).split(/\r?\n/).slice(1)) {
    const [query, paper, score] = line.split('\t');
    if (query === undefined || paper === undefined || !(Number(score) > 0)) continue;
    const judged = byQuery.get(query) ?? new Map<string, number>();
    byQuery.set(query, judged.set(paper, Number(score)));
  }
  return byQuery;
}
