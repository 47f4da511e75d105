import synonyms from '../../data/synonyms.json' with { type: 'json' };
import topics from '../../data/topics.json' with { type: 'json' };
import type { Paper } from '../papers/paper.ts';
import { Engine } from './engine.ts';
import { Expansions } from './query/expansions.ts';
import { inSlices } from './slices.ts';
import type { Topic } from './topics.ts';
import type { SearchIndex } from './types.ts';

export { remembering } from './remember.ts';
export type * from './types.ts';

export interface IndexOptions {
  /** Topics of the field; by default those of machine learning. */
  topics?: readonly Topic[];
}

/** How much another name of a topic, and a synonym, count beside the word itself. Low: they widen a query, and must not take it over. */
const TOPIC_WEIGHT = Number(process.env.TW ?? 0.35);
const SYNONYM_WEIGHT = Number(process.env.SW ?? 0.25);

/** Makes a collection searchable, in slices that let everything else in the process go on. Any texts are fine; equal ids are told apart by place only. */
export async function buildIndex(papers: readonly Paper[], options: IndexOptions = {}): Promise<SearchIndex> {
  const expansions = new Expansions();
  for (const { name, aliases, acronyms } of options.topics ?? topics) {
    expansions.addGroup([name, ...aliases, ...acronyms], TOPIC_WEIGHT);
  }
  for (const group of synonyms) expansions.addGroup(group, SYNONYM_WEIGHT);
  const engine = new Engine(papers, expansions);
  await inSlices(papers, paper => engine.add(paper));
  engine.settle();
  return engine;
}
