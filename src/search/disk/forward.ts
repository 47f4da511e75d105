import type { Forward } from '../forward.ts';
import type { View } from './view.ts';

/** Papers kept as they were read last: one query asks for some hundred papers several times. */
const MOST_KEPT = 2000;

interface Terms {
  title: Uint32Array;
  text: Uint32Array;
  authors: Uint32Array;
}

/** What stands in each paper, term by term in order, read from the disk. Numbers are as in the index in memory: from 1, and 0 for a stop word. */
export class DiskForward implements Forward {
  readonly #view: View;
  readonly #kept = new Map<number, Terms>();
  /** Of the view; with another one papers have other places. */
  #version = 0;

  constructor(view: View) {
    this.#view = view;
  }

  get size(): number {
    return this.#view.size;
  }

  get termCount(): number {
    return this.#view.lexicon.terms.count - 1;
  }

  get averageLength(): number {
    return this.#view.totalLength / Math.max(1, this.#view.size);
  }

  /** Undefined for a term that no paper has. */
  numberOf(term: string): number | undefined {
    const number = term === '' ? undefined : this.#view.lexicon.terms.find(term);
    return number === undefined || this.documentFrequency(number) === 0 ? undefined : number;
  }

  termOf(number: number): string {
    return this.#view.lexicon.terms.stringOf(number);
  }

  compareTerms(a: number, b: number): number {
    const { terms } = this.#view.lexicon;
    return terms.compare(a, b);
  }

  documentFrequency(term: number): number {
    return this.#view.holders.of(term);
  }

  length(paper: number): number {
    const part = this.#view.partOf(paper);
    return part?.segment.lengths[paper - part.base] ?? 0;
  }

  title(paper: number): Uint32Array {
    return this.#terms(paper).title;
  }

  text(paper: number): Uint32Array {
    return this.#terms(paper).text;
  }

  authors(paper: number): Uint32Array {
    return this.#terms(paper).authors;
  }

  #terms(paper: number): Terms {
    if (this.#version !== this.#view.version) this.#kept.clear();
    this.#version = this.#view.version;
    const known = this.#kept.get(paper);
    if (known) return known;
    const part = this.#view.partOf(paper);
    if (!part) return NOTHING;
    const { title, text, authors } = part.segment.words(paper - part.base);
    const terms = { title: this.#inTerms(title), text: this.#inTerms(text), authors: this.#inTerms(authors) };
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(paper, terms);
    return terms;
  }

  /** In place: the words are nobody else's. */
  #inTerms(words: Uint32Array): Uint32Array {
    const { lexicon } = this.#view;
    for (let i = 0; i < words.length; i++) words[i] = lexicon.termOf(words[i] ?? 0);
    return words;
  }
}

const NOTHING: Terms = { title: new Uint32Array(), text: new Uint32Array(), authors: new Uint32Array() };
