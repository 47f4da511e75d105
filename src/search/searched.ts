import type { Lookup } from '../papers/lookup.ts';
import type { Paper } from '../papers/paper.ts';
import type { Forward } from './forward.ts';
import type { Latent } from './latent/latent.ts';
import type { Candidate } from './postings.ts';
import type { Form } from './query/forms.ts';
import type { Clause, Wording } from './query/parse.ts';
import type { Reading } from './query/reader.ts';
import type { Searchable } from './query/selection.ts';
import type { RankQuery, Weights } from './rank/query.ts';
import type { TypedTitles } from './titles.ts';
import type { PaperTopics } from './topics.ts';
import type { SearchOptions, TopicCount } from './types.ts';
import type { KnownWords } from './vocabulary.ts';

/**
 * A collection made ready for being searched, in memory or on disk. Papers go by their place; places keep the order of
 * the collection.
 */
export interface Searched {
  /** Papers. */
  readonly size: number;
  readonly lookup: Lookup;
  readonly forward: Forward;
  readonly vocabulary: KnownWords;
  readonly titles: TypedTitles;
  readonly topics: PaperTopics;
  readonly selectable: Pick<Searchable, 'holding' | 'languages'>;
  /** Missing until it is built. */
  readonly latent: Latent | undefined;
  paperAt(place: number): Paper | undefined;
  /** −1 for a paper that is not in it. */
  placeOf(paper: Paper): number;
  /** What words ask for here. */
  read(wording: Wording): Reading;
  /**
   * Papers in which one of the terms stands, the best first, at most so many; equals in the order of the collection.
   */
  candidates(terms: Weights, most: number): number[];
  find(wanted: Wanted): Found;
  newest(limit: number): Paper[];
  /** Topics of all papers, the most frequent first. */
  topicCounts(): TopicCount[];
}

export interface Wanted {
  /** Its words, without operators. */
  text: string;
  concepts: RankQuery;
  /**
   * What a reader takes for a word of the query: a paper that has none of these is near at best. Empty when no words
   * are asked for.
   */
  forms: readonly Form[];
  /** Papers that come before all others, if they meet what is required. */
  first: readonly number[];
  clauses: readonly Clause[];
  options: SearchOptions;
}

export interface Found {
  /** All papers that match what was asked. */
  total: number;
  /** Papers among the ranked that have no word of it: they are near in meaning. */
  near: number;
  /** The best of them, in order; an index on disk has not all of very many. */
  ranked: readonly Candidate[];
  /** Whether only the best papers were looked into, for want of time; `total` is an estimate then. */
  partly: boolean;
  /** Topics of those that were found, the most frequent first. */
  topics(): TopicCount[];
}
