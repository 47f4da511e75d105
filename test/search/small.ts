import type { Paper } from '../../src/papers/paper.ts';
import type { IndexOptions, SearchAnswer, SearchIndex } from '../../src/search/index.ts';
import { KINDS } from './kinds.ts';

/** A paper of which only what is given matters; its id is its title unless one is given. */
export function paper(given: Partial<Paper> & { title: string }): Paper {
  return { id: given.title, abstract: '', links: [], authors: [], ...given };
}

/** An index of each kind, of papers given whole, or by their titles alone. */
export async function indexesOf(
  papers: readonly (string | (Partial<Paper> & { title: string }))[],
  options?: IndexOptions,
): Promise<{ name: string; index: SearchIndex }[]> {
  const whole = papers.map(given => paper(typeof given === 'string' ? { title: given } : given));
  return Promise.all(KINDS.map(async ({ name, build }) => ({ name, index: await build(whole, options) })));
}

/** The ids of the hits in order. */
export function ids(answer: SearchAnswer): string[] {
  return answer.hits.map(hit => hit.paper.id);
}
