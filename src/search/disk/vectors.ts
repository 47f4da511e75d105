import { inSlices } from '../../platform/slices.ts';
import type { Lexicon } from './lexicon.ts';
import { GONE, type Moved } from './moved.ts';
import { Numbers } from './numbers.ts';
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

/** Writes where the papers of a merged segment lie in a space, as the files of its sources have it, in their order. */
export async function mergeVectors(
  path: string,
  sources: readonly string[],
  moved: Moved,
  rank: number,
): Promise<void> {
  const out = new SectionWriter(path);
  const scales = new Numbers();
  out.begin('components');
  for (const [i, source] of sources.entries()) {
    const file = new SectionFile(source);
    const ahead = file.ahead('components');
    // Scales are moved as they are, whatever number their bits are.
    const own = await file.numbers('scales');
    await inSlices(moved[i] ?? [], (now, place) => {
      if (now === GONE) return;
      out.append(ahead.read(place * rank, (place + 1) * rank));
      scales.push(own[place] ?? 0);
    });
    file.close();
  }
  out.write('scales', scales.view());
  out.finish();
}

/** Where the papers of a segment lie in a space. */
export class Vectors {
  readonly #file: SectionFile;
  readonly #scales: Float32Array;

  private constructor(file: SectionFile, scales: Float32Array) {
    this.#file = file;
    this.#scales = scales;
  }

  /** @throws {BrokenIndexError} */
  static async open(path: string): Promise<Vectors> {
    const file = new SectionFile(path);
    return new Vectors(file, await file.floats('scales'));
  }

  /**
   * Reads the components of the paper's vector, each to be multiplied by {@link scaleOf} it. `into`: as long as the
   * space has dimensions.
   */
  read(place: number, into: Int8Array): void {
    const { buffer, byteOffset, length } = into;
    this.#file.read('components', place * length, (place + 1) * length, new Uint8Array(buffer, byteOffset, length));
  }

  scaleOf(place: number): number {
    return this.#scales[place] ?? 0;
  }

  close(): void {
    this.#file.close();
  }
}
