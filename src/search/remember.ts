import type { SearchAnswer, SearchIndex } from './types.ts';

/** Answers of a page each are a few kB: some MB in all. */
const MOST_ANSWERS = 500;
/** A page and more: an answer that a paper is drawn from by lot has a thousand, each with its whole paper. */
const MOST_HITS = 25;
/** In characters, with the options. Longer queries are seldom asked twice. */
const LONGEST_KEY = 400;

/**
 * The same index, which keeps its latest answers: in a conversation the same thing is asked again (a page turned back,
 * a second reader, a query passed on). When the index has changed, it forgets them.
 */
export function remembering(index: SearchIndex): SearchIndex {
  const answers = new Map<string, SearchAnswer>();
  let generation = index.generation;
  return {
    get size() {
      return index.size;
    },
    get papers() {
      return index.papers;
    },
    get languages() {
      return index.languages;
    },
    get settled() {
      return index.settled;
    },
    get generation() {
      return index.generation;
    },
    close: () => index.close(),
    update: changes => index.update(changes),
    get: id => index.get(id),
    named: text => index.named(text),
    suggest: (typed, limit) => index.suggest(typed, limit),
    related: (id, limit) => index.related(id, limit),
    topics: () => index.topics(),
    topicsOf: id => index.topicsOf(id),
    topicNamed: text => index.topicNamed(text),
    explain: (query, ids) => index.explain(query, ids),
    resolve: text => index.resolve(text),
    search(query, options = {}) {
      const key = JSON.stringify([query, options]);
      if (key.length > LONGEST_KEY) return index.search(query, options);
      if (generation !== index.generation) answers.clear();
      generation = index.generation;
      const known = answers.get(key);
      if (known) return known;
      const answer = index.search(query, options);
      if (answer.hits.length > MOST_HITS) return answer;
      if (answers.size >= MOST_ANSWERS) answers.clear();
      answers.set(key, answer);
      return answer;
    },
  };
}
