import { inSlices } from '../../slices.ts';
import type { Lexicon } from './lexicon.ts';
import { quantise } from './quantised.ts';
import { SectionFile, SectionWriter } from './sections.ts';
import { Segment } from './segment.ts';
import type { DiskSpace } from './space.ts';

/** Writes where the papers of a segment lie in a space. `segmentPath`: without the ending. */
export async function writeVectors(
  path: string,
  segmentPath: string,
  space: DiskSpace,
  lexicon: Lexicon,
): Promise<void> {
  const segment = await Segment.open(segmentPath);
  const out = new SectionWriter(path);
  const row = new Int8Array(space.rank);
  const scales = new Float32Array(segment.size);
  out.begin('components');
  await inSlices(scales.keys(), place => {
    scales[place] = quantise(space.place(segment.words(place), lexicon), row, 0);
    out.append(new Uint8Array(row.buffer));
  });
  out.write('scales', scales);
  out.finish();
  segment.close();
}

/** Where the papers of a segment lie in a space. */
export class Vectors {
  readonly #file: SectionFile;
  readonly #scales: Float32Array;
  readonly #rank: number;

  private constructor(file: SectionFile, scales: Float32Array, rank: number) {
    this.#file = file;
    this.#scales = scales;
    this.#rank = rank;
  }

  /** @throws {BrokenIndexError} */
  static async open(path: string, rank: number): Promise<Vectors> {
    const file = new SectionFile(path);
    return new Vectors(file, await file.floats('scales'), rank);
  }

  /** The vector of the paper at a place, of length 1 but for rounding. */
  at(place: number): Float32Array {
    const components = new Int8Array(this.#rank);
    this.#file.read('components', place * this.#rank, (place + 1) * this.#rank, new Uint8Array(components.buffer));
    const scale = this.#scales[place] ?? 0;
    return Float32Array.from(components, component => component * scale);
  }

  close(): void {
    this.#file.close();
  }
}
