import { below, REACH, withFirst } from '../find.ts';
import { largest } from '../largest.ts';
import type { Candidate } from '../postings.ts';
import { type Filter, filterOf, selects } from '../query/filter.ts';
import { wantedText } from '../query/parse.ts';
import { weightsOf } from '../rank/query.ts';
import { asksOneWord, LEXICAL_POOL, type Ranker } from '../rank/ranker.ts';
import type { Found, Wanted } from '../searched.ts';
import type { DiskForward } from './forward.ts';
import type { PlaceSet } from './place-set.ts';
import { confine, datesOf, scoresOf } from './scores.ts';
import { selectionOf } from './selection.ts';
import { type DiskTopics, labelOf } from './topics.ts';
import type { View } from './view.ts';

/** Of papers that may meet what is required so many are read, the best: some 5 µs each. */
const MOST_READ = 3000;

interface Collection {
  view: View;
  forward: DiskForward;
  topics: DiskTopics;
  ranker: Ranker;
}

/**
 * Finds papers in an index on disk: scores all that have words of the query, leaves those that meet what is required, and ranks the best of them.
 * Where only reading a paper tells whether it meets it (a phrase), the best are read; when there are more than these, the total is an estimate.
 * `topics` of what was found must be asked for before the next search.
 */
export function find(wanted: Wanted, collection: Collection): Found {
  const { concepts, clauses, options } = wanted;
  const { view, topics } = collection;
  const required = requirementOf(wanted, collection);
  const meets: Filter = place => required?.meets(place) ?? true;
  const asksMore = selects(clauses, options);
  const scores = scoresOf(view, weightsOf(concepts));
  const wordless = asksMore && wantedText(clauses).trim() === '';
  if (required) confine(scores, view, required.places, wordless || clauses.some(({ kind }) => kind === 'any'));

  // Then those that are not looked at closely count, too.
  const all = asksMore || asksOneWord(concepts);
  const byDate = wordless || (all && options.sort === 'newest');
  const best = largest(byDate ? datesOf(view, scores) : scores, required?.mustRead ? MOST_READ : REACH);
  const good = required?.mustRead ? best.filter(meets) : best;
  const matching = () => Math.round((matches(scores) * good.length) / Math.max(1, best.length));
  const reached = good.slice(0, REACH);

  const ranked = byDate ? below(1, reached, scores) : inOrder(wanted, reached, scores, collection, { all, meets });
  const total = ranked.length + (all ? Math.max(0, matching() - reached.length) : 0);
  const listed = ranked.map(({ paper }) => paper);
  return {
    total,
    ranked,
    topics: () => (total > listed.length ? topics.ofMarked(scores) : topics.ofPapers(listed)),
  };
}

interface Requirement {
  /** Papers that may meet it. */
  places: PlaceSet;
  meets: Filter;
  /** Whether papers must be read to know. */
  mustRead: boolean;
}

function requirementOf({ clauses, options }: Wanted, { view, forward, topics }: Collection): Requirement | undefined {
  const label = (text: string) => {
    const topic = topics.names.named(text);
    return topic && labelOf(topic, topics.names);
  };
  const selection = selectionOf(clauses, options, { view, forward, labelOf: label });
  if (!selection) return undefined;
  const { places, exact } = selection;
  const filter = exact
    ? undefined
    : filterOf(clauses, options, { forward, topics, paperAt: place => view.paperAt(place) });
  return { places, meets: place => places.has(place) && (filter?.(place) ?? true), mustRead: !exact };
}

/** The papers ranked closely, what comes before them, and where `all` count also the others. */
function inOrder(
  { concepts, first, clauses, options }: Wanted,
  papers: readonly number[],
  scores: Float32Array,
  { ranker, view }: Collection,
  { all, meets }: { all: boolean; meets: Filter },
): Candidate[] {
  const ranking = ranker.rank(concepts, papers.slice(0, LEXICAL_POOL));
  const faintToo = selects(clauses, options);
  const worthwhile = ranking.filter(({ paper, faint }) => (faintToo || !faint) && meets(paper));
  const ranked = withFirst(worthwhile, first.filter(meets));
  const close = new Set([...ranking, ...ranked].map(({ paper }) => paper));
  const others = all ? papers.filter(paper => !close.has(paper)) : [];
  const found = [...ranked, ...below(ranked.at(-1)?.score ?? 1, others, scores)];
  return options.sort === 'newest' ? found.sort((a, b) => view.dateOf(b.paper) - view.dateOf(a.paper)) : found;
}

function matches(scores: Float32Array): number {
  let count = 0;
  for (let place = 0; place < scores.length; place++) if ((scores[place] ?? 0) > 0) count++;
  return count;
}
