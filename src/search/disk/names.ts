import { normaliseTitle, type Paper } from '../../papers/paper.ts';
import { GONE } from './moved.ts';
import type { SectionFile, SectionWriter } from './sections.ts';
import { hash } from './string-table.ts';

export type NameKind = 'id' | 'arxiv' | 'doi' | 'title';

/**
 * Papers by their names: pairs of a name's hash and the paper, sorted. Two names may have one hash; whoever asks looks
 * at the paper.
 */
const SECTION = 'names';
const PAIR = 8;
/** Hashes are even: within this many pairs of where one should stand it stands nearly always. */
const AROUND = 64;
/** Papers of a segment take so many values at most, so that a pair is one exact number. */
export const MOST_PAPERS = 2 ** 21;

/** The names of a paper, each with its kind. Titles are compared without spaces and signs. */
export function* namesOf({ id, arxivId, doi, title }: Paper): Generator<[NameKind, string]> {
  yield ['id', id];
  if (arxivId) yield ['arxiv', arxivId];
  if (doi) yield ['doi', doi];
  const normalised = normaliseTitle(title);
  if (normalised !== '') yield ['title', normalised];
}

export function nameHash(kind: NameKind, name: string): number {
  const bytes = Buffer.from(`${kind}:${name}`);
  return hash(bytes, 0, bytes.length);
}

/** Gathers the names of papers and writes them. */
export class NamesWriter {
  #pairs = new Float64Array(64);
  #length = 0;

  add(place: number, paper: Paper): void {
    for (const [kind, name] of namesOf(paper)) this.#push(nameHash(kind, name) * MOST_PAPERS + place);
  }

  /** Those of another segment; `moved`: where each of its papers stands now, {@link GONE} when it is not there. */
  async addMoved(file: SectionFile, moved: Uint32Array): Promise<void> {
    const pairs = await file.numbers(SECTION);
    for (let i = 0; i < pairs.length; i += 2) {
      const place = moved[pairs[i + 1] ?? 0] ?? GONE;
      if (place !== GONE) this.#push((pairs[i] ?? 0) * MOST_PAPERS + place);
    }
  }

  write(out: SectionWriter): void {
    const sorted = this.#pairs.subarray(0, this.#length).sort();
    const pairs = new Uint32Array(2 * sorted.length);
    sorted.forEach((pair, i) => {
      pairs[2 * i] = Math.floor(pair / MOST_PAPERS);
      pairs[2 * i + 1] = pair % MOST_PAPERS;
    });
    out.write(SECTION, pairs);
  }

  #push(pair: number): void {
    if (this.#length === this.#pairs.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#pairs);
      this.#pairs = larger;
    }
    this.#pairs[this.#length++] = pair;
  }
}

/** Places of the papers that may have the name, in order; all that have it are among them. */
export function placesNamed(file: SectionFile, kind: NameKind, name: string): number[] {
  const wanted = nameHash(kind, name);
  const count = file.lengthOf(SECTION) / PAIR;
  const guess = Math.floor((wanted / 2 ** 32) * count);
  let from = Math.max(0, guess - AROUND);
  let to = Math.min(count, guess + AROUND);
  let pairs = readPairs(file, from, to);
  while (from > 0 && (pairs[0] ?? 0) >= wanted) {
    from = Math.max(0, from - 4 * AROUND);
    pairs = readPairs(file, from, to);
  }
  while (to < count && (pairs.at(-2) ?? 0) <= wanted) {
    to = Math.min(count, to + 4 * AROUND);
    pairs = readPairs(file, from, to);
  }
  const places: number[] = [];
  for (let i = 0; i < pairs.length; i += 2) if (pairs[i] === wanted) places.push(pairs[i + 1] ?? 0);
  return places;
}

function readPairs(file: SectionFile, from: number, to: number): Uint32Array {
  const pairs = new Uint32Array(2 * (to - from));
  file.read(SECTION, from * PAIR, to * PAIR, new Uint8Array(pairs.buffer));
  return pairs;
}

/** The hashes of all names, in order. */
export async function hashesOf(file: SectionFile): Promise<Uint32Array> {
  return (await file.numbers(SECTION)).filter((_, i) => i % 2 === 0);
}
