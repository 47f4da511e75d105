import { z } from 'zod';
import { type Paper, paperSchema } from '../../papers/paper.ts';
import { inSlices } from '../../platform/slices.ts';
import { BrokenIndexError } from './broken.ts';
import { GONE } from './moved.ts';
import { hashesOf, type NameKind, NamesWriter, namesOf, placesNamed } from './names.ts';
import { Numbers } from './numbers.ts';
import { SectionFile, SectionWriter } from './sections.ts';

const ENDING = '.papers';

/** Collections of others have ids of their own form, and papers without title. */
const storedSchema = paperSchema.extend({ id: z.string(), title: z.string() });

/** Writes the papers of a segment: one a line, and where each stands. */
export class PapersWriter {
  readonly #out: SectionWriter;
  readonly #ends = new Numbers();
  readonly #names = new NamesWriter();

  /** `path`: without the ending. */
  constructor(path: string) {
    this.#out = new SectionWriter(path + ENDING);
    this.#out.begin('lines');
  }

  add(paper: Paper): void {
    this.#names.add(this.#ends.length, paper);
    this.#append(Buffer.from(`${JSON.stringify(paper)}\n`));
  }

  /** Adds the papers of another segment that are not gone, in their order; see {@link Moved}. */
  async copy(papers: StoredPapers, moved: Uint32Array): Promise<void> {
    await this.#names.addMoved(papers.file, moved);
    const ends = await papers.file.numbers('ends');
    const lines = papers.file.ahead('lines');
    await inSlices(moved, (now, place) => {
      if (now !== GONE) this.#append(lines.read(ends[place - 1] ?? 0, ends[place] ?? 0));
    });
  }

  #append(line: Uint8Array): void {
    this.#out.append(line);
    this.#ends.push(this.#ends.last() + line.length);
  }

  finish(): void {
    this.#out.write('ends', this.#ends.view());
    this.#names.write(this.#out);
    this.#out.finish();
  }
}

/** The papers of a segment, by place and by name; nothing of them is kept in memory. */
export class StoredPapers {
  readonly file: SectionFile;
  #scratch = Buffer.alloc(1 << 14);

  /**
   * `path`: without the ending.
   * @throws {BrokenIndexError}
   */
  constructor(path: string) {
    this.file = new SectionFile(path + ENDING);
  }

  get size(): number {
    return this.file.lengthOf('ends') / 4;
  }

  /** @throws {BrokenIndexError} when what stands there is no paper. */
  at(place: number): Paper {
    const ends = new Uint32Array(2);
    const bytes = new Uint8Array(ends.buffer);
    if (place === 0) this.file.read('ends', 0, 4, bytes.subarray(4));
    else this.file.read('ends', 4 * (place - 1), 4 * (place + 1), bytes);
    const [from = 0, to = 0] = ends;
    if (this.#scratch.length < to - from) this.#scratch = Buffer.alloc(2 * (to - from));
    const { length } = this.file.read('lines', from, to, this.#scratch);
    try {
      return storedSchema.parse(JSON.parse(this.#scratch.toString('utf8', 0, length)));
    } catch (cause) {
      throw new BrokenIndexError(`${this.file.path} was changed: paper ${place} cannot be read`, {
        cause,
        file: this.file.path,
      });
    }
  }

  /** Places of the papers that have this name, in order. */
  named(kind: NameKind, name: string): number[] {
    const has = (place: number) => [...namesOf(this.at(place))].some(([its, own]) => its === kind && own === name);
    return placesNamed(this.file, kind, name).filter(has);
  }

  /** The hashes of all names. */
  nameHashes(): Promise<Uint32Array> {
    return hashesOf(this.file);
  }

  close(): void {
    this.file.close();
  }
}
