import type { SubscriptionSpec } from '../../model/subscription.ts';
import type { Paper } from '../../papers/paper.ts';
import { type Anchor, anchorsOf, nameAnchors } from '../../search/query/anchors.ts';
import { readQuery } from '../../search/query/limits.ts';
import { byAuthor, type Legible, legible, meeting, type Test } from '../../search/query/meets.ts';
import type { SearchIndex } from '../../search/types.ts';

/** What is followed; all that is given must hold. */
export type Followed = Pick<SubscriptionSpec, 'topic' | 'query' | 'author' | 'category'>;

/** Those who follow the same. */
interface Group<T> {
  followers: T[];
  holds: Test<Paper>;
}

/**
 * Which of many follows a paper is for. The other way round than a search: the paper's words find the queries that may
 * be met, so that a paper is read once, however many follow something (Elasticsearch calls it percolation).
 */
export function percolator<T extends Followed>(follows: readonly T[], index: () => SearchIndex): (paper: Paper) => T[] {
  const groups = Map.groupBy(follows, ({ topic, query, author, category }) =>
    JSON.stringify([topic, query, author, category]),
  );
  /** Groups by what a paper must have to be for them. */
  const byAnchor = new Map<string, Group<T>[]>();
  for (const followers of groups.values()) {
    const [followed] = followers;
    if (!followed) continue;
    const group = { followers, holds: matcher(followed, index) };
    for (const anchor of anchors(followed, index())) {
      const those = byAnchor.get(anchor);
      if (those) those.push(group);
      else byAnchor.set(anchor, [group]);
    }
  }
  return paper => {
    if (paper.withdrawn) return [];
    const read = legible(paper);
    const found = new Set<Group<T>>();
    for (const anchor of anchorsOfPaper(read, index())) {
      for (const group of byAnchor.get(anchor) ?? []) if (!found.has(group) && group.holds(read)) found.add(group);
    }
    return [...found].flatMap(({ followers }) => followers);
  };
}

const ANY = 'any';
const ofStem = (stem: string) => `stem ${stem}`;
const ofName = (word: string) => `name ${word}`;
const ofTopic = (id: string) => `topic ${id}`;
const ofCategory = (category: string) => `category ${category}`;

/** A paper that is followed has one of these. */
function anchors({ topic, query, author, category }: Followed, index: SearchIndex): string[] {
  const byTopic = (name: string) => {
    const known = index.topicNamed(name);
    return known ? [ofTopic(known.id)] : [];
  };
  const languages = ['en', ...index.languages] as const;
  const key = (anchor: Anchor) => {
    if ('topic' in anchor) return byTopic(anchor.topic);
    return 'stem' in anchor ? [ofStem(anchor.stem)] : [ofName(anchor.name)];
  };
  const words =
    (query === undefined ? undefined : anchorsOf(readQuery(query).clauses, languages)) ?? nameAnchors(author ?? '');
  if (words) return words.flatMap(key);
  if (topic !== undefined) return byTopic(topic);
  return [category === undefined ? ANY : ofCategory(category)];
}

function anchorsOfPaper(
  { paper, title, abstract, author, nameWords }: Legible<Paper>,
  index: SearchIndex,
): Set<string> {
  const found = new Set([ANY]);
  for (const text of [title, abstract, author]) for (const stem of text.split(' ')) found.add(ofStem(stem));
  for (const word of nameWords) found.add(ofName(word));
  for (const { id } of index.topicsOf(paper.id)) found.add(ofTopic(id));
  for (const category of paper.categories ?? []) {
    for (let dot = category.indexOf('.'); dot >= 0; dot = category.indexOf('.', dot + 1))
      found.add(ofCategory(category.slice(0, dot)));
    found.add(ofCategory(category));
  }
  return found;
}

/**
 * Whether a paper is one that is followed. Of a query all words must stand in the paper: a search shows the near ones
 * below the good ones, but a message for each would be too many.
 */
function matcher({ topic, query, author, category }: Followed, index: () => SearchIndex): Test<Paper> {
  const onTopic = (text: string): Test<Paper> => {
    const wanted = index().topicNamed(text);
    return ({ paper }) =>
      wanted !== undefined &&
      index()
        .topicsOf(paper.id)
        .some(({ id }) => id === wanted.id);
  };
  const tests: Test<Paper>[] = [];
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
