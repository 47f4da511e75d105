import type { Paper } from '../papers/paper.ts';
import { answer } from './answer.ts';
import type { IndexedCollection } from './collection.ts';
import { explain } from './explain.ts';
import type { LatentSpace } from './latent/space.ts';
import { LatentUpkeep } from './latent/upkeep.ts';
import { nameIn } from './naming.ts';
import { prepareNeighbours } from './query/neighbours.ts';
import { parseQuery, wantedText } from './query/parse.ts';
import { papersLike } from './related.ts';
import { inSlices } from './slices.ts';
import type {
  Explanation,
  IndexChange,
  Related,
  Resolution,
  SearchAnswer,
  SearchIndex,
  SearchOptions,
  Suggestion,
  Topic,
  TopicCount,
} from './types.ts';

const MOST_SHARED = 5;
/** Discord shows no more. */
const MOST_SUGGESTIONS = 25;

/** The index in memory. */
export class Engine implements SearchIndex {
  readonly #collection: IndexedCollection;
  readonly #upkeep: LatentUpkeep;
  #generation = 0;
  /** Updates are made one after the other. */
  #updated: Promise<void> = Promise.resolve();

  constructor(collection: IndexedCollection, { pauses }: { pauses?: number | undefined } = {}) {
    this.#collection = collection;
    // Ahead of the first query that needs it, which reads it again if this fails.
    prepareNeighbours().catch(() => undefined);
    const install = (space: LatentSpace) => {
      collection.ranker.latent = space;
      this.#generation++;
    };
    this.#upkeep = new LatentUpkeep(collection.forward, install, pauses);
    this.#upkeep.changed();
  }

  get settled(): Promise<void> {
    return this.#upkeep.settled;
  }

  get generation(): number {
    return this.#generation;
  }

  update(changes: readonly IndexChange[]): Promise<void> {
    const updated = this.#updated.then(() => inSlices(changes, change => this.#apply(change)));
    // Whoever asked for it is told of a failure; the next update is made all the same.
    this.#updated = updated.catch(() => undefined);
    return updated;
  }

  /** In one go, so that a changed paper is never missing. */
  #apply({ id, paper }: IndexChange): void {
    const before = this.get(id);
    if (before) this.#collection.remove(before);
    if (paper) this.#collection.add(paper);
    this.#generation++;
    this.#upkeep.changed();
  }

  get size(): number {
    return this.papers.length;
  }

  get papers(): readonly Paper[] {
    return this.#collection.papers;
  }

  get(id: string): Paper | undefined {
    return this.#collection.lookup.byId.get(id);
  }

  topics(): TopicCount[] {
    return this.#collection.topics.counted(this.papers.keys());
  }

  topicsOf(id: string): Topic[] {
    const paper = this.get(id);
    return paper ? [...this.#collection.topics.of(this.#collection.placeOf(paper))] : [];
  }

  topicNamed(text: string): Topic | undefined {
    return this.#collection.topics.named(text);
  }

  search(query: string, options: SearchOptions = {}): SearchAnswer {
    return answer(query, options, this.#collection);
  }

  explain(query: string, id: string): Explanation | undefined {
    const paper = this.get(id);
    if (!paper) return undefined;
    const { forward, vocabulary, ranker } = this.#collection;
    const { concepts } = this.#collection.read(wantedText(parseQuery(query).clauses));
    return explain(concepts, this.#collection.placeOf(paper), { forward, vocabulary, latent: ranker.latent });
  }

  suggest(typed: string, limit: number = MOST_SUGGESTIONS): Suggestion[] {
    const most = Math.min(limit, MOST_SUGGESTIONS);
    if (typed.trim() === '') return this.#newest(most).map(asSuggestion);
    const naming = nameIn(typed, this.#collection.lookup);
    if (naming.kind === 'unknown') return [];
    const first = naming.kind === 'paper' ? [naming.paper] : [];
    const byTitle = this.#collection.titles.typed(typed, most).flatMap(place => this.papers[place] ?? []);
    const found = new Set([...first, ...byTitle]);
    if (found.size < most) for (const { paper } of this.search(typed, { limit: most }).hits) found.add(paper);
    return [...found].slice(0, most).map(asSuggestion);
  }

  related(id: string, limit = 10): Related[] {
    const paper = this.get(id);
    if (!paper) return [];
    const { forward, postings, topics, ranker, vocabulary } = this.#collection;
    return papersLike(this.#collection.placeOf(paper), { forward, postings, topics, latent: ranker.latent })
      .slice(0, limit)
      .flatMap(({ paper: place, score, sharedTerms, sharedTopics }) => {
        const other = this.papers[place];
        const words = sharedTerms.slice(0, MOST_SHARED).map(term => vocabulary.wordOf(forward.termOf(term)));
        const shared = [...sharedTopics.map(({ name }) => name.toLowerCase()), ...words].slice(0, MOST_SHARED);
        return other ? [{ paper: other, score, shared }] : [];
      });
  }

  resolve(text: string): Resolution {
    const naming = nameIn(text, this.#collection.lookup);
    if (naming.kind === 'paper') return { kind: 'exact', paper: naming.paper };
    if (naming.kind === 'unknown') return naming;
    const [best] = this.search(text, { limit: 1 }).hits;
    return best ? { kind: 'best', paper: best.paper } : { kind: 'none' };
  }

  #newest(limit: number): Paper[] {
    return this.papers.toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? '')).slice(0, limit);
  }
}

function asSuggestion({ id, title }: Paper): Suggestion {
  return { id, title };
}
