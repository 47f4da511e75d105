import { createInterface } from 'node:readline';
import dotenv from 'dotenv';
import { loadCollection } from '../papers/index.ts';
import type { Paper } from '../papers/paper.ts';
import { readCorpus } from '../search/corpus.ts';
import { buildIndex, readTopics } from '../search/index.ts';
import type { SearchIndex } from '../search/types.ts';
import { parseArguments, USAGE, UsageError } from './search-arguments.ts';
import { describeHits, describeRelated } from './search-text.ts';

interface LoadedCollection {
  papers: readonly Paper[];
  /** What a paper is called in the output. */
  idOf(paper: Paper): string | number;
}

async function load(corpus: string | undefined): Promise<LoadedCollection> {
  if (corpus === undefined) {
    return {
      papers: await loadCollection(process.env.COLLECTION_PATH || 'data/papers.jsonl'),
      idOf: paper => paper.id,
    };
  }
  const { papers, ids } = await readCorpus(corpus);
  return { papers, idOf: paper => ids.get(paper) ?? paper.id };
}

/** The papers like the one that the text names; none when it names none. */
function relatedTo(index: SearchIndex, text: string, limit: number) {
  const named = index.resolve(text);
  const paper = named.kind === 'exact' ? named.paper : named.kind === 'guess' ? named.papers[0] : undefined;
  return { paper, found: paper ? index.related(paper.id, limit) : [] };
}

async function main(): Promise<void> {
  const { query, json, limit, related, corpus, stdin, help } = parseArguments(process.argv.slice(2));
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const { papers, idOf } = await load(corpus);
  const topicsPath = process.env.TOPICS_PATH;
  const index = await buildIndex(papers, { topics: topicsPath ? await readTopics(topicsPath) : undefined });
  await index.settled;

  const asJson = (text: string): string => {
    const started = performance.now();
    const found = related ? relatedTo(index, text, limit).found : index.search(text, { limit }).hits;
    const took = Math.round((performance.now() - started) * 1000) / 1000;
    const results = found.map(({ paper, score }) => ({ id: idOf(paper), title: paper.title, score }));
    return `${JSON.stringify({ query: text, took_ms: took, results })}\n`;
  };
  const asText = (text: string): string => {
    if (!related) return describeHits(index.search(text, { limit }), idOf);
    const { paper, found } = relatedTo(index, text, limit);
    return describeRelated(paper, found, idOf);
  };

  if (stdin) {
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      process.stdout.write(asJson(line));
    }
  } else {
    process.stdout.write(json ? asJson(query) : asText(query));
  }
}

dotenv.config({ quiet: true });

// Whoever reads may have seen enough (`| head`).
process.stdout.on('error', error => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1));

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
