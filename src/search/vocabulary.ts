import SearchableMap from 'minisearch/SearchableMap';

interface Entry {
  term: string;
  /** How often the word stands in the collection. */
  count: number;
}

export interface Completion {
  word: string;
  term: string;
}

/** Words shorter than this have too many neighbours for a guess to be worth anything. */
const SHORTEST_TYPO = 4;
/** No word is this long; to look for its neighbours would take long all the same. */
const LONGEST_TYPO = 40;
/** From this length two edits are still nearer to one word than to many. */
const TWO_EDITS_FROM = 7;

/** A shorter beginning says nothing of a word. */
const SHORTEST_FORM = 4;
/** What the stemmer may leave at the end of a form of a known word. */
const ENDINGS = new Set(
  'li e al ed ing iz is ion at ativ iv or er ment ness ful less ou ic iti abl ibl ist ism'.split(' '),
);

/** The words of the collection as people write them, and the term that each is looked up by. */
export class Vocabulary {
  readonly #words = new SearchableMap<Entry>();
  /** The words of each term, the shortest first. */
  readonly #forms = new Map<string, string[]>();
  /** For terms that are two when written with a hyphen: how often, by the two of them with a space between. */
  readonly #parts = new Map<string, Map<string, number>>();

  add(word: string, term: string): void {
    const known = this.#words.get(word);
    if (known) {
      known.count++;
      return;
    }
    this.#words.set(word, { term, count: 1 });
    const forms = this.#forms.get(term);
    if (forms) forms.splice(forms.findLastIndex(other => byLength(other, word) < 0) + 1, 0, word);
    else this.#forms.set(term, [word]);
  }

  /** Takes back one {@link add}. */
  remove(word: string, term: string): void {
    const known = this.#words.get(word);
    if (!known || --known.count > 0) return;
    this.#words.delete(word);
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

  /** The terms that a word is made of when written with a hyphen, if the collection has it so; the most frequent way. */
  parts(term: string): readonly string[] | undefined {
    const ways = this.#parts.get(term);
    if (!ways) return undefined;
    const [most] = [...ways].sort(([a, x], [b, y]) => y - x || compare(a, b));
    return most?.[0].split(' ');
  }

  /** A known word of which the term is a form that the stemmer leaves apart: `noisili` begins with the term of `noisy`. */
  formOf(term: string): Completion | undefined {
    for (let length = term.length - 1; length >= SHORTEST_FORM; length--) {
      const known = term.slice(0, length);
      const word = this.#forms.get(known)?.[0];
      if (word !== undefined && ENDINGS.has(term.slice(length))) return { word, term: known };
    }
    return undefined;
  }

  has(word: string): boolean {
    return this.#words.has(word);
  }

  /** A word for people to read instead of the term: the shortest that has it. */
  wordOf(term: string): string {
    return this.#forms.get(term)?.[0] ?? term;
  }

  /** The words that begin so, the most frequent first. */
  completions(beginning: string, limit: number): Completion[] {
    if (beginning === '') return [];
    return [...this.#words.atPrefix(beginning)]
      .sort(([a, x], [b, y]) => y.count - x.count || compare(a, b))
      .slice(0, limit)
      .map(([word, { term }]) => ({ word, term }));
  }

  /** What a word that the collection does not know was probably meant to be: the nearest words, the most frequent first. */
  corrections(word: string, limit: number): Completion[] {
    if (word.length < SHORTEST_TYPO || word.length > LONGEST_TYPO) return [];
    const allowed = word.length < TWO_EDITS_FROM ? 1 : 2;
    // Two exchanged letters are one slip of the fingers but two edits to the tree.
    const near = [...this.#words.fuzzyGet(word, 2)]
      .map(([candidate, [entry]]) => ({ word: candidate, ...entry, edits: typos(word, candidate) }))
      .filter(({ edits }) => edits > 0 && edits <= allowed);
    // People seldom mistype the first letter.
    const cost = (candidate: { word: string; edits: number }) =>
      candidate.edits + (candidate.word[0] === word[0] ? 0 : 0.5);
    const best = Math.min(...near.map(cost));
    return near
      .filter(candidate => cost(candidate) === best)
      .sort((a, b) => b.count - a.count || compare(a.word, b.word))
      .slice(0, limit)
      .map(({ word, term }) => ({ word, term }));
  }
}

/** The shorter first; of equal length, by the alphabet. */
function byLength(a: string, b: string): number {
  return a.length - b.length || compare(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Slips between two words: letters left out, put in, changed, or exchanged with their neighbour (optimal string alignment). */
function typos(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (exchanged) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
