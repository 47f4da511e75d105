import topics from '../../data/topics.json' with { type: 'json' };
import type { Paper } from '../papers/paper.ts';
import { inSlices } from '../platform/slices.ts';
import { IndexedCollection } from './collection.ts';
import { Engine } from './engine.ts';
import { Field } from './field.ts';
import type { Topic } from './topics.ts';
import type { SearchIndex } from './types.ts';

export type { DiskIndexOptions, Feed } from './disk/open.ts';
export { openDiskIndex } from './disk/open.ts';
export { remembering } from './remember.ts';
export { readTopics } from './topics-file.ts';
export type * from './types.ts';

export interface IndexOptions {
  /** Topics of the field; by default those of machine learning. */
  topics?: readonly Topic[] | undefined;
  /**
   * After updates the latent space is made again, with pauses of so many times what the last making took; default 19.
   */
  pauses?: number;
}

/**
 * Makes a collection searchable, in slices that let everything else in the process go on. Any texts are fine; equal ids
 * are told apart by place only.
 */
export async function buildIndex(papers: readonly Paper[], options: IndexOptions = {}): Promise<SearchIndex> {
  const collection = new IndexedCollection(await Field.of(options.topics ?? topics));
  await inSlices(papers, paper => collection.add(paper));
  await collection.findTopics();
  return new Engine(collection, options);
}
