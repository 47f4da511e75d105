import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Paper } from '../../papers/paper.ts';
import { inSlices } from '../../platform/slices.ts';
import { PlaceSet } from '../place-set.ts';
import type { IndexChange } from '../types.ts';
import { type Analysed, analyse, note } from './analyse.ts';
import type { Lexicon, LexiconParts } from './lexicon.ts';
import { readLexicon, writeLexicon } from './lexicon-file.ts';
import { emptyManifest, type Manifest, readManifest, removeManifest, vectorsFile, writeManifest } from './manifest.ts';
import { merge, type Source } from './merge.ts';
import { GONE, type Moved } from './moved.ts';
import { checkFiles, namedFiles, sumsOf } from './named-files.ts';
import { MOST_PAPERS, nameHash } from './names.ts';
import { nextMerge } from './policy.ts';
import { Seen } from './seen.ts';
import { Segment } from './segment.ts';
import { SegmentWriter } from './segment-writer.ts';
import { DiskSpace } from './space.ts';
import { buildSpace } from './space-builder.ts';
import { StoredPapers } from './stored-papers.ts';
import { orderOf, wordsJoined } from './title-order.ts';
import { mergeVectors, writeVectors } from './vectors.ts';

/** While the number of papers changes by no larger share, a latent space holds: new papers are folded in. */
const SPACE_HOLDS = 0.2;

export interface Changes {
  /** In their order. */
  changes: readonly IndexChange[];
  /** That of the collection with these changes; missing while more are to come before it is whole. */
  revision?: number | undefined;
}

/** What became of an index; who searches it takes this up. */
export interface Commit {
  /** A new segment behind all others. */
  added?: string;
  /** Papers that died, in segments that were there before. */
  died: readonly { segment: string; place: number }[];
  /** A segment that has the living papers of neighbouring others, and those that died while it was written. */
  merged?: { segments: readonly string[]; into: string; dead: readonly number[] };
  /** The file of another latent space; every segment has vectors in it. */
  space?: string;
  lexicon: LexiconParts;
}

export interface WriterOptions {
  directory: string;
  /** How texts are analysed. */
  analysis: string;
  /** Which collection it is of. */
  collection: string;
  labelsOf(paper: Paper, analysed: Analysed): number[];
  /** Called when a commit is on the disk; files that it makes superfluous are there until this is fulfilled. */
  adopt(commit: Commit): Promise<void>;
}

interface Part {
  name: string;
  papers: StoredPapers;
  dead: PlaceSet;
}

/**
 * Changes an index on disk. For a thread of its own; one writer an index. Whatever happens, the files are those of the
 * last commit; after an error the writer is of no more use, and another one can be opened.
 */
export class IndexWriter {
  readonly #options: WriterOptions;
  readonly #lexicon: Lexicon;
  readonly #seen = new Seen();
  #parts: readonly Part[];
  #space: DiskSpace | undefined;
  #manifest: Manifest;
  /** Terms that the file of words has. */
  #terms: number;
  /** Fulfilled when nobody changes the parts. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(options: WriterOptions, lexicon: Lexicon, parts: readonly Part[], manifest: Manifest) {
    this.#options = options;
    this.#lexicon = lexicon;
    this.#parts = parts;
    this.#manifest = manifest;
    this.#terms = lexicon.terms.count;
  }

  /**
   * Opens the index in the directory, or begins an empty one.
   * @throws {BrokenIndexError}
   */
  static async open(options: WriterOptions): Promise<IndexWriter> {
    const { directory } = options;
    await mkdir(directory, { recursive: true });
    const manifest = (await readManifest(options)) ?? emptyManifest(options);
    checkFiles(directory, manifest);
    await removeOthers(directory, manifest);
    const lexicon = await readLexicon(directory, manifest.lexicon);
    const parts = manifest.segments.map(({ name, papers, dead }) => ({
      name,
      papers: new StoredPapers(join(directory, name)),
      dead: new PlaceSet(papers, dead),
    }));
    const writer = new IndexWriter(options, lexicon, parts, manifest);
    if (manifest.space) writer.#space = await DiskSpace.read(join(directory, manifest.space.file));
    for (const { papers } of parts) for (const hash of await papers.nameHashes()) writer.#seen.add(hash);
    return writer;
  }

  /** Takes changes in. When this is fulfilled they are on the disk, whole, and adopted. */
  apply({ changes, revision }: Changes): Promise<void> {
    return this.#alone(async () => {
      const fresh = new Map<string, Paper>();
      for (const { id, paper } of changes) {
        fresh.delete(id);
        if (paper) fresh.set(id, paper);
      }
      const died = [...new Set(changes.map(({ id }) => id))].flatMap(id => this.#holding(id));
      const added = fresh.size > 0 ? await this.#write([...fresh.values()]) : undefined;
      for (const { part, place } of died) part.dead.add(place);
      await this.#commit(added ? [...this.#parts, added] : this.#parts, revision ?? this.#manifest.revision, {
        died: died.map(({ part, place }) => ({ segment: part.name, place })),
        ...(added && { added: added.name }),
      });
    });
  }

  /** Joins segments where that is due, while changes are taken in; false when it was not. One call at a time. */
  async merge(): Promise<boolean> {
    const sizes = this.#parts.map(({ papers, dead }) => ({ papers: papers.size, dead: dead.count }));
    const due = nextMerge(sizes, MOST_PAPERS);
    if (due) await this.#merge(this.#parts.slice(due.from, due.to));
    return due !== undefined;
  }

  async #merge(parts: readonly Part[]): Promise<void> {
    const name = this.#newName();
    const sources = await this.#open(parts);
    const moved = await merge(this.#pathOf(name), sources, this.#lexicon);
    for (const { segment } of sources) segment.close();
    await this.#mergeVectors(name, parts, moved);
    await this.#alone(async () => {
      const into = this.#part(name, diedMeanwhile(parts, moved));
      const before = this.#parts.slice(0, this.#parts.indexOf(parts[0] ?? into));
      const behind = this.#parts.slice(before.length + parts.length);
      await this.#commit([...before, into, ...behind], this.#manifest.revision, {
        died: [],
        merged: { segments: parts.map(part => part.name), into: name, dead: [...into.dead] },
      });
      for (const part of parts) part.papers.close();
      await removeOthers(this.#options.directory, this.#manifest);
    });
  }

  /**
   * Makes the latent space again when the collection has become another, while changes are taken in; false when it has
   * not. Not beside a merge.
   */
  async renewSpace(): Promise<boolean> {
    const papers = this.#living;
    const before = this.#manifest.space?.papers ?? 0;
    if (Math.abs(papers - before) <= SPACE_HOLDS * before) return false;
    const sources = await this.#open(this.#parts);
    const space = await buildSpace(sources, this.#lexicon);
    for (const { segment } of sources) segment.close();
    const file = `${this.#newName()}.space`;
    space.write(this.#pathOf(file));
    const written = this.#parts;
    for (const { name } of written) await this.#writeVectors(name, file, space);
    await this.#alone(async () => {
      for (const part of this.#parts) if (!written.includes(part)) await this.#writeVectors(part.name, file, space);
      this.#space = space;
      this.#manifest = { ...this.#manifest, space: { file, papers } };
      await this.#commit(this.#parts, this.#manifest.revision, { died: [], space: file });
      await removeOthers(this.#options.directory, this.#manifest);
    });
    return true;
  }

  get #living(): number {
    return this.#parts.reduce((sum, { papers, dead }) => sum + papers.size - dead.count, 0);
  }

  async #writeVectors(segment: string, file: string, space: DiskSpace): Promise<void> {
    const path = this.#pathOf(vectorsFile(segment, file));
    await writeVectors(path, this.#pathOf(segment), space, this.#lexicon);
  }

  async #mergeVectors(into: string, parts: readonly Part[], moved: Moved): Promise<void> {
    const file = this.#manifest.space?.file;
    if (!this.#space || file === undefined) return;
    const pathOf = (segment: string) => this.#pathOf(vectorsFile(segment, file));
    await mergeVectors(
      pathOf(into),
      parts.map(({ name }) => pathOf(name)),
      moved,
      this.#space.rank,
    );
  }

  async #writeVectorsNow(segment: string): Promise<void> {
    if (this.#space && this.#manifest.space) await this.#writeVectors(segment, this.#manifest.space.file, this.#space);
  }

  close(): void {
    for (const { papers } of this.#parts) papers.close();
  }

  /** Writes a segment of new papers. */
  async #write(papers: readonly Paper[]): Promise<Part> {
    const name = this.#newName();
    const writer = new SegmentWriter(this.#pathOf(name), this.#lexicon);
    const titles: string[] = [];
    await inSlices(papers, paper => {
      const analysed = analyse(paper, this.#lexicon);
      note(writer.notes, paper, analysed);
      writer.add({ paper, words: analysed.words, labels: this.#options.labelsOf(paper, analysed) });
      titles.push(wordsJoined(analysed.words.title, this.#lexicon));
    });
    await writer.finish(orderOf(titles));
    await this.#writeVectorsNow(name);
    const part = this.#part(name, []);
    for (const hash of await part.papers.nameHashes()) this.#seen.add(hash);
    return part;
  }

  /** Where the living paper with this id stands. */
  #holding(id: string): { part: Part; place: number }[] {
    if (!this.#seen.has(nameHash('id', id))) return [];
    return this.#parts.flatMap(part =>
      part.papers.named('id', id).flatMap(place => (part.dead.has(place) ? [] : { part, place })),
    );
  }

  async #commit(parts: readonly Part[], revision: number | undefined, news: Omit<Commit, 'lexicon'>): Promise<void> {
    const { directory } = this.#options;
    const known = { ...this.#manifest.lexicon, terms: this.#terms };
    const lexicon = writeLexicon(directory, this.#lexicon, known, () => this.#newName());
    this.#terms = this.#lexicon.terms.count;
    this.#parts = parts;
    const manifest = {
      ...this.#manifest,
      lexicon,
      segments: parts.map(({ name, papers, dead }) => ({ name, papers: papers.size, dead: [...dead] })),
      ...(revision !== undefined && { revision }),
    };
    this.#manifest = { ...manifest, sums: sumsOf(directory, manifest, this.#manifest.sums) };
    await writeManifest(directory, this.#manifest);
    await this.#options.adopt({ ...news, lexicon: this.#lexicon.parts });
  }

  /** Does something when all that began before has ended. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** The segments of some parts, with what is dead in them now. */
  #open(parts: readonly Part[]): Promise<Source[]> {
    return Promise.all(
      parts.map(async part => ({
        segment: await Segment.open(this.#pathOf(part.name)),
        dead: new PlaceSet(part.papers.size, part.dead),
      })),
    );
  }

  #part(name: string, dead: Iterable<number>): Part {
    const papers = new StoredPapers(this.#pathOf(name));
    return { name, papers, dead: new PlaceSet(papers.size, dead) };
  }

  #newName(): string {
    const name = String(this.#manifest.next).padStart(6, '0');
    this.#manifest = { ...this.#manifest, next: this.#manifest.next + 1 };
    return name;
  }

  #pathOf(name: string): string {
    return join(this.#options.directory, name);
  }
}

/** Places in the merged segment of papers that died while it was written. */
function diedMeanwhile(parts: readonly Part[], moved: Moved): number[] {
  return parts.flatMap(({ dead }, i) =>
    [...dead].flatMap(place => {
      const now = moved[i]?.[place] ?? GONE;
      return now === GONE ? [] : now;
    }),
  );
}

/** Removes files that the manifest does not name: what an interrupted attempt or a merge left. */
async function removeOthers(directory: string, manifest: Manifest): Promise<void> {
  const named = new Set(namedFiles(manifest));
  await removeFiles(directory, file => !named.has(file));
}

async function removeFiles(directory: string, unwanted: (file: string) => boolean): Promise<void> {
  for (const file of await readdir(directory))
    if (/^[\w.-]+\.(segment|papers|words|space|vectors)$/.test(file) && unwanted(file))
      await rm(join(directory, file), { force: true });
}

/** Takes an index away, the manifest first. Other files in the directory stay. */
export async function removeIndex(directory: string): Promise<void> {
  await removeManifest(directory);
  await removeFiles(directory, () => true);
}
