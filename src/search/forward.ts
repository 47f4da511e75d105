import { type Years, yearFit } from './years.ts';

/**
 * A word in the title says more of what a paper is about than one in its abstract: it counts as so many. Measured: 1.5
 * to 3 are alike.
 */
export const TITLE_WEIGHT = 2;

/** The terms of one paper. */
export interface PaperTerms {
  readonly title: Uint32Array;
  readonly text: Uint32Array;
  /** The words of the authors' names. */
  readonly authors: Uint32Array;
  /** See {@link ForwardIndex.length}. */
  readonly length: number;
  readonly years: Years;
  /** Whether the paper was taken out; its numbers mean nothing any more. */
  gone: boolean;
}

/**
 * What stands in each paper, term by term in order: what a posting list cannot tell (order, distance, the whole of one
 * paper). Terms are numbers from 1; 0 stands for a stop word, so that distances are those of the text.
 */
export interface Forward {
  /** Papers. */
  readonly size: number;
  /** The highest number of a term. */
  readonly termCount: number;
  /** See {@link length}. */
  readonly averageLength: number;
  /** Undefined for a term that no paper has. */
  numberOf(term: string): number | undefined;
  termOf(number: number): string;
  /** An order of the terms that stays, whatever numbers they have. */
  compareTerms(a: number, b: number): number;
  /** In how many papers the term stands, in title, abstract or names. */
  documentFrequency(term: number): number;
  /** Terms of a paper, those of the title counted as often as they weigh. */
  length(paper: number): number;
  title(paper: number): Uint32Array;
  text(paper: number): Uint32Array;
  /** The words of the authors' names. */
  authors(paper: number): Uint32Array;
  /** See {@link yearFit}. */
  yearFit(paper: number, year: number): number;
}

/**
 * The forward index in memory. The number of a term that no paper has
 * any more is given to the next new one: numbers mean something only until the next change.
 */
export class ForwardIndex implements Forward {
  readonly #numbers = new Map<string, number>();
  readonly #terms: string[] = [''];
  readonly #documentFrequency: number[] = [0];
  readonly #freeNumbers: number[] = [];
  readonly #papers: PaperTerms[] = [];
  #totalLength = 0;

  get size(): number {
    return this.#papers.length;
  }

  get termCount(): number {
    return this.#terms.length - 1;
  }

  /** All papers by their place. */
  get papers(): readonly PaperTerms[] {
    return this.#papers;
  }

  /** Takes the terms of the next paper; an empty term is a stop word. */
  add(title: readonly string[], text: readonly string[], authors: readonly string[], years: Years = NO_YEARS): void {
    const titleTerms = Uint32Array.from(title, term => this.#number(term));
    const textTerms = Uint32Array.from(text, term => this.#number(term));
    const authorTerms = Uint32Array.from(authors, term => this.#number(term));
    const length = TITLE_WEIGHT * words(titleTerms) + words(textTerms);
    const paper = { title: titleTerms, text: textTerms, authors: authorTerms, length, years, gone: false };
    for (const term of distinct(paper)) this.#documentFrequency[term] = this.documentFrequency(term) + 1;
    this.#totalLength += length;
    this.#papers.push(paper);
  }

  /** Takes a paper out; those after it move up. */
  remove(place: number): void {
    const [paper] = this.#papers.splice(place, 1);
    if (!paper) return;
    paper.gone = true;
    this.#totalLength -= paper.length;
    for (const term of distinct(paper)) {
      const holders = this.documentFrequency(term) - 1;
      this.#documentFrequency[term] = holders;
      if (holders === 0 && term !== 0) {
        this.#numbers.delete(this.termOf(term));
        this.#terms[term] = '';
        this.#freeNumbers.push(term);
      }
    }
  }

  numberOf(term: string): number | undefined {
    return term === '' ? undefined : this.#numbers.get(term);
  }

  termOf(number: number): string {
    return this.#terms[number] ?? '';
  }

  compareTerms(a: number, b: number): number {
    const [one, other] = [this.termOf(a), this.termOf(b)];
    return one < other ? -1 : one > other ? 1 : 0;
  }

  documentFrequency(term: number): number {
    return this.#documentFrequency[term] ?? 0;
  }

  length(paper: number): number {
    return this.#papers[paper]?.length ?? 0;
  }

  get averageLength(): number {
    return this.#totalLength / Math.max(1, this.size);
  }

  title(paper: number): Uint32Array {
    return this.#papers[paper]?.title ?? NOTHING;
  }

  text(paper: number): Uint32Array {
    return this.#papers[paper]?.text ?? NOTHING;
  }

  authors(paper: number): Uint32Array {
    return this.#papers[paper]?.authors ?? NOTHING;
  }

  yearFit(paper: number, year: number): number {
    return yearFit(this.#papers[paper]?.years ?? NO_YEARS, year);
  }

  #number(term: string): number {
    if (term === '') return 0;
    const known = this.#numbers.get(term);
    if (known !== undefined) return known;
    const number = this.#freeNumbers.pop() ?? this.#terms.length;
    this.#terms[number] = term;
    this.#documentFrequency[number] = 0;
    this.#numbers.set(term, number);
    return number;
  }
}

function distinct({ title, text, authors }: PaperTerms): Set<number> {
  return new Set([...title, ...text, ...authors]);
}

/** Stop words are not counted. */
function words(terms: Uint32Array): number {
  let count = 0;
  for (const term of terms) if (term !== 0) count++;
  return count;
}

const NOTHING = new Uint32Array();
const NO_YEARS: Years = { published: 0, date: 0 };
