import { mayBeMisspelt, nearest } from '../corrections.ts';
import { largest } from '../largest.ts';
import { isNoBeginning } from '../vocabulary.ts';
import { NearStrings } from './near.ts';
import { beginningWith } from './sorted-words.ts';
import type { View } from './view.ts';

/** So many times the words wanted are looked at: some are one word with several stop words. */
const MOST_TIMES = 4;

interface Known {
  word: string;
  term: string;
  count: number;
}

/** The words of the collection as people write them, and the term that each is looked up by. */
export class DiskVocabulary {
  readonly #view: View;
  readonly #near = new NearStrings();
  /** For terms that are two when written with a hyphen: how often, by the two of them with a space between. */
  readonly #compounds = new Map<string, Map<string, number>>();

  constructor(view: View) {
    this.#view = view;
  }

  /** Words, those of papers that went among them. */
  get size(): number {
    return this.#view.lexicon.words.count;
  }

  has(word: string): boolean {
    const number = this.#view.lexicon.words.find(word);
    if (number !== undefined && this.#count(number) > 0) return true;
    return this.#beginning(`${word} `).some(one => this.#count(one) > 0);
  }

  /** A word for people to read instead of the term: the shortest that has it. */
  wordOf(term: string): string {
    return this.#shortest(term) ?? term;
  }

  /** Notes that a term is two when written with a hyphen, and how often: `metalearn` is `meta`, `learn`. */
  addCompound(term: string, parts: readonly string[], count: number): void {
    const ways = this.#compounds.get(term) ?? new Map<string, number>();
    const way = parts.join(' ');
    this.#compounds.set(term, ways.set(way, (ways.get(way) ?? 0) + count));
  }

  /**
   * The terms that a word is made of when written with a hyphen, if the collection has it so; the most frequent way.
   */
  parts(term: string): readonly string[] | undefined {
    const ways = [...(this.#compounds.get(term) ?? [])];
    const [most] = ways.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return most?.[0].split(' ');
  }

  /** The words that begin so, the most frequent first. */
  completions(beginning: string, limit: number): Known[] {
    if (isNoBeginning(beginning)) return [];
    const numbers = this.#beginning(beginning);
    const frequent = largest(
      Float64Array.from(numbers, number => this.#count(number)),
      MOST_TIMES * limit,
    );
    return this.#together(frequent.flatMap(place => numbers[place] ?? []))
      .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
      .slice(0, limit);
  }

  /**
   * What a word that the collection does not know was probably meant to be: the nearest words, the most frequent first.
   */
  corrections(word: string, limit: number): Known[] {
    if (!mayBeMisspelt(word)) return [];
    const near = this.#near.near(this.#view.lexicon.words, word);
    return nearest(word, this.#together(near)).slice(0, limit);
  }

  #shortest(term: string): string | undefined {
    const word = this.#view.shortestOf(this.#view.lexicon.terms.find(term) ?? 0);
    return word === undefined ? undefined : this.#view.lexicon.wordOf(word);
  }

  /** Words of the lexicon, stop words and unused ones among them. */
  #beginning(beginning: string): number[] {
    const { lexicon, recent } = this.#view;
    return [lexicon.sorted, recent].flatMap(sorted => [...beginningWith(lexicon.words, sorted, beginning)]);
  }

  /** How often a word is used, stop words never. */
  #count(number: number): number {
    const { lexicon, uses } = this.#view;
    return lexicon.termOf(number) === 0 ? 0 : uses.of(number);
  }

  /** A compound with several stop words, or a word with several terms, is several words to the lexicon. */
  #together(numbers: readonly number[]): Known[] {
    const { lexicon } = this.#view;
    const byWord = new Map<string, Known & { uses: number }>();
    for (const number of numbers) {
      const uses = this.#count(number);
      if (uses === 0) continue;
      const word = lexicon.wordOf(number);
      const term = lexicon.terms.stringOf(lexicon.termOf(number));
      const known = byWord.get(word);
      const count = uses + (known?.count ?? 0);
      const isMore = !known || uses > known.uses || (uses === known.uses && term < known.term);
      byWord.set(word, isMore ? { word, term, uses, count } : { ...known, count });
    }
    return [...byWord.values()];
  }
}
