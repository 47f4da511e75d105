import { indexPapers, type Lookup } from '../papers/lookup.ts';
import type { Paper } from '../papers/paper.ts';
import { stem } from './analysis/stem.ts';
import { type Token, tokenise } from './analysis/tokens.ts';
import { ForwardIndex, TITLE_WEIGHT } from './forward.ts';
import { Postings } from './postings.ts';
import { acronymsIn, type Expansions } from './query/expansions.ts';
import { neighbours } from './query/neighbours.ts';
import { type Reading, readWords } from './query/reader.ts';
import { Ranker } from './rank/ranker.ts';
import { Titles } from './titles.ts';
import type { Topics } from './topics.ts';
import { Vocabulary } from './vocabulary.ts';

/** A short form counts nearly as much as the words it stands for; but other words may have the same letters. */
const ACRONYM_WEIGHT = 0.7;

/** What the words of a field mean. */
export interface Words {
  topics: Topics;
  /** Synonyms and names of topics, for a collection of that field. */
  inField: Expansions;
  /** Synonyms alone, for others: there the names of topics mean other things. */
  elsewhere: Expansions;
}

/** All that is kept of a collection for searching it. Papers go by their place in the file. */
export class IndexedCollection {
  readonly papers: readonly Paper[];
  readonly lookup: Lookup;
  readonly forward = new ForwardIndex();
  readonly vocabulary = new Vocabulary();
  readonly titles = new Titles();
  readonly postings = new Postings();
  readonly ranker: Ranker;
  readonly topics: Topics;
  readonly #words: Words;
  readonly #places: ReadonlyMap<Paper, number>;

  constructor(papers: readonly Paper[], words: Words) {
    this.papers = papers;
    this.lookup = indexPapers(papers);
    this.ranker = new Ranker(this.forward, this.postings);
    this.topics = words.topics;
    this.#words = words;
    this.#places = new Map(papers.map((paper, place) => [paper, place]));
  }

  /** Takes the next of the papers into the index. */
  add(paper: Paper): void {
    const title = tokenise(paper.title);
    const text = tokenise(paper.abstract);
    const authors = paper.authors.flatMap(name => tokenise(name));
    const id = this.forward.size;
    this.forward.add(title.map(termOf), text.map(termOf), authors.map(termOf));
    const weighted = [...Array<Token[]>(TITLE_WEIGHT).fill(title).flat(), ...text, ...authors];
    this.postings.add({ id, text: weighted.map(termOf).filter(Boolean).join(' ') });
    for (const token of [...title, ...text, ...authors]) {
      if (token.term !== '') this.vocabulary.add(token.compound ?? token.word, token.term);
    }
    addCompounds(this.vocabulary, [title, text]);
    this.topics.add([
      { text: paper.title, tokens: title },
      { text: paper.abstract, tokens: text },
    ]);
    for (const { short, long } of acronymsIn(paper.abstract)) {
      this.#words.inField.addGroup([short, long], ACRONYM_WEIGHT);
      this.#words.elsewhere.addGroup([short, long], ACRONYM_WEIGHT);
    }
    this.titles.add(paper.title);
  }

  /** What the words of a text ask for here. */
  read(text: string): Reading {
    const { topics, inField, elsewhere } = this.#words;
    const expansions = topics.describeCollection ? inField : elsewhere;
    return readWords(tokenise(text), { forward: this.forward, vocabulary: this.vocabulary, expansions, neighbours });
  }

  placeOf(paper: Paper): number {
    return this.#places.get(paper) ?? -1;
  }
}

function termOf(token: Token): string {
  return token.term;
}

/** Hyphenated words are two terms; as one word they must be found too. */
function addCompounds(vocabulary: Vocabulary, texts: readonly (readonly Token[])[]): void {
  for (const tokens of texts) {
    tokens.forEach((token, place) => {
      const before = tokens[place - 1];
      if (!token.hyphenated || !before?.term || !token.term) return;
      vocabulary.addCompound(stem(before.word + token.word), [before.term, token.term]);
    });
  }
}
