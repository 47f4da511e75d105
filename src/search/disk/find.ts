import type { OtherLanguage } from '../analysis/language.ts';
import { below, isWorthwhile, keepMatching, matchingOf, nearAmong, REACH, withFirst } from '../find.ts';
import { largest } from '../largest.ts';
import type { Candidate } from '../postings.ts';
import { type Filter, selects } from '../query/filter.ts';
import { isWordless } from '../query/parse.ts';
import { gatheringOnce, type Requirement, requirementsOf } from '../query/requirement.ts';

import { addNamed, weightsOf, yearsAsked } from '../rank/query.ts';
import { asksOneWord, LEXICAL_POOL, type Ranked, type Ranker } from '../rank/ranker.ts';
import { withPapersRead } from '../rank/read.ts';
import type { Found, Wanted } from '../searched.ts';
import type { DiskForward } from './forward.ts';
import { addYears, confine, datesOf, scoresOf } from './scores.ts';
import { selectableOf } from './selectable.ts';
import type { DiskTopics } from './topics.ts';
import type { View } from './view.ts';

/** Of papers that may meet what is required so many are read, the best: some 5 µs each. */
const MOST_READ = 3000;

/** So many postings are gathered to tell which papers have a word of the query: some 10 ms. */
const MOST_MATCHING = 1_000_000;

interface Collection {
  view: View;
  forward: DiskForward;
  topics: DiskTopics;
  languages: readonly OtherLanguage[];
  ranker: Ranker;
}

/**
 * Finds papers in an index on disk: scores all that have words of the query, leaves those that meet what is required,
 * ranks the best of them, and only then takes out what is excluded, so that an exclusion never brings anything in.
 * Where only reading a paper tells whether it meets it (a phrase), the best are read; when there are more than these,
 * the total is an estimate. `topics` of what was found must be asked for before the next search.
 */
export function find(wanted: Wanted, collection: Collection): Found {
  const { concepts, forms, clauses, options } = wanted;
  const { view, topics } = collection;
  const selectable = gatheringOnce(selectableOf(collection));
  const { required, allowed } = requirementsOf(clauses, options, selectable);
  const asksMore = selects(clauses, options);
  const scores = scoresOf(view, weightsOf(concepts));
  addNamed(scores, concepts, view.size);
  // Names are looked up among papers that have gone, too.
  for (const { base, dead } of view.parts) for (const place of dead) scores[base + place] = 0;
  addYears(view, scores, yearsAsked(concepts));
  const wordless = asksMore && isWordless(wanted);
  if (required) confine(scores, view, required.places, wordless || clauses.some(({ kind }) => kind === 'any'));

  // Then those that are not looked at closely count, too.
  const all = asksMore || asksOneWord(concepts);
  const byDate = wordless || (all && options.sort === 'newest');
  const before = byDate ? undefined : reach(scores, required);
  const close = before ? collection.ranker.rank(concepts, before.papers.slice(0, LEXICAL_POOL), forms) : [];
  const ranking = withPapersRead(close, wanted, selectable.paperAt);
  if (allowed) confine(scores, view, allowed.places, false);
  const matching = all && !wordless ? matchingOf(wanted, selectable, MOST_MATCHING) : undefined;
  keepMatching(scores, matching);
  const { papers, share } =
    before && !allowed && !matching ? before : reach(byDate ? datesOf(view, scores) : scores, required, allowed);

  const meets: Filter = place => (required?.meets(place) ?? true) && (allowed?.meets(place) ?? true);
  const ranked = byDate
    ? below(1, papers, scores)
    : inOrder(wanted, ranking, all ? papers : [], scores, { view, meets });
  const near = nearAmong(ranked, ranking, wanted);
  const total = ranked.length - near + (all ? Math.max(0, Math.round(matches(scores) * share) - papers.length) : 0);
  const listed = ranked.map(({ paper }) => paper);
  return {
    total,
    near,
    ranked,
    partly: [required, allowed].some(one => one?.work.isDone),
    topics: () => (total + near > listed.length ? topics.ofMarked(scores) : topics.ofPapers(listed)),
  };
}

/** The best papers that meet the requirements, and which share of all with a score does, as far as was read. */
function reach(scores: Float32Array | Float64Array, ...requirements: (Requirement | undefined)[]): Reached {
  const toRead = requirements.flatMap(one => (one?.mustLook ? one : []));
  if (toRead.length === 0) return { papers: largest(scores, REACH), share: 1 };
  const good: number[] = [];
  let read = 0;
  for (const place of largest(scores, MOST_READ)) {
    if (toRead.some(({ work }) => work.isDone)) break;
    read++;
    if (toRead.every(({ meets }) => meets(place))) good.push(place);
  }
  return { papers: good.slice(0, REACH), share: good.length / Math.max(1, read) };
}

interface Reached {
  papers: number[];
  share: number;
}

/** The papers ranked closely, what comes before them, and the others below. */
function inOrder(
  { first, clauses, options }: Wanted,
  ranking: readonly Ranked[],
  papers: readonly number[],
  scores: Float32Array,
  { view, meets }: { view: View; meets: Filter },
): Candidate[] {
  const faintToo = selects(clauses, options);
  const worthwhile = ranking.filter(one => isWorthwhile(one, faintToo, options) && meets(one.paper));
  const ranked = withFirst(worthwhile, first.filter(meets));
  const close = new Set([...ranking, ...ranked].map(({ paper }) => paper));
  const others = papers.filter(paper => !close.has(paper));
  const found = [...ranked, ...below(ranked.at(-1)?.score ?? 1, others, scores)];
  return options.sort === 'newest' ? found.sort((a, b) => view.dateOf(b.paper) - view.dateOf(a.paper)) : found;
}

function matches(scores: Float32Array): number {
  let count = 0;
  for (let place = 0; place < scores.length; place++) if ((scores[place] ?? 0) > 0) count++;
  return count;
}
