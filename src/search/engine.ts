import { indexPapers, type Lookup } from '../papers/lookup.ts';
import type { Paper } from '../papers/paper.ts';
import { type Token, tokenise } from './analysis/tokens.ts';
import { ForwardIndex, TITLE_WEIGHT } from './forward.ts';
import { buildLatentSpace } from './latent/space.ts';
import { nameIn } from './naming.ts';
import { type Candidate, Postings, type WeightedTerms } from './postings.ts';
import { rarity } from './rank/bm25.ts';
import { type Concept, weightsOf } from './rank/query.ts';
import { Ranker } from './rank/ranker.ts';
import { relatedTerms } from './related.ts';
import { snippet } from './snippet.ts';
import { Titles } from './titles.ts';
import type { Related, Resolution, SearchAnswer, SearchIndex, SearchOptions, Suggestion } from './types.ts';
import { Vocabulary } from './vocabulary.ts';

/** A query of more words than this is cut to those that the fewest papers have: more only cost time. */
const MOST_TERMS = 64;
const MOST_SUGGESTIONS = 25;
/** How many words an unfinished or misspelt word may stand for. */
const MOST_READINGS = 5;

/** The collection made searchable; {@link Engine.add} takes papers one by one. */
export class Engine implements SearchIndex {
  readonly papers: readonly Paper[];
  settled: Promise<void> = Promise.resolve();
  readonly #lookup: Lookup;
  readonly #places: ReadonlyMap<Paper, number>;
  readonly #postings = new Postings();
  readonly #forward = new ForwardIndex();
  readonly #vocabulary = new Vocabulary();
  readonly #titles = new Titles();
  readonly #ranker: Ranker;

  constructor(papers: readonly Paper[]) {
    this.papers = papers;
    this.#lookup = indexPapers(papers);
    this.#ranker = new Ranker(this.#forward, this.#postings);
    this.#places = new Map(papers.map((paper, place) => [paper, place]));
  }

  get size(): number {
    return this.papers.length;
  }

  /** Takes the next of the papers into the index. */
  add(paper: Paper): void {
    const title = tokenise(paper.title);
    const text = tokenise(paper.abstract);
    const authors = paper.authors.flatMap(name => tokenise(name));
    const id = this.#forward.size;
    this.#forward.add(title.map(termOf), text.map(termOf), authors.map(termOf));
    const weighted = [...Array<Token[]>(TITLE_WEIGHT).fill(title).flat(), ...text, ...authors];
    this.#postings.add({ id, text: weighted.map(termOf).filter(Boolean).join(' ') });
    for (const token of [...title, ...text, ...authors]) {
      if (token.term !== '') this.#vocabulary.add(token.word, token.term);
    }
    this.#titles.add(paper.title);
  }

  /** To be called once all papers are there: begins to build the latent space. */
  settle(): void {
    this.settled = buildLatentSpace(this.#forward).then(space => {
      this.#ranker.latent = space;
    });
    // Searching goes on without the space; whoever waits for it is told.
    this.settled.catch(() => undefined);
  }

  get(id: string): Paper | undefined {
    return this.#lookup.byId.get(id);
  }

  search(query: string, options: SearchOptions = {}): SearchAnswer {
    const { limit = 10, offset = 0 } = options;
    const naming = nameIn(query, this.#lookup);
    if (naming.kind === 'unknown') return { hits: [], total: 0, unknown: naming.unknown };
    const asked = this.#read(query);
    const weights = this.#marks(asked);
    let ranked = this.#ranker.rank(asked);
    const first = naming.kind === 'paper' ? [this.#place(naming.paper)] : this.#titlesTyped(query);
    ranked = withFirst(ranked, first);
    const hits = ranked.slice(offset, offset + limit).flatMap(({ paper: place, score }) => {
      const paper = this.papers[place];
      return paper ? [{ paper, score, snippet: snippet(paper.abstract, weights) }] : [];
    });
    const answer: SearchAnswer = { hits, total: ranked.length };
    if (naming.kind === 'words' && naming.unknown) answer.unknown = naming.unknown;
    return answer;
  }

  suggest(typed: string, limit: number = MOST_SUGGESTIONS): Suggestion[] {
    const most = Math.min(limit, MOST_SUGGESTIONS);
    if (typed.trim() === '') return this.#newest(most).map(asSuggestion);
    const naming = nameIn(typed, this.#lookup);
    if (naming.kind === 'unknown') return [];
    const first = naming.kind === 'paper' ? [naming.paper] : [];
    const byTitle = this.#titles.typed(typed, most).flatMap(place => this.papers[place] ?? []);
    const found = new Set([...first, ...byTitle]);
    if (found.size < most) {
      for (const { paper } of this.#ranker.rank(this.#read(typed))) {
        const next = this.papers[paper];
        if (next) found.add(next);
        if (found.size >= most) break;
      }
    }
    return [...found].slice(0, most).map(asSuggestion);
  }

  related(id: string, limit = 10): Related[] {
    const paper = this.get(id);
    if (!paper) return [];
    const place = this.#place(paper);
    const weights = relatedTerms(this.#forward, place);
    return this.#postings
      .candidates(weights)
      .filter(candidate => candidate.paper !== place)
      .slice(0, limit)
      .flatMap(candidate => {
        const other = this.papers[candidate.paper];
        return other ? [{ paper: other, score: candidate.score, shared: this.#shared(weights, candidate.paper) }] : [];
      });
  }

  resolve(text: string): Resolution {
    const naming = nameIn(text, this.#lookup);
    if (naming.kind === 'paper') return { kind: 'exact', paper: naming.paper };
    if (naming.kind === 'unknown') return naming;
    const [best] = this.search(text, { limit: 1 }).hits;
    return best ? { kind: 'best', paper: best.paper } : { kind: 'none' };
  }

  #place(paper: Paper): number {
    return this.#places.get(paper) ?? -1;
  }

  /** What a query asks for; a word that the collection does not know stands for those that it may be the beginning of or a slip for. */
  #read(query: string): Concept[] {
    const tokens = tokenise(query).filter(token => token.term !== '');
    const concepts: Concept[] = [];
    for (const token of tokens) {
      const known = this.#forward.numberOf(token.term);
      if (known !== undefined) {
        concepts.push({ readings: new Map([[known, 1]]) });
        continue;
      }
      const unfinished = token === tokens.at(-1) ? this.#vocabulary.completions(token.word, MOST_READINGS) : [];
      const readings = unfinished.length > 0 ? unfinished : this.#vocabulary.corrections(token.word, MOST_READINGS);
      const numbers = readings.flatMap(({ term }) => this.#forward.numberOf(term) ?? []);
      if (numbers.length > 0) concepts.push({ readings: new Map(numbers.map(number => [number, 1 / numbers.length])) });
    }
    if (concepts.length <= MOST_TERMS) return concepts;
    const rare = new Set(concepts.toSorted((a, b) => this.#holders(a) - this.#holders(b)).slice(0, MOST_TERMS));
    return concepts.filter(concept => rare.has(concept));
  }

  #holders({ readings }: Concept): number {
    return Math.min(...[...readings.keys()].map(term => this.#forward.documentFrequency(term)));
  }

  /** What is marked in a text, by how telling it is. */
  #marks(asked: readonly Concept[]): Map<string, number> {
    const marks = new Map<string, number>();
    for (const [term, weight] of weightsOf(asked)) {
      marks.set(this.#forward.termOf(term), weight * rarity(this.size, this.#forward.documentFrequency(term)));
    }
    return marks;
  }

  /** Papers whose title begins with what was typed, when that is more than a word. */
  #titlesTyped(query: string): number[] {
    return tokenise(query).length > 1 ? this.#titles.startingWith(query) : [];
  }

  #newest(limit: number): Paper[] {
    return this.papers.toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? '')).slice(0, limit);
  }

  #shared(weights: WeightedTerms, place: number): string[] {
    const present = new Set([...this.#forward.title(place), ...this.#forward.text(place)]);
    return [...weights]
      .filter(([term]) => present.has(this.#forward.numberOf(term) ?? -1))
      .sort(([, a], [, b]) => b - a)
      .slice(0, 5)
      .map(([term]) => this.#vocabulary.wordOf(term));
  }
}

function termOf(token: Token): string {
  return token.term;
}

function asSuggestion({ id, title }: Paper): Suggestion {
  return { id, title };
}

/** The given papers before all others, with scores above theirs. */
function withFirst(ranked: readonly Candidate[], first: readonly number[]): Candidate[] {
  if (first.length === 0) return [...ranked];
  const top = ranked[0]?.score ?? 0;
  const scores = new Map(ranked.map(({ paper, score }) => [paper, score]));
  const front = first
    .map(paper => ({ paper, score: top + 1 + (scores.get(paper) ?? 0) }))
    .sort((a, b) => b.score - a.score || a.paper - b.paper);
  const named = new Set(first);
  return [...front, ...ranked.filter(({ paper }) => !named.has(paper))];
}
