import { ByteWriter } from './bytes.ts';
import { Numbers } from './numbers.ts';
import { writePostings } from './postings.ts';
import type { PaperWords } from './record.ts';
import type { SectionWriter } from './sections.ts';

/** Posting lists by one kind of key. */
export interface Family {
  /** Begins the names of its sections. */
  name: string;
  /** Whether it is kept how often a key stands in a paper. */
  counted: boolean;
  /** Calls `use` for each key of a paper, each time it stands there, with what this counts; key 0 is none. */
  keys(words: PaperWords, use: (key: number, weight: number) => void): void;
}

/** Writes posting lists in the order of their keys. */
export class ListsWriter {
  readonly #out: SectionWriter;
  readonly #name: string;
  readonly #keys = new Numbers();
  readonly #ends = new Numbers();
  readonly #holders = new Numbers();
  readonly #list = new ByteWriter();

  constructor(out: SectionWriter, { name }: Family) {
    this.#out = out;
    this.#name = name;
    out.begin(`${name}.lists`);
  }

  /** `counts`: of each of the papers, where that is kept. */
  add(key: number, papers: Uint32Array, counts: Uint8Array | undefined): void {
    this.#list.clear();
    writePostings(this.#list, papers, counts);
    this.#out.append(this.#list.view());
    this.#keys.push(key);
    this.#ends.push(this.#ends.last() + this.#list.length);
    this.#holders.push(papers.length);
  }

  finish(): void {
    this.#out.write(`${this.#name}.keys`, this.#keys.view());
    this.#out.write(`${this.#name}.ends`, this.#ends.view());
    this.#out.write(`${this.#name}.holders`, this.#holders.view());
  }
}
