import { ChangingLookup } from '../papers/lookup.ts';
import type { Paper } from '../papers/paper.ts';
import { inSlices } from '../platform/slices.ts';
import { authorTokens } from './analysis/author-tokens.ts';
import { type Language, languageOfPaper } from './analysis/language.ts';
import { stem } from './analysis/stem.ts';
import { type Token, tokenise } from './analysis/tokens.ts';
import { AuthorIndex } from './author-index.ts';
import { dateNumber } from './date-number.ts';
import type { Field } from './field.ts';
import { find } from './find.ts';
import { ForwardIndex, type PaperTerms, TITLE_WEIGHT } from './forward.ts';
import { findTopics, topicsOf } from './found-topics/find.ts';
import { Languages } from './languages.ts';
import { largest } from './largest.ts';
import type { LatentSpace } from './latent/space.ts';
import { type Entry, Postings } from './postings.ts';
import { type Acronym, acronymsIn } from './query/expansions.ts';
import type { Wording } from './query/parse.ts';
import type { Reading } from './query/reader.ts';
import type { Searchable } from './query/selection.ts';
import type { Weights } from './rank/query.ts';
import { Ranker } from './rank/ranker.ts';
import type { Found, Searched, Wanted } from './searched.ts';
import { selectableOf } from './selectable.ts';
import { type Slot, Slots } from './slots.ts';
import { Titles } from './titles.ts';
import { areOfAnotherField, NONE_FOUND, TopicNames, Topics, type TopicsFound } from './topics.ts';
import type { TopicCount } from './types.ts';
import { Vocabulary } from './vocabulary.ts';
import { yearsOf } from './years.ts';

const NO_NAMES = TopicNames.byTerms([]);

/**
 * All that is kept of a collection for searching it. Papers go by their place, in the order in which they came; when
 * one goes, those after it move up. So each part of it (a list by place, or of slots) is after any changes as if only
 * the papers that are there had ever come.
 */
export class IndexedCollection implements Searched {
  readonly lookup = new ChangingLookup();
  readonly forward = new ForwardIndex();
  readonly vocabulary = new Vocabulary();
  readonly titles = new Titles();
  readonly #authors = new AuthorIndex();
  readonly postings = new Postings();
  readonly ranker: Ranker;
  /** Topics of the field that comes along, or of the operator's. */
  readonly #ofField: Topics;
  /** Where the collection is of another field. */
  #found = new Topics(NO_NAMES);
  /** Whether papers came or went since topics were looked for. */
  #hasChanged = false;
  readonly selectable: Searchable;
  readonly #field: Field;
  readonly #papers: Paper[] = [];
  /** By place. */
  readonly #dates: number[] = [];
  readonly #slots = new Slots();
  readonly #languages = new Languages();
  readonly #slotOf = new Map<Paper, Slot>();
  #latent: LatentSpace | undefined;

  constructor(field: Field) {
    this.ranker = new Ranker(this.forward);
    this.#ofField = new Topics(field.topics);
    const { lookup, forward, postings } = this;
    const topics = () => this.topics;
    const [papers, dates] = [this.#papers, this.#dates];
    const placeOf = (paper: Paper) => this.placeOf(paper);
    this.selectable = selectableOf({
      papers,
      dates,
      lookup,
      placeOf,
      forward,
      get topics() {
        return topics();
      },
      postings,
      authors: this.#authors,
      languages: this.#languages,
    });
    this.#field = field;
  }

  get size(): number {
    return this.#papers.length;
  }

  /** By place. */
  get papers(): readonly Paper[] {
    return this.#papers;
  }

  get topics(): Topics {
    return areOfAnotherField(this.#ofField) ? this.#found : this.#ofField;
  }

  get latent(): LatentSpace | undefined {
    return this.#latent;
  }

  set latent(space: LatentSpace) {
    this.#latent = space;
    this.ranker.latent = space;
  }

  /** Takes a paper into the index, after all others. */
  add(paper: Paper): void {
    this.#hasChanged = true;
    const slot = this.#slots.add();
    const analysed = analyse(paper);
    const { title, text, authors } = analysed;
    this.#papers.push(paper);
    this.#dates.push(dateNumber(paper));
    this.#slotOf.set(paper, slot);
    this.lookup.add(paper);
    this.forward.add(title.map(termOf), text.map(termOf), authors.map(termOf), yearsOf(paper));
    this.postings.take(entryOf(slot, analysed), this.forward.length(slot.place));
    for (const { word, compound, term } of wordsOf(analysed)) this.vocabulary.add(compound ?? word, term);
    for (const { term, parts } of compoundsIn(analysed)) this.vocabulary.addCompound(term, parts);
    const texts = [
      { text: paper.title, tokens: title },
      { text: paper.abstract, tokens: text },
    ];
    this.#ofField.add(this.#ofField.names.in(texts));
    const told = { paper: () => paper, texts: () => [title.map(termOf), text.map(termOf)] };
    this.#found.add(topicsOf(told, this.#found.names));
    for (const { short, long } of analysed.acronyms) this.#field.addAcronym(short, long);
    this.titles.add(paper.title, slot);
    this.#languages.add(analysed.language);
    this.#authors.add(authors.map(wordOf), slot);
    this.#latent?.add();
  }

  /** Takes a paper out of the index. */
  remove(paper: Paper): void {
    const slot = this.#slotOf.get(paper);
    if (!slot) return;
    this.#hasChanged = true;
    const { place } = slot;
    const analysed = analyse(paper);
    this.#latent?.remove(place);
    this.#languages.remove(analysed.language);
    this.#authors.remove(analysed.authors.map(wordOf), slot);
    this.titles.remove(paper.title, slot);
    for (const { short, long } of analysed.acronyms) this.#field.removeAcronym(short, long);
    this.#ofField.remove(place);
    this.#found.remove(place);
    for (const { term, parts } of compoundsIn(analysed)) this.vocabulary.removeCompound(term, parts);
    for (const { word, compound, term } of wordsOf(analysed)) this.vocabulary.remove(compound ?? word, term);
    this.postings.remove(entryOf(slot, analysed));
    this.forward.remove(place);
    this.lookup.remove(paper);
    this.#slotOf.delete(paper);
    this.#papers.splice(place, 1);
    this.#dates.splice(place, 1);
    this.#slots.remove(place);
  }

  /**
   * Looks for topics in the papers themselves, where they are of another field than the topics that come along; in
   * slices.
   */
  async findTopics(): Promise<void> {
    if (!this.#hasChanged) return;
    this.#hasChanged = false;
    const names = areOfAnotherField(this.#ofField) ? await findTopics([...this.#papers.keys()], this) : NO_NAMES;
    const found = new Map<PaperTerms, TopicsFound>();
    const label = ([own, paper]: readonly [PaperTerms, Paper]) => {
      const told = { paper: () => paper, texts: () => [own.title, own.text].map(terms => this.#written(terms)) };
      if (!own.gone && names.all.length > 0) found.set(own, topicsOf(told, names));
    };
    await inSlices(this.#termsAndPapers(), label);
    // Those that came meanwhile.
    for (const both of this.#termsAndPapers()) if (!found.has(both[0])) label(both);
    this.#found = new Topics(names);
    for (const paper of this.forward.papers) this.#found.add(found.get(paper) ?? NONE_FOUND);
  }

  #termsAndPapers(): (readonly [PaperTerms, Paper])[] {
    return this.forward.papers.flatMap((own, place) => {
      const paper = this.#papers[place];
      return paper ? [[own, paper] as const] : [];
    });
  }

  #written(terms: Uint32Array): string[] {
    return Array.from(terms, term => this.forward.termOf(term));
  }

  /** What words ask for here. */
  read(wording: Wording): Reading {
    return this.#field.read(wording, this);
  }

  paperAt(place: number): Paper | undefined {
    return this.#papers[place];
  }

  placeOf(paper: Paper): number {
    return this.#slotOf.get(paper)?.place ?? -1;
  }

  /** See {@link Postings.scores}. */
  scores(terms: Weights): Float32Array {
    return this.postings.scores([...terms].map(([term, weight]) => [this.forward.termOf(term), weight]));
  }

  candidates(terms: Weights, most: number): number[] {
    return largest(this.scores(terms), most);
  }

  dateOf(place: number): number {
    return this.#dates[place] ?? 0;
  }

  find(wanted: Wanted): Found {
    return find(wanted, this);
  }

  newest(limit: number): Paper[] {
    // Papers without a date are the oldest.
    const dates = Float64Array.from(this.#dates, date => date + 1);
    return largest(dates, limit).flatMap(place => this.#papers[place] ?? []);
  }

  topicCounts(): TopicCount[] {
    return this.topics.count(this.#papers.keys());
  }
}

/** What stands in a paper; the same paper always gives the same, so that it can be taken out as it was taken in. */
interface Analysed {
  title: Token[];
  text: Token[];
  authors: Token[];
  acronyms: Acronym[];
  language: Language;
}

function analyse({ title, abstract, authors }: Paper): Analysed {
  const language = languageOfPaper({ title, abstract });
  return {
    language,
    title: tokenise(title, language),
    text: tokenise(abstract, language),
    authors: authors.flatMap(authorTokens),
    acronyms: acronymsIn(abstract),
  };
}

function entryOf(id: Slot, { title, text, authors }: Analysed): Entry {
  const weighted = [...Array<Token[]>(TITLE_WEIGHT).fill(title).flat(), ...text, ...authors];
  return { id, text: weighted.map(termOf).filter(Boolean).join(' ') };
}

function wordOf({ word }: Token): string {
  return word;
}

function termOf(token: Token): string {
  return token.term;
}

function wordsOf({ title, text, authors }: Analysed): Token[] {
  return [...title, ...text, ...authors].filter(({ term }) => term !== '');
}

/** Hyphenated words are two terms; as one word they must be found too. */
function compoundsIn({ title, text }: Analysed): { term: string; parts: [string, string] }[] {
  return [title, text].flatMap(tokens =>
    tokens.flatMap((token, place) => {
      const before = tokens[place - 1];
      if (!token.hyphenated || !before?.term || !token.term) return [];
      return [{ term: stem(before.word + token.word), parts: [before.term, token.term] }];
    }),
  );
}
