import { join } from 'node:path';
import type { Paper } from '../../papers/paper.ts';
import { PlaceSet } from '../place-set.ts';
import { BrokenIndexError } from './broken.ts';
import { Counts } from './counts.ts';
import { Lexicon } from './lexicon.ts';
import { readLexicon } from './lexicon-file.ts';
import { type Manifest, vectorsFile } from './manifest.ts';
import { checkFiles } from './named-files.ts';
import { type Notes, noNotes } from './notes.ts';
import { Segment } from './segment.ts';
import { insertSorted } from './sorted-words.ts';
import { DiskSpace } from './space.ts';
import { Vectors } from './vectors.ts';
import type { Commit } from './writer.ts';

/** Does what must be done with a new segment before it is searched. */
export type Prepare = (part: Pick<Part, 'name' | 'segment'>, lexicon: Lexicon) => Promise<void>;

/** A segment as part of an index. */
export interface Part {
  name: string;
  segment: Segment;
  dead: PlaceSet;
  /** Missing while there is no latent space. */
  vectors?: Vectors | undefined;
  /** Place of its first paper among all. */
  base: number;
}

/**
 * What is searched: all segments as one collection, with what is counted over all of it. Papers go by places, some of
 * which are empty.
 */
export class View {
  readonly #directory: string;
  parts: readonly Part[] = [];
  lexicon: Lexicon;
  /** Missing until it is made. */
  space: DiskSpace | undefined;
  #spaceFile: string | undefined;
  /** Words that the lexicon does not have sorted, sorted. */
  recent: Uint32Array = new Uint32Array();
  /** Another number whenever papers have other places. */
  version = 0;
  /** Papers. */
  size = 0;
  /** Terms of all papers, those of titles counted as often as they weigh. */
  totalLength = 0;
  /** In how many papers each term stands. */
  readonly holders = new Counts();
  /** How often each word stands in the papers. */
  readonly uses = new Counts();
  /** How many papers have each label. */
  readonly labels = new Counts();
  /** What the texts told of the language when the view was opened. */
  readonly notes = noNotes();
  /** The shortest word of each term, by number; it may be in use no longer. */
  readonly #shortest = new Counts();

  private constructor(directory: string, lexicon: Lexicon) {
    this.#directory = directory;
    this.lexicon = lexicon;
    this.recent = insertSorted(lexicon.words, this.recent, lexicon.unsorted);
  }

  static empty(directory: string): View {
    return new View(directory, new Lexicon());
  }

  /** @throws {BrokenIndexError} */
  static async open(directory: string, manifest: Manifest): Promise<View> {
    checkFiles(directory, manifest);
    const view = new View(directory, await readLexicon(directory, manifest.lexicon));
    try {
      await view.#openAll(manifest);
      return view;
    } catch (error) {
      view.close();
      throw error;
    }
  }

  async #openAll({ segments, space }: Manifest): Promise<void> {
    if (space) await this.#openSpace(space.file);
    for (const { name, papers, dead } of segments) {
      const part = await this.#open(name, []);
      if (part.segment.size !== papers) throw new BrokenIndexError(`${name} has not the papers it should have`);
      this.#append(part, await part.segment.uses());
      const { acronyms, compounds } = await part.segment.notes();
      this.notes.acronyms.addAll(acronyms);
      this.notes.compounds.addAll(compounds);
      for (const place of dead) this.#bury(part, place);
    }
  }

  /** One more than the last place. */
  get places(): number {
    const last = this.parts.at(-1);
    return last ? last.base + last.segment.size : 0;
  }

  paperAt(place: number): Paper | undefined {
    const part = this.has(place) ? this.partOf(place) : undefined;
    return part?.segment.papers.at(place - part.base);
  }

  /** See {@link Segment.dates}. */
  dateOf(place: number): number {
    const part = this.partOf(place);
    return part?.segment.dates[place - part.base] ?? 0;
  }

  /** 1 for each place with a paper. */
  alive(): Float32Array {
    const alive = new Float32Array(this.places);
    for (const { segment, base, dead } of this.parts) {
      alive.fill(1, base, base + segment.size);
      for (const place of dead) alive[base + place] = 0;
    }
    return alive;
  }

  /** The part in which a place is. */
  partOf(place: number): Part | undefined {
    return this.parts.findLast(({ base }) => base <= place);
  }

  has(place: number): boolean {
    const part = this.partOf(place);
    return part !== undefined && place - part.base < part.segment.size && !part.dead.has(place - part.base);
  }

  /**
   * Takes up what became of the index, in one go, and answers what new texts tell of the language.
   * @throws {BrokenIndexError}
   */
  async adopt({ added, died, merged, space, lexicon }: Commit, prepare: Prepare = noPreparation): Promise<Notes> {
    if (space !== undefined) await this.#changeSpace(space);
    const fresh = added === undefined ? undefined : await this.#open(added, []);
    const uses = await fresh?.segment.uses();
    const notes = (await fresh?.segment.notes()) ?? noNotes();
    const into = merged && (await this.#open(merged.into, merged.dead));
    const words = new Lexicon(lexicon);
    for (const part of [fresh, into]) if (part) await prepare(part, words);
    this.#takeWords(words);
    for (const { segment, place } of died) {
      const part = this.parts.find(({ name }) => name === segment);
      if (part) this.#bury(part, place);
    }
    if (merged && into) this.#replace(merged.segments, into);
    if (fresh && uses) this.#append(fresh, uses);
    return notes;
  }

  /** The shortest word in use of a term, of equals the first by the alphabet; both by number. */
  shortestOf(term: number): number | undefined {
    const known = this.#shortest.of(term);
    if (known === 0 || this.uses.of(known) > 0) return known || undefined;
    // Seldom: the papers that had it are gone.
    this.#shortest.set(term, 0);
    for (let word = 1; word < this.lexicon.words.count; word++)
      if (this.lexicon.termOf(word) === term && this.uses.of(word) > 0) this.#consider(word);
    return this.#shortest.of(term) || undefined;
  }

  /**
   * Goes on without the papers, or the vectors, of a broken file; false when no part has it. What is counted over all
   * stays as it was.
   */
  giveUp(file: string): boolean {
    const pathOf = (name: string) => join(this.#directory, name);
    const space = this.#spaceFile;
    const blurred = this.parts.find(
      ({ name, vectors }) => vectors && space !== undefined && pathOf(vectorsFile(name, space)) === file,
    );
    if (blurred) {
      blurred.vectors?.close();
      this.#setParts(this.parts.map(part => (part === blurred ? { ...part, vectors: undefined } : part)));
      return true;
    }
    const lost = this.parts.find(({ segment }) => segment.files.includes(file));
    if (!lost) return false;
    this.size -= lost.segment.size - lost.dead.count;
    this.#setParts(this.parts.filter(part => part !== lost));
    closePart(lost);
    return true;
  }

  close(): void {
    for (const part of this.parts) closePart(part);
  }

  async #open(name: string, dead: readonly number[]): Promise<Part> {
    const segment = await Segment.open(join(this.#directory, name));
    const vectors = await this.#openVectors(name);
    return { name, segment, vectors, dead: new PlaceSet(segment.size, dead), base: 0 };
  }

  async #openVectors(segment: string): Promise<Vectors | undefined> {
    if (!this.space || this.#spaceFile === undefined) return undefined;
    return Vectors.open(join(this.#directory, vectorsFile(segment, this.#spaceFile)));
  }

  async #openSpace(file: string): Promise<void> {
    this.space = await DiskSpace.read(join(this.#directory, file));
    this.#spaceFile = file;
  }

  /** Searching meanwhile goes on with what there was before. */
  async #changeSpace(file: string): Promise<void> {
    const space = await DiskSpace.read(join(this.#directory, file));
    const opened = await Promise.all(
      this.parts.map(({ name }) => Vectors.open(join(this.#directory, vectorsFile(name, file)))),
    );
    for (const { vectors } of this.parts) vectors?.close();
    this.space = space;
    this.#spaceFile = file;
    this.#setParts(this.parts.map((part, i) => ({ ...part, vectors: opened[i] })));
  }

  #takeWords(lexicon: Lexicon): void {
    const known = lexicon.sorted.length > this.lexicon.sorted.length ? new Uint32Array() : this.recent;
    const unsorted = lexicon.unsorted;
    this.recent = insertSorted(lexicon.words, known, unsorted.subarray(known.length));
    this.lexicon = lexicon;
  }

  #consider(word: number): void {
    const { words } = this.lexicon;
    const term = this.lexicon.termOf(word);
    const known = this.#shortest.of(term);
    const longer = words.lengthOf(word) - words.lengthOf(known);
    const better =
      known === 0 || this.uses.of(known) === 0 || longer < 0 || (longer === 0 && words.compare(word, known) < 0);
    if (term !== 0 && better) this.#shortest.set(term, word);
  }

  /** A part whose papers are all alive, behind the others. */
  #append(part: Part, uses: Uint32Array): void {
    const { segment } = part;
    segment.text.keys.forEach((term, i) => {
      this.holders.add(term, segment.text.holders[i] ?? 0);
    });
    for (let i = 0; i < uses.length; i += 2) {
      this.uses.add(uses[i] ?? 0, uses[i + 1] ?? 0);
      this.#consider(uses[i] ?? 0);
    }
    for (const label of segment.labels.all) this.labels.add(label, 1);
    this.size += segment.size;
    this.totalLength += segment.lengths.reduce((sum, length) => sum + length, 0);
    this.#setParts([...this.parts, part]);
  }

  #bury({ segment, dead }: Part, place: number): void {
    if (dead.has(place)) return;
    dead.add(place);
    const { title, text, authors } = segment.words(place);
    const terms = new Set<number>();
    for (const words of [title, text, authors]) {
      for (const word of words) {
        this.uses.add(word, -1);
        terms.add(this.lexicon.termOf(word));
      }
    }
    for (const term of terms) if (term !== 0) this.holders.add(term, -1);
    for (const label of segment.labels.at(place)) this.labels.add(label, -1);
    this.size--;
    this.totalLength -= segment.lengths[place] ?? 0;
  }

  /** The same papers in one part instead of several: what is counted stays. */
  #replace(names: readonly string[], into: Part): void {
    const first = this.parts.findIndex(({ name }) => name === names[0]);
    const old = this.parts.slice(first, first + names.length);
    this.#setParts(this.parts.toSpliced(first, names.length, into));
    for (const part of old) closePart(part);
  }

  #setParts(parts: readonly Part[]): void {
    let base = 0;
    this.version++;
    this.parts = parts.map(part => {
      const placed = { ...part, base };
      base += part.segment.size;
      return placed;
    });
  }
}

function closePart({ segment, vectors }: Part): void {
  segment.close();
  vectors?.close();
}

async function noPreparation(): Promise<void> {}
