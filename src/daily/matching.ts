import type { Paper } from '../papers/paper.ts';
import { terms } from '../search/analysis/tokens.ts';
import { meets } from '../search/query/meets.ts';
import { parseQuery } from '../search/query/parse.ts';
import type { SearchIndex } from '../search/types.ts';
import type { Wish } from './subscription.ts';

/** What is followed; all that is given must hold. */
export type Followed = Pick<Wish, 'topic' | 'query' | 'author' | 'category'>;

/**
 * Whether a paper is one that is followed. Of a query all words must stand in the paper: a search shows the near ones below the good ones,
 * but a message for each would be too many.
 */
export function matcher(
  { topic, query, author, category }: Followed,
  { topicsOf, topicNamed }: Pick<SearchIndex, 'topicsOf' | 'topicNamed'>,
): (paper: Paper) => boolean {
  const clauses = query === undefined ? undefined : parseQuery(query).clauses;
  const names = author === undefined ? undefined : terms(author);
  return paper => {
    const hasTopic = (text: string) => {
      const wanted = topicNamed(text);
      return wanted !== undefined && topicsOf(paper.id).some(({ id }) => id === wanted.id);
    };
    return (
      !paper.withdrawn &&
      (category === undefined || (paper.categories ?? []).some(one => isWithin(one, category))) &&
      (names === undefined || paper.authors.some(name => hasNames(name, names))) &&
      (topic === undefined || hasTopic(topic)) &&
      (clauses === undefined || meets(clauses, paper, hasTopic))
    );
  };
}

/** `math.AG` is within `math`. */
function isWithin(category: string, wanted: string): boolean {
  return category === wanted || category.startsWith(`${wanted}.`);
}

/** All words in one name, in any order. */
function hasNames(name: string, wanted: readonly string[]): boolean {
  const own = new Set(terms(name));
  return wanted.length > 0 && wanted.every(term => own.has(term));
}
