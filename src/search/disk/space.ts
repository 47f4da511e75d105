import { TITLE_WEIGHT } from '../forward.ts';
import type { WeighedTerms } from '../latent/latent.ts';
import type { Lexicon } from './lexicon.ts';
import type { Quantised } from './quantised.ts';
import type { PaperWords } from './record.ts';
import { SectionFile, SectionWriter } from './sections.ts';
import { firstWithout } from './sorted-words.ts';

/**
 * A space of few dimensions as {@link LatentSpace} has it: what each of its terms counts, and the direction it points
 * to.
 */
export class DiskSpace {
  readonly rank: number;
  /** In order. */
  readonly #terms: Uint32Array;
  readonly #weights: Float32Array;
  readonly #directions: Quantised;

  constructor(rank: number, terms: Uint32Array, weights: Float32Array, directions: Quantised) {
    this.rank = rank;
    this.#terms = terms;
    this.#weights = weights;
    this.#directions = directions;
  }

  /** @throws {BrokenIndexError} */
  static async read(path: string): Promise<DiskSpace> {
    const file = new SectionFile(path);
    try {
      const terms = await file.numbers('terms');
      const components = new Int8Array((await file.bytes('components')).buffer);
      const scales = await file.floats('scales');
      return new DiskSpace(components.length / Math.max(1, terms.length), terms, await file.floats('weights'), {
        components,
        scales,
      });
    } finally {
      file.close();
    }
  }

  write(path: string): void {
    const out = new SectionWriter(path);
    out.write('terms', this.#terms);
    out.write('weights', this.#weights);
    out.write('components', this.#directions.components);
    out.write('scales', this.#directions.scales);
    out.finish();
  }

  /** Where weighed terms lie: a vector of length 1, or of zeros when the space knows none of them. */
  project(terms: WeighedTerms): Float64Array {
    const { components, scales } = this.#directions;
    const sum = new Float64Array(this.rank);
    for (const [term, weight] of terms) {
      const place = firstWithout(0, this.#terms.length, at => (this.#terms[at] ?? 0) < term);
      if (this.#terms[place] !== term) continue;
      const value = weight * (this.#weights[place] ?? 0) * (scales[place] ?? 0);
      for (let k = 0, at = place * this.rank; k < sum.length; k++, at++) {
        sum[k] = (sum[k] ?? 0) + value * (components[at] ?? 0);
      }
    }
    const length = Math.sqrt(sum.reduce((squares, x) => squares + x * x, 0)) || 1;
    return sum.map(x => x / length);
  }

  /** Where a paper lies. */
  place(words: PaperWords, lexicon: Lexicon): Float64Array {
    const counts = new Map<number, number>();
    const add = (some: ArrayLike<number>, weight: number) => {
      for (let i = 0; i < some.length; i++) {
        const term = lexicon.termOf(some[i] ?? 0);
        counts.set(term, (counts.get(term) ?? 0) + weight);
      }
    };
    add(words.title, TITLE_WEIGHT);
    add(words.text, 1);
    return this.project([...counts].map(([term, count]) => [term, 1 + Math.log(count)] as const));
  }
}
