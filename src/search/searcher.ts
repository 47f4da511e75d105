import { lookUp } from '../papers/lookup.ts';
import type { Paper } from '../papers/paper.ts';
import type { OtherLanguage } from './analysis/language.ts';
import { answer } from './answer.ts';
import { explain, writtenIn } from './explain.ts';
import { nameIn } from './naming.ts';
import { readQuery } from './query/limits.ts';
import { wordingOf } from './query/parse.ts';
import { weightsOf } from './rank/query.ts';
import { papersLike } from './related.ts';
import { resolve } from './resolve.ts';
import type { Searched } from './searched.ts';
import type {
  Explanation,
  Related,
  Resolution,
  SearchAnswer,
  SearchOptions,
  Suggestion,
  Topic,
  TopicCount,
} from './types.ts';

const MOST_SHARED = 5;
/** Discord shows no more. */
const MOST_SUGGESTIONS = 25;
/** Papers that a text might mean. */
const OFFERED = 5;
/** In UTF-16 units: no title is longer, and of a longer text the beginning tells enough. */
const LONGEST_TYPED = 500;
/** With so many titles that have what was typed nobody looks for others. */
const FEW = 5;

/** Answers what people ask of a collection, wherever it is kept. */
export class Searcher {
  readonly #searched: Searched;

  constructor(searched: Searched) {
    this.#searched = searched;
  }

  get size(): number {
    return this.#searched.size;
  }

  get languages(): readonly OtherLanguage[] {
    return this.#searched.selectable.languages;
  }

  get(id: string): Paper | undefined {
    return this.#searched.lookup.byId.get(id);
  }

  named(text: string): Paper | undefined {
    return lookUp(this.#searched.lookup, text);
  }

  topics(): TopicCount[] {
    // One paper makes no topic of a collection.
    return this.#searched.topicCounts().filter(({ count }) => count > 1);
  }

  topicsOf(id: string): Topic[] {
    const paper = this.get(id);
    return paper ? [...this.#searched.topics.of(this.#searched.placeOf(paper))] : [];
  }

  topicNamed(text: string): Topic | undefined {
    const { names } = this.#searched.topics;
    // The label of a suggestion says how many papers there are.
    return names.named(text) ?? names.named(text.replace(/\s*\(\d+\)\s*$/, ''));
  }

  search(query: string, options: SearchOptions = {}): SearchAnswer {
    return answer(query, options, this.#searched);
  }

  explain(query: string, ids: readonly string[]): Map<string, Explanation> {
    const { forward, latent } = this.#searched;
    const reading = this.#searched.read(wordingOf(readQuery(query).clauses));
    return new Map(
      ids.flatMap((id): [string, Explanation][] => {
        const paper = this.get(id);
        if (!paper) return [];
        return [[id, explain(reading, paper, this.#searched.placeOf(paper), { forward, latent })]];
      }),
    );
  }

  suggest(typed: string, limit: number = MOST_SUGGESTIONS): Suggestion[] {
    const most = Math.min(limit, MOST_SUGGESTIONS);
    if (typed.trim() === '') return this.#searched.newest(most).map(asSuggestion);
    const naming = nameIn(typed, this.#searched.lookup);
    if (naming.kind === 'unknown') return [];
    const first = naming.kind === 'paper' ? [naming.paper] : [];
    const start = typed.slice(0, LONGEST_TYPED).toWellFormed();
    const byTitle = this.#searched.titles.typed(start, most).flatMap(place => this.#searched.paperAt(place) ?? []);
    const found = new Map([...first, ...byTitle].map(paper => [paper.id, paper]));
    if (found.size < FEW) for (const paper of this.#withWords(start, most)) found.set(paper.id, paper);
    return [...found.values()].slice(0, most).map(asSuggestion);
  }

  /** Papers by the words of a text alone: quick enough to be asked at every letter. */
  #withWords(text: string, limit: number): Paper[] {
    const { concepts } = this.#searched.read(wordingOf(readQuery(text).clauses));
    return this.#searched.candidates(weightsOf(concepts), limit).flatMap(place => this.#searched.paperAt(place) ?? []);
  }

  related(id: string, limit = 10): Related[] {
    const paper = this.get(id);
    if (!paper) return [];
    const { forward, vocabulary } = this.#searched;
    return papersLike(this.#searched.placeOf(paper), this.#searched)
      .slice(0, limit)
      .flatMap(({ paper: place, score, sharedTerms, sharedTopics }) => {
        const other = this.#searched.paperAt(place);
        if (!other) return [];
        const written = writtenIn(other);
        const words = sharedTerms.slice(0, MOST_SHARED).map(number => {
          const term = forward.termOf(number);
          return written.abstract([term]) ?? written.title([term]) ?? vocabulary.wordOf(term);
        });
        const shared = [...sharedTopics.map(({ name }) => name.toLowerCase()), ...words].slice(0, MOST_SHARED);
        return [{ paper: other, score, shared }];
      });
  }

  resolve(text: string): Resolution {
    return resolve(text, this.#searched, wanted =>
      this.search(wanted, { limit: OFFERED }).hits.map(({ paper }) => paper),
    );
  }
}

function asSuggestion({ id, title }: Paper): Suggestion {
  return { id, title };
}
