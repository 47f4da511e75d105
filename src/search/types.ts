import type { Paper } from '../papers/paper.ts';
import type { OtherLanguage } from './analysis/language.ts';
import type { Topic, TopicCount } from './topics.ts';

export type { Topic, TopicCount };

/**
 * A piece of text and whether it is to be marked (a matching word). The texts of a snippet joined are a piece of the
 * original.
 */
export interface Span {
  text: string;
  marked: boolean;
}

export interface SearchOptions {
  /** How many hits are returned; default 10. `total` counts all of them. */
  limit?: number;
  /** How many of the best hits are passed over (paging); default 0. */
  offset?: number;
  /** Only papers of this topic: its id, name, alias or acronym. */
  topic?: string;
  /**
   * Only papers submitted in or after this year, month or day (`2023`, `2023-05`, `2023-05-17`); papers without a date
   * are left out. A paper of which only the month or the year is known may be of any of its days.
   */
  since?: string;
  /** Only papers submitted in or before this year, month or day. */
  until?: string;
  /** Only papers that have these words among their authors' names. */
  author?: string;
  /**
   * Papers with such notes, for each text that the query asks for by `notes:`; without it, `notes:` finds nothing.
   * Notes belong to whoever asks, and the index knows none.
   */
  notes?: readonly { text: string; paperIds: readonly string[] }[];
  /** `newest`: by date of submission, papers without one last; default `relevance`. */
  sort?: 'relevance' | 'newest';
}

/** Where a sentence is cut. */
export interface Cut {
  before: boolean;
  after: boolean;
}

export interface Hit {
  paper: Paper;
  /** Higher is better; comparable only within one answer. */
  score: number;
  /** The sentence of the abstract that fits the query best, at most about 240 characters. */
  snippet: Span[];
  /** Whether the snippet leaves out a part of its sentence. */
  cut: Cut;
  /** Words of the query that the paper does not have, the most telling first. */
  without: string[];
}

/** A word that was typed and that no paper has. */
export interface AbsentWord {
  word: string;
  /** Words of the collection that are looked for in its place, or may be. Empty when there is nothing like it. */
  instead: string[];
  /**
   * How these are like it: as it is spelt, as longer words that begin so, as the same thing by another name, or by what
   * they mean. What is only near in meaning is no match. `alike`: it may be a name, so that these are only what it may
   * be a slip of, and are not looked for.
   */
  how: 'corrected' | 'completed' | 'same' | 'near' | 'alike';
}

/** An identifier in the query that names a paper outside the collection. */
export interface UnknownIdentifier {
  kind: 'arxiv' | 'doi' | 'id';
  value: string;
  /** Where the paper can be read; missing for an id of Offprint's own. */
  url?: string;
}

export interface SearchAnswer {
  hits: Hit[];
  /** All papers that match what was asked, not only those in `hits`: they have a word of it, or meet its conditions. */
  total: number;
  /** Further papers that are listed because they are near in meaning, without any word of the query. */
  near: number;
  /** Words of the query that no paper has, in its order. When there are only such words, nothing is found. */
  absent?: AbsentWord[];
  /**
   * Set when the query names a paper that the collection does not have. Without hits that was all that the query asked;
   * with hits they are for the other words of the query, and not that paper.
   */
  unknown?: UnknownIdentifier;
  /**
   * How the query was read, when that is not as it was typed: operators that were none, a phrase that nowhere stands.
   */
  readAs?: string;
  /** Conditions of the query that were not made use of, because there are too many, as they are written. */
  leftOut?: string[];
  /** Whether only the papers that fit best were looked into, because that takes long; `total` is an estimate then. */
  partly?: true;
  /** Topics that would narrow the hits down, with how many of all hits they leave, the largest first; at most 5. */
  topics: TopicCount[];
}

export interface MatchedWord {
  word: string;
  in: ('title' | 'abstract' | 'authors')[];
}

/** Why a paper is among the hits. */
export interface Explanation {
  /** Words of the query that the paper has. */
  matched: MatchedWord[];
  /** Words that the paper has instead: synonyms, short and long forms, corrected spelling. */
  inOtherWords: MatchedWord[];
  /** Words of the query that the paper does not have. */
  missing: string[];
  /** How near the paper is to what the query means, by the company that words keep in this collection: 0 to 1. */
  closeness: number;
}

export interface Suggestion {
  id: string;
  title: string;
}

export interface Related {
  paper: Paper;
  score: number;
  /** Words or phrases that both papers share, the most telling first. */
  shared: string[];
}

/** A paper as it is now; without `paper`, it is gone. */
export interface IndexChange {
  id: string;
  paper?: Paper;
  /** That of the collection after this change. */
  revision?: number;
}

/** Papers in order; an index on disk reads each when it is asked for. */
export interface PaperList extends Iterable<Paper> {
  readonly length: number;
  /** From 0. */
  at(position: number): Paper | undefined;
}

/**
 * The collection made searchable. Every string of any length is a valid query; nothing here throws for what a person
 * typed.
 */
export interface SearchIndex {
  /** Number of papers. */
  readonly size: number;
  /**
   * Fulfilled when nothing changes in the ranking any more: a moment after the start, and some time after an update,
   * the latent space joins it. Rejected when that could not be built; searching then goes on without it.
   */
  readonly settled: Promise<void>;
  /** Another number whenever answers may have changed. */
  readonly generation: number;
  /** Other languages than English that papers are in, those of most papers first. */
  readonly languages: readonly OtherLanguage[];
  /** All papers, the one that was added or changed last at the end. */
  readonly papers: PaperList;
  /**
   * Takes up changes, in their order, a few at a time, so that nothing else is held up; answers meanwhile are those of
   * the collection after some of them. Fulfilled when all are searchable. Afterwards every answer is, once settled,
   * that of an index built from scratch; on disk but for short forms and compounds that only papers that went had
   * explained: those are forgotten when it is opened again.
   */
  update(changes: readonly IndexChange[]): Promise<void>;
  get(id: string): Paper | undefined;
  /** The paper that the text names, by its whole title, or by an id, arXiv id or DOI in it. */
  named(text: string): Paper | undefined;
  /** Topics that two papers or more have, with their number, the largest first. */
  topics(): TopicCount[];
  topicsOf(id: string): Topic[];
  /** The topic that a text names by id, name, alias or acronym. */
  topicNamed(text: string): Topic | undefined;
  /** Why the query finds each of these papers, by id; of those that there are. */
  explain(query: string, ids: readonly string[]): Map<string, Explanation>;
  search(query: string, options?: SearchOptions): SearchAnswer;
  /** Titles for autocompletion, best first; with nothing typed, the newest papers. `limit` at most 25. */
  suggest(typed: string, limit?: number): Suggestion[];
  /** Papers like this one, without itself. */
  related(id: string, limit?: number): Related[];
  /**
   * The one paper that the text names (id, arXiv id or link, DOI, whole title, a beginning that no other title has),
   * else what comes closest. The one function by which a person's words become a paper.
   */
  resolve(text: string): Resolution;
  /** Ends what goes on beside; afterwards nothing may be asked. */
  close(): Promise<void>;
}

export type Resolution =
  | { kind: 'exact'; paper: Paper }
  /** None was named. These come closest, the closest first; at most five. */
  | { kind: 'guess'; papers: Paper[] }
  | { kind: 'unknown'; unknown: UnknownIdentifier }
  | { kind: 'none' };
