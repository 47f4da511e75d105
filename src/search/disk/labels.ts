import type { PlaceSet } from '../place-set.ts';

/** What papers are labelled with, such as their topics. Papers go by their place. */
export class Labels {
  /** Those of all papers, in their order. */
  readonly all: Uint16Array;
  /** Where those of each paper end among all. */
  readonly #ends: Uint32Array;

  constructor(all: Uint16Array, ends: Uint32Array) {
    this.all = all;
    this.#ends = ends;
  }

  static of(papers: readonly (readonly number[])[]): Labels {
    let end = 0;
    const ends = Uint32Array.from(papers, labels => {
      end += labels.length;
      return end;
    });
    return new Labels(Uint16Array.from(papers.flat()), ends);
  }

  at(place: number): Uint16Array {
    return this.all.subarray(this.#ends[place - 1] ?? 0, this.#ends[place]);
  }

  /** Adds the papers with a label to places that begin at `base`. */
  addLabelled(label: number, places: PlaceSet, base: number): void {
    for (let place = 0, at = 0; place < this.#ends.length; place++) {
      const end = this.#ends[place] ?? 0;
      for (; at < end; at++) if (this.all[at] === label) places.add(base + place);
    }
  }

  /** Counts the labels of all papers whose mark is above 0, of each up to the first for which there is no count. */
  count(marks: Float32Array, counts: Uint32Array): void {
    for (let place = 0; place < marks.length; place++) {
      if (marks[place] === 0) continue;
      const end = this.#ends[place] ?? 0;
      for (let at = this.#ends[place - 1] ?? 0; at < end; at++) {
        const label = this.all[at] ?? 0;
        if (label >= counts.length) break;
        counts[label] = (counts[label] ?? 0) + 1;
      }
    }
  }
}
