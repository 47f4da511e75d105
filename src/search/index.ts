import type { Paper } from '../papers/paper.ts';
import { Engine } from './engine.ts';
import { inSlices } from './slices.ts';
import type { SearchIndex } from './types.ts';

export { remembering } from './remember.ts';
export type * from './types.ts';

/** Makes a collection searchable, in slices that let everything else in the process go on. Any texts are fine; equal ids are told apart by place only. */
export async function buildIndex(papers: readonly Paper[]): Promise<SearchIndex> {
  const engine = new Engine(papers);
  await inSlices(papers, paper => engine.add(paper));
  engine.settle();
  return engine;
}
