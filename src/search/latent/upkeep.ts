import { setTimeout } from 'node:timers/promises';
import { inSlices } from '../../platform/slices.ts';
import type { ForwardIndex, PaperTerms } from '../forward.ts';
import { factorise } from './factorise.ts';
import { TermMatrixBuilder, termUses } from './matrix.ts';
import { Projection } from './projection.ts';
import { RowStore } from './rows.ts';
import { LatentSpace, type SpaceParts } from './space.ts';

/**
 * Between the end of one building and the start of the next pass so many times what it took: a collection that changes all the time costs a
 * twentieth of a processor, whatever its size. What is folded in meanwhile is nearly as good.
 */
const PAUSES = 19;

/** Makes the latent space of a collection, in a thread of its own, and makes it anew after changes, at a measured pace. */
export class LatentUpkeep {
  readonly #forward: ForwardIndex;
  readonly #install: (space: LatentSpace) => void;
  readonly #pauses: number;
  #settled: Promise<void> = Promise.resolve();
  #keeping = false;
  #changed = false;
  /** When the next building may begin, in ms of `performance.now()`. */
  #next = 0;

  /** @param pauses what passes between two buildings, in times of what the first took */
  constructor(forward: ForwardIndex, install: (space: LatentSpace) => void, pauses = PAUSES) {
    this.#forward = forward;
    this.#install = install;
    this.#pauses = pauses;
  }

  /** Fulfilled when the space is that of the collection as it is; rejected when it could not be made. The next change begins anew. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** The collection has changed. */
  changed(): void {
    this.#changed = true;
    if (this.#keeping) return;
    this.#keeping = true;
    this.#settled = this.#keepUp().finally(() => {
      this.#keeping = false;
    });
    // Searching goes on with the space before, or without one; whoever waits for it is told.
    this.#settled.catch(() => undefined);
  }

  async #keepUp(): Promise<void> {
    while (this.#changed) {
      const wait = this.#next - performance.now();
      if (wait > 0) await setTimeout(wait, undefined, { ref: false });
      this.#changed = false;
      const started = performance.now();
      const parts = await build(this.#forward);
      this.#install(new LatentSpace(this.#forward, parts));
      this.#next = performance.now() + this.#pauses * (performance.now() - started);
    }
  }
}

/** @throws {Error} the worker's, when it fails. */
async function build(forward: ForwardIndex): Promise<SpaceParts> {
  const builder = new TermMatrixBuilder(forward);
  const rowOf = new Map<PaperTerms, number>();
  await inSlices([...forward.papers], paper => {
    // The numbers in one that went meanwhile may be those of other terms by now.
    if (paper.gone) return;
    rowOf.set(paper, rowOf.size);
    builder.add(paper);
  });
  const { matrix, columnOf } = builder.done();
  const factors = await factorise(matrix);
  const projection = new Projection(forward, columnOf, factors);
  const rows = new RowStore(factors.rows, factors.rank);
  const came = forward.papers.filter(paper => !rowOf.has(paper));
  await inSlices(came, paper => {
    if (!paper.gone) rowOf.set(paper, rows.add(projection.of(termUses(forward, paper))));
  });
  return { projection, rows, rowOf };
}
