/**
 * What may still be done for one query, in steps: a step is about what it costs to look at one term or character, some
 * 5 ns. Steps are counted and not measured, so that the same query gives the same answer on any machine.
 */
export class Work {
  #left: number;

  constructor(steps: number) {
    this.#left = steps;
  }

  get left(): number {
    return this.#left;
  }

  /** Nothing more may be begun. */
  get isDone(): boolean {
    return this.#left <= 0;
  }

  spend(steps: number): void {
    this.#left -= steps;
  }
}
