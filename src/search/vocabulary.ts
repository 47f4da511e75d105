import { mayBeMisspelt, nearest } from './corrections.ts';
import { NearWords } from './near-words.ts';

interface Entry {
  /** How often the word stands in the collection. */
  count: number;
  /** How often for which term: in another language, or as a name, a word may have another one. */
  terms: Map<string, number>;
}

/** What queries ask of a vocabulary. */
export type KnownWords = Pick<Vocabulary, 'size' | 'has' | 'wordOf' | 'parts' | 'completions' | 'corrections'>;

export interface Completion {
  word: string;
  term: string;
}

/** The words of the collection as people write them, and the term that each is looked up by. */
export class Vocabulary {
  readonly #words = new NearWords<Entry>();
  /** The same entries by the start of the word. */
  readonly #byStart = new Map<string, Map<string, Entry>>();
  /** The words of each term, the shortest first. */
  readonly #forms = new Map<string, string[]>();
  /** For terms that are two when written with a hyphen: how often, by the two of them with a space between. */
  readonly #parts = new Map<string, Map<string, number>>();

  /** Words. */
  get size(): number {
    return this.#words.size;
  }

  add(word: string, term: string): void {
    const start = startOf(word);
    const alike = this.#byStart.get(start) ?? new Map<string, Entry>();
    const entry = alike.get(word) ?? { count: 0, terms: new Map<string, number>() };
    if (entry.count++ === 0) {
      this.#words.add(word, entry);
      this.#byStart.set(start, alike.set(word, entry));
    }
    const uses = entry.terms.get(term) ?? 0;
    entry.terms.set(term, uses + 1);
    if (uses > 0) return;
    const forms = this.#forms.get(term);
    if (forms) forms.splice(forms.findLastIndex(other => byLength(other, word) < 0) + 1, 0, word);
    else this.#forms.set(term, [word]);
  }

  /** Takes back one {@link add}. */
  remove(word: string, term: string): void {
    const alike = this.#byStart.get(startOf(word));
    const known = alike?.get(word);
    if (!alike || !known) return;
    if (--known.count === 0) {
      this.#words.remove(word);
      alike.delete(word);
      if (alike.size === 0) this.#byStart.delete(startOf(word));
    }
    const left = (known.terms.get(term) ?? 0) - 1;
    if (left > 0) {
      known.terms.set(term, left);
      return;
    }
    known.terms.delete(term);
    const others = (this.#forms.get(term) ?? []).filter(other => other !== word);
    if (others.length > 0) this.#forms.set(term, others);
    else this.#forms.delete(term);
  }

  /** Notes that a term is two when written with a hyphen: `metalearn` is `meta`, `learn`. */
  addCompound(term: string, parts: readonly [string, string]): void {
    const known = this.#parts.get(term) ?? new Map<string, number>();
    const key = parts.join(' ');
    known.set(key, (known.get(key) ?? 0) + 1);
    this.#parts.set(term, known);
  }

  /** Takes back one {@link addCompound}. */
  removeCompound(term: string, parts: readonly [string, string]): void {
    const known = this.#parts.get(term);
    const key = parts.join(' ');
    const count = (known?.get(key) ?? 0) - 1;
    if (count > 0) known?.set(key, count);
    else known?.delete(key);
    if (known?.size === 0) this.#parts.delete(term);
  }

  /**
   * The terms that a word is made of when written with a hyphen, if the collection has it so; the most frequent way.
   */
  parts(term: string): readonly string[] | undefined {
    const ways = this.#parts.get(term);
    if (!ways) return undefined;
    const [most] = [...ways].sort(([a, x], [b, y]) => y - x || compare(a, b));
    return most?.[0].split(' ');
  }

  has(word: string): boolean {
    return this.#byStart.get(startOf(word))?.has(word) ?? false;
  }

  /** A word for people to read instead of the term: the shortest that has it. */
  wordOf(term: string): string {
    return this.#forms.get(term)?.[0] ?? term;
  }

  /** The words that begin so, the most frequent first. */
  completions(beginning: string, limit: number): Completion[] {
    if (isNoBeginning(beginning)) return [];
    const most: Used[] = [];
    for (const [word, entry] of this.#startingWith(beginning)) {
      if (!word.startsWith(beginning)) continue;
      const known = { word, entry };
      const last = most[limit - 1];
      if (last && byUse(last, known) < 0) continue;
      if (last) most.pop();
      most.splice(most.findLastIndex(other => byUse(other, known) < 0) + 1, 0, known);
    }
    return most.map(({ word, entry }) => ({ word, term: mostUsed(entry) }));
  }

  /** Words among which are all that begin so. */
  *#startingWith(beginning: string): Generator<[word: string, entry: Entry]> {
    if (beginning.length >= START) {
      yield* this.#byStart.get(startOf(beginning)) ?? [];
      return;
    }
    for (const [start, words] of this.#byStart) if (start.startsWith(beginning)) yield* words;
  }

  /**
   * What a word that the collection does not know was probably meant to be: the nearest words, the most frequent first.
   */
  corrections(word: string, limit: number): Completion[] {
    if (!mayBeMisspelt(word)) return [];
    const near = this.#words.near(word).map(({ word: known, value: entry }) => ({
      word: known,
      count: entry.count,
      term: mostUsed(entry),
    }));
    return nearest(word, near)
      .slice(0, limit)
      .map(({ word: known, term }) => ({ word: known, term }));
  }
}

/** Of equals the first by the alphabet. */
function mostUsed({ terms }: Entry): string {
  const [most] = [...terms].sort(([a, x], [b, y]) => y - x || compare(a, b));
  return most?.[0] ?? '';
}

/** In UTF-16 units. */
const START = 2;

function startOf(word: string): string {
  return word.slice(0, START);
}

interface Used {
  word: string;
  entry: Entry;
}

/** The most frequent first; equals by the alphabet. */
function byUse(a: Used, b: Used): number {
  return b.entry.count - a.entry.count || compare(a.word, b.word);
}

/** A single letter or digit may become any word: that says nothing, and there are very many. */
export function isNoBeginning(text: string): boolean {
  return text === '' || /^[a-z\d]$/.test(text);
}

/** The shorter first; of equal length, by the alphabet. */
function byLength(a: string, b: string): number {
  return a.length - b.length || compare(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
