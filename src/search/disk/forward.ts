import type { Forward } from '../forward.ts';
import { yearFit } from '../years.ts';
import { Kept } from './kept.ts';
import { LENGTHS, readTerms } from './record.ts';
import type { View } from './view.ts';

/** Numbers kept as they were read last, 1 MB: one query asks for some hundred papers several times. */
const MOST_KEPT = 1 << 18;

/**
 * What stands in each paper, term by term in order, read from the disk. Numbers are as in the index in memory: from 1,
 * and 0 for a stop word.
 */
export class DiskForward implements Forward {
  readonly #view: View;
  #room = new Uint32Array(MOST_KEPT);
  #kept = new Kept(MOST_KEPT);
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
    return this.#part(paper, 0);
  }

  text(paper: number): Uint32Array {
    return this.#part(paper, 1);
  }

  authors(paper: number): Uint32Array {
    return this.#part(paper, 2);
  }

  yearFit(paper: number, year: number): number {
    const part = this.#view.partOf(paper);
    if (!part) return 0;
    const place = paper - part.base;
    return yearFit({ published: part.segment.years[place] ?? 0, date: part.segment.dates[place] ?? 0 }, year);
  }

  /** Good until many other papers were read. */
  #part(paper: number, part: number): Uint32Array {
    const start = this.#startOf(paper);
    let from = start + LENGTHS;
    for (let before = 0; before < part; before++) from += this.#room[start + before] ?? 0;
    return this.#room.subarray(from, from + (this.#room[start + part] ?? 0));
  }

  /** Where the terms of a paper begin in the room. */
  #startOf(paper: number): number {
    if (this.#version !== this.#view.version) this.#kept.forget();
    this.#version = this.#view.version;
    const known = this.#kept.startOf(paper);
    if (known !== undefined) return known;
    const part = this.#view.partOf(paper);
    const record = part?.segment.record(paper - part.base) ?? NOTHING;
    const most = record.length + LENGTHS;
    if (most > this.#room.length) this.#makeRoom(2 * most);
    const start = this.#kept.make(paper, most);
    readTerms(record, this.#view.lexicon.termsOfWords, this.#room.subarray(start, start + most));
    return start;
  }

  #makeRoom(numbers: number): void {
    this.#room = new Uint32Array(numbers);
    this.#kept = new Kept(numbers);
  }
}

const NOTHING = new Uint8Array(LENGTHS);
