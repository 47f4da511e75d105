import type { Paper } from '../papers/paper.ts';
import { readQuery } from '../search/query/limits.ts';
import { holdingAll, type Legible, legible, meeting, type Test } from '../search/query/meets.ts';
import { Recent } from '../search/recent.ts';
import type { SearchIndex } from '../search/types.ts';
import { inSlices } from '../slices.ts';
import type { Wish } from './subscription.ts';

/** What is followed; all that is given must hold. */
export type Followed = Pick<Wish, 'topic' | 'query' | 'author' | 'category'>;

/** Of these papers, by id, those that are followed: the newest first. */
export type Matching = (followed: Followed, ids: readonly string[]) => Promise<string[]>;

/** Papers of which the words are kept while the index does not change: thousands of follows ask for the same. Some 2 kB each. */
const MOST = 5_000;

export function createMatching(index: () => SearchIndex): Matching {
  let known = new Recent<string, Legible<Paper>>(MOST);
  let of: { index: SearchIndex; generation: number } | undefined;
  const read = (current: SearchIndex, id: string) => {
    // The index may change between two slices of one call.
    if (of?.index !== current || of.generation !== current.generation) known = new Recent(MOST);
    of = { index: current, generation: current.generation };
    const before = known.get(id);
    if (before) return before;
    const paper = current.get(id);
    if (!paper) return undefined;
    const one = legible(paper);
    known.set(id, one);
    return one;
  };
  return async (followed, ids) => {
    const current = index();
    const isFollowed = matcher(followed, current);
    const found: Paper[] = [];
    await inSlices(ids, id => {
      const one = read(current, id);
      if (one && isFollowed(one)) found.push(one.paper);
    });
    return found.sort((a, b) => (b.date ?? '').localeCompare(a.date ?? '')).map(({ id }) => id);
  };
}

/**
 * Whether a paper is one that is followed. Of a query all words must stand in the paper: a search shows the near ones below the good ones,
 * but a message for each would be too many.
 */
function matcher({ topic, query, author, category }: Followed, index: SearchIndex): Test<Paper> {
  const onTopic = (text: string): Test<Paper> => {
    const wanted = index.topicNamed(text);
    return ({ paper }) => wanted !== undefined && index.topicsOf(paper.id).some(({ id }) => id === wanted.id);
  };
  const tests: Test<Paper>[] = [({ paper }) => !paper.withdrawn];
  if (category !== undefined) tests.push(({ paper }) => (paper.categories ?? []).some(one => isWithin(one, category)));
  if (author !== undefined) tests.push(byAuthor(author));
  if (query !== undefined) tests.push(meeting(readQuery(query).clauses, onTopic));
  if (topic !== undefined) tests.push(onTopic(topic));
  return paper => tests.every(holds => holds(paper));
}

/** `math.AG` is within `math`. */
function isWithin(category: string, wanted: string): boolean {
  return category === wanted || category.startsWith(`${wanted}.`);
}

/** All words in one name, in any order. */
function byAuthor(author: string): Test<Paper> {
  const hasAll = holdingAll(author);
  return ({ names }) => names.some(hasAll);
}
