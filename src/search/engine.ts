import { indexPapers, type Lookup } from '../papers/lookup.ts';
import type { Paper } from '../papers/paper.ts';
import { stem } from './analysis/stem.ts';
import { type Token, tokenise } from './analysis/tokens.ts';
import { ForwardIndex, TITLE_WEIGHT } from './forward.ts';
import { buildLatentSpace } from './latent/space.ts';
import { nameIn } from './naming.ts';
import { type Candidate, Postings, type WeightedTerms } from './postings.ts';
import { acronymsIn, type Expansions } from './query/expansions.ts';
import { readWords } from './query/reader.ts';
import { rarity } from './rank/bm25.ts';
import { type Concept, weightsOf } from './rank/query.ts';
import { Ranker } from './rank/ranker.ts';
import { papersLike } from './related.ts';
import { snippet } from './snippet.ts';
import { Titles } from './titles.ts';
import type { Topics } from './topics.ts';
import type { Related, Resolution, SearchAnswer, SearchIndex, SearchOptions, Suggestion } from './types.ts';
import { Vocabulary } from './vocabulary.ts';

/** A short form counts nearly as much as the words it stands for; but other words may have the same letters. */
const ACRONYM_WEIGHT = 0.7;
const MOST_SHARED = 5;
const MOST_SUGGESTIONS = 25;

/** What the words of a field mean. */
interface Words {
  topics: Topics;
  /** Synonyms and names of topics, for a collection of that field. */
  inField: Expansions;
  /** Synonyms alone, for others: there the names of topics mean other things. */
  elsewhere: Expansions;
}

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
  readonly #words: Words;

  constructor(papers: readonly Paper[], words: Words) {
    this.#words = words;
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
    this.#words.topics.add([
      { text: paper.title, tokens: title },
      { text: paper.abstract, tokens: text },
    ]);
    addCompounds(this.#vocabulary, [...title, ...text]);
    for (const { short, long } of acronymsIn(paper.abstract)) {
      this.#words.inField.addGroup([short, long], ACRONYM_WEIGHT);
      this.#words.elsewhere.addGroup([short, long], ACRONYM_WEIGHT);
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
    return papersLike(this.#place(paper), {
      forward: this.#forward,
      postings: this.#postings,
      topics: this.#words.topics,
      latent: this.#ranker.latent,
    })
      .slice(0, limit)
      .flatMap(({ paper: place, score, sharedTerms, sharedTopics }) => {
        const other = this.papers[place];
        const words = sharedTerms.map(term => this.#vocabulary.wordOf(this.#forward.termOf(term)));
        const shared = [...sharedTopics.map(topic => topic.name.toLowerCase()), ...words].slice(0, MOST_SHARED);
        return other ? [{ paper: other, score, shared }] : [];
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

  #read(query: string): Concept[] {
    const { topics, inField, elsewhere } = this.#words;
    const expansions = topics.describeCollection ? inField : elsewhere;
    return readWords(tokenise(query), { forward: this.#forward, vocabulary: this.#vocabulary, expansions }).concepts;
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
}

function termOf(token: Token): string {
  return token.term;
}

/** Hyphenated words are two terms; as one word they must be found too. */
function addCompounds(vocabulary: Vocabulary, tokens: readonly Token[]): void {
  tokens.forEach((token, place) => {
    const before = tokens[place - 1];
    if (token.hyphenated && before && before.term !== '' && token.term !== '') {
      vocabulary.addCompound(stem(before.word + token.word), [before.term, token.term]);
    }
  });
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
