import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Paper } from '../../src/papers/paper.ts';
import { createLog } from '../../src/platform/log.ts';
import { buildIndex, type Feed, type IndexOptions, openDiskIndex, type SearchIndex } from '../../src/search/index.ts';

export interface Kind {
  name: string;
  /** An index of the papers that has settled. */
  build(papers: readonly Paper[], options?: IndexOptions): Promise<SearchIndex>;
}

/** Each kind of index is asked the same. */
export const KINDS: readonly Kind[] = [
  {
    name: 'in memory',
    async build(papers, options) {
      const index = await buildIndex(papers, options);
      await index.settled;
      return index;
    },
  },
  {
    name: 'on disk',
    async build(papers, options) {
      const directory = await mkdtemp(join(tmpdir(), 'offprint-index-'));
      const { index } = await openDiskIndex({ directory, feed: feedOf(papers), topics: options?.topics, log: silent });
      await index.settled;
      // What is open stays readable.
      await rm(directory, { recursive: true });
      return index;
    },
  },
];

export const silent = createLog({ level: 'silent', secrets: [] });

/** A collection that does not change: each paper is a revision. */
export function feedOf(papers: readonly Paper[], name = 'test'): Feed {
  return {
    name,
    revision: async () => papers.length,
    changes: async (after, limit) =>
      papers.slice(after, after + limit).map((paper, i) => ({ id: paper.id, paper, revision: after + i + 1 })),
  };
}
