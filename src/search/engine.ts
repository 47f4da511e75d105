import type { Paper } from '../papers/paper.ts';
import { inSlices } from '../platform/slices.ts';
import type { IndexedCollection } from './collection.ts';
import { buildLatentSpace } from './latent/build.ts';
import { prepareNeighbours } from './query/neighbours.ts';
import { Searcher } from './searcher.ts';
import type { IndexChange, SearchIndex } from './types.ts';
import { Upkeep } from './upkeep.ts';

/** The index in memory. */
export class Engine extends Searcher implements SearchIndex {
  readonly #collection: IndexedCollection;
  readonly #upkeep: Upkeep;
  #generation = 0;
  /** Updates are made one after the other. */
  #updated: Promise<void> = Promise.resolve();

  constructor(collection: IndexedCollection, { pauses }: { pauses?: number | undefined } = {}) {
    super(collection);
    this.#collection = collection;
    // Ahead of the first query that needs it, which reads it again if this fails.
    prepareNeighbours().catch(() => undefined);
    const learn = async () => {
      await collection.findTopics();
      this.#generation++;
      collection.latent = await buildLatentSpace(collection.forward);
      this.#generation++;
    };
    this.#upkeep = new Upkeep(learn, pauses);
    this.#upkeep.changed();
  }

  get settled(): Promise<void> {
    return this.#upkeep.settled;
  }

  get generation(): number {
    return this.#generation;
  }

  update(changes: readonly IndexChange[]): Promise<void> {
    const updated = this.#updated.then(() => inSlices(changes, change => this.#apply(change)));
    // Whoever asked for it is told of a failure; the next update is made all the same.
    this.#updated = updated.catch(() => undefined);
    return updated;
  }

  /** In one go, so that a changed paper is never missing. */
  #apply({ id, paper }: IndexChange): void {
    const before = this.get(id);
    if (before) this.#collection.remove(before);
    if (paper) this.#collection.add(paper);
    this.#generation++;
    this.#upkeep.changed();
  }

  get papers(): readonly Paper[] {
    return this.#collection.papers;
  }

  async close(): Promise<void> {
    // Nothing goes on but the making of a latent space, which ends by itself.
  }
}
