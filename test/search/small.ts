import type { Paper } from '../../src/papers/paper.ts';
import { buildIndex, type IndexOptions, type SearchAnswer, type SearchIndex } from '../../src/search/index.ts';
import { KINDS } from './kinds.ts';

/** A paper of which only what is given matters; its id is its title unless one is given. */
export function paper(given: Partial<Paper> & { title: string }): Paper {
  return { id: given.title, abstract: '', links: [], authors: [], ...given };
}

/** Papers given whole, or by their titles alone. */
type Given = readonly (string | (Partial<Paper> & { title: string }))[];

/** An index of each kind. */
export async function indexesOf(
  papers: Given,
  options?: IndexOptions,
): Promise<{ name: string; index: SearchIndex }[]> {
  return Promise.all(KINDS.map(async ({ name, build }) => ({ name, index: await build(whole(papers), options) })));
}

/** An index in memory that has settled, for what is the same code in each kind. */
export async function indexOf(papers: Given, options?: IndexOptions): Promise<SearchIndex> {
  const index = await buildIndex(whole(papers), options);
  await index.settled;
  return index;
}

function whole(papers: Given): Paper[] {
  return papers.map(given => paper(typeof given === 'string' ? { title: given } : given));
}

/** The ids of the hits in order. */
export function ids(answer: SearchAnswer): string[] {
  return answer.hits.map(hit => hit.paper.id);
}
