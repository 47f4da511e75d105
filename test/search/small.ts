import type { Paper } from '../../src/papers/paper.ts';
import { buildIndex, type IndexOptions, type SearchAnswer, type SearchIndex } from '../../src/search/index.ts';

/** A paper of which only what is given matters; its id is its title unless one is given. */
export function paper(given: Partial<Paper> & { title: string }): Paper {
  return { id: given.title, abstract: '', links: [], authors: [], ...given };
}

/** An index that has settled, of papers given whole, or by their titles alone. */
export async function indexOf(
  papers: readonly (string | (Partial<Paper> & { title: string }))[],
  options?: IndexOptions,
): Promise<SearchIndex> {
  const whole = papers.map(given => paper(typeof given === 'string' ? { title: given } : given));
  const index = await buildIndex(whole, options);
  await index.settled;
  return index;
}

/** The ids of the hits in order. */
export function ids(answer: SearchAnswer): string[] {
  return answer.hits.map(hit => hit.paper.id);
}
