/** A word in the title says more of what a paper is about than one in its abstract: it counts as so many. Measured: 1.5 to 3 are alike. */
export const TITLE_WEIGHT = 2;

/**
 * What stands in each paper, term by term in order: what a posting list cannot tell (order, distance, the whole of one paper).
 * Terms are numbers from 1; 0 stands for a stop word, so that distances are those of the text.
 */
export class ForwardIndex {
  readonly #numbers = new Map<string, number>();
  readonly #terms: string[] = [''];
  readonly #documentFrequency: number[] = [0];
  readonly #titles: Uint32Array[] = [];
  readonly #texts: Uint32Array[] = [];
  readonly #authors: Uint32Array[] = [];
  readonly #lengths: number[] = [];
  #totalLength = 0;

  /** Papers so far. */
  get size(): number {
    return this.#titles.length;
  }

  /** Distinct terms so far; their numbers are 1 to this. */
  get termCount(): number {
    return this.#terms.length - 1;
  }

  /** Takes the terms of the next paper; an empty term is a stop word. */
  add(title: readonly string[], text: readonly string[], authors: readonly string[]): void {
    const titleTerms = Uint32Array.from(title, term => this.#number(term));
    const textTerms = Uint32Array.from(text, term => this.#number(term));
    const authorTerms = Uint32Array.from(authors, term => this.#number(term));
    for (const term of new Set([...titleTerms, ...textTerms, ...authorTerms])) {
      this.#documentFrequency[term] = this.documentFrequency(term) + 1;
    }
    const length = TITLE_WEIGHT * words(titleTerms) + words(textTerms);
    this.#lengths.push(length);
    this.#totalLength += length;
    this.#titles.push(titleTerms);
    this.#texts.push(textTerms);
    this.#authors.push(authorTerms);
  }

  numberOf(term: string): number | undefined {
    return term === '' ? undefined : this.#numbers.get(term);
  }

  termOf(number: number): string {
    return this.#terms[number] ?? '';
  }

  /** In how many papers the term stands, in title, abstract or names. */
  documentFrequency(term: number): number {
    return this.#documentFrequency[term] ?? 0;
  }

  /** Terms of a paper, those of the title counted as often as they weigh. */
  length(paper: number): number {
    return this.#lengths[paper] ?? 0;
  }

  get averageLength(): number {
    return this.#totalLength / Math.max(1, this.size);
  }

  title(paper: number): Uint32Array {
    return this.#titles[paper] ?? NOTHING;
  }

  text(paper: number): Uint32Array {
    return this.#texts[paper] ?? NOTHING;
  }

  /** The words of the authors' names. */
  authors(paper: number): Uint32Array {
    return this.#authors[paper] ?? NOTHING;
  }

  #number(term: string): number {
    if (term === '') return 0;
    const known = this.#numbers.get(term);
    if (known !== undefined) return known;
    const number = this.#terms.length;
    this.#terms.push(term);
    this.#documentFrequency.push(0);
    this.#numbers.set(term, number);
    return number;
  }
}

/** Stop words are not counted. */
function words(terms: Uint32Array): number {
  let count = 0;
  for (const term of terms) if (term !== 0) count++;
  return count;
}

const NOTHING = new Uint32Array();
