/** A sum for each of some terms. The room for them, as long as the vocabulary, is kept from use to use. */
export class TermSums {
  #sums = new Float64Array();
  #terms: number[] = [];

  /** Forgets what an interrupted use may have left. */
  begin(): void {
    for (const term of this.#terms) this.#sums[term] = 0;
    this.#terms = [];
  }

  /** @param amount above 0 */
  add(term: number, amount: number): void {
    if (term >= this.#sums.length) this.#grow(term);
    const sum = this.#sums[term] ?? 0;
    if (sum === 0) this.#terms.push(term);
    this.#sums[term] = sum + amount;
  }

  /** All sums in the order in which their terms came; they begin again. */
  take(): [term: number, sum: number][] {
    const taken = this.#terms.map((term): [number, number] => [term, this.#sums[term] ?? 0]);
    this.begin();
    return taken;
  }

  #grow(term: number): void {
    const sums = new Float64Array(Math.ceil(1.25 * term) + 1);
    sums.set(this.#sums);
    this.#sums = sums;
  }
}
