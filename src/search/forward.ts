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

  /** Papers so far. */
  get size(): number {
    return this.#titles.length;
  }

  /** Distinct terms so far; their numbers are 1 to this. */
  get termCount(): number {
    return this.#terms.length - 1;
  }

  /** Takes the terms of the next paper; an empty term is a stop word. */
  add(title: readonly string[], text: readonly string[]): void {
    const titleTerms = Uint32Array.from(title, term => this.#number(term));
    const textTerms = Uint32Array.from(text, term => this.#number(term));
    for (const term of new Set([...titleTerms, ...textTerms])) {
      this.#documentFrequency[term] = this.documentFrequency(term) + 1;
    }
    this.#titles.push(titleTerms);
    this.#texts.push(textTerms);
  }

  numberOf(term: string): number | undefined {
    return term === '' ? undefined : this.#numbers.get(term);
  }

  termOf(number: number): string {
    return this.#terms[number] ?? '';
  }

  /** In how many papers the term stands, in title or abstract. */
  documentFrequency(term: number): number {
    return this.#documentFrequency[term] ?? 0;
  }

  title(paper: number): Uint32Array {
    return this.#titles[paper] ?? NOTHING;
  }

  text(paper: number): Uint32Array {
    return this.#texts[paper] ?? NOTHING;
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

const NOTHING = new Uint32Array();
