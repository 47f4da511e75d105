import type { SearchAnswer, SearchIndex } from './types.ts';

/** Answers of a page each are a few kB: some MB in all. */
const MOST_ANSWERS = 500;
/** Longer queries are seldom asked twice. */
const LONGEST_QUERY = 300;

/**
 * The same index, which keeps its latest answers: in a conversation the same thing is asked again (a page turned back, a second reader,
 * a query passed on), and what an index answers does not change but once, when it has settled.
 */
export function remembering(index: SearchIndex): SearchIndex {
  const answers = new Map<string, SearchAnswer>();
  const forget = () => answers.clear();
  index.settled.then(forget, forget);
  return {
    size: index.size,
    papers: index.papers,
    settled: index.settled,
    get: id => index.get(id),
    suggest: (typed, limit) => index.suggest(typed, limit),
    related: (id, limit) => index.related(id, limit),
    topics: () => index.topics(),
    topicsOf: id => index.topicsOf(id),
    explain: (query, id) => index.explain(query, id),
    resolve: text => index.resolve(text),
    search(query, options = {}) {
      if (query.length > LONGEST_QUERY) return index.search(query, options);
      const key = JSON.stringify([query, options]);
      const known = answers.get(key);
      if (known) return known;
      const answer = index.search(query, options);
      if (answers.size >= MOST_ANSWERS) answers.clear();
      answers.set(key, answer);
      return answer;
    },
  };
}
