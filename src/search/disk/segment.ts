import { Labels } from './labels.ts';
import { PostingLists } from './lists.ts';
import { type Notes, readNotes } from './notes.ts';
import { readRecord, readTitle, type WordNumbers } from './record.ts';
import type { Row } from './rows-writer.ts';
import { type Ahead, SectionFile } from './sections.ts';
import { StoredPapers } from './stored-papers.ts';

/** What the name of a segment's file ends with. */
export const SEGMENT = '.segment';

/** What is kept in memory of each paper of a segment: some 40 bytes. */
interface Tables {
  text: PostingLists;
  title: PostingLists;
  authors: PostingLists;
  recordEnds: Uint32Array;
  lengths: Uint32Array;
  titleLengths: Uint16Array;
  dates: Uint32Array;
  years: Uint16Array;
  labels: Labels;
}

/**
 * An index of some papers that never changes, as a {@link SegmentWriter} or {@link merge} wrote it. Papers go by their
 * place in it.
 */
export class Segment {
  readonly papers: StoredPapers;
  readonly text: PostingLists;
  /** By word. */
  readonly title: PostingLists;
  readonly authors: PostingLists;
  /** Terms of each paper, those of the title counted as often as they weigh. */
  readonly lengths: Uint32Array;
  /** UTF-16 units of each title as {@link wordsJoined} makes it. */
  readonly titleLengths: Uint16Array;
  /** `2021-10-08` is 20211008, `2021-10` is 20211000, no date 0. */
  readonly dates: Uint32Array;
  /** 0: not known. */
  readonly years: Uint16Array;
  readonly labels: Labels;
  readonly #tables: Tables;
  readonly #file: SectionFile;
  #scratch = new Uint8Array(1 << 14);

  private constructor(file: SectionFile, papers: StoredPapers, tables: Tables) {
    this.#file = file;
    this.papers = papers;
    this.#tables = tables;
    this.text = tables.text;
    this.title = tables.title;
    this.authors = tables.authors;
    this.lengths = tables.lengths;
    this.titleLengths = tables.titleLengths;
    this.dates = tables.dates;
    this.years = tables.years;
    this.labels = tables.labels;
  }

  /**
   * `path`: without the ending.
   * @throws {BrokenIndexError}
   */
  static async open(path: string): Promise<Segment> {
    const file = new SectionFile(path + SEGMENT);
    try {
      return await Segment.#read(file, new StoredPapers(path));
    } catch (error) {
      file.close();
      throw error;
    }
  }

  static async #read(file: SectionFile, papers: StoredPapers): Promise<Segment> {
    const short = async (name: string) => new Uint16Array((await file.bytes(name)).buffer);
    return new Segment(file, papers, {
      text: await PostingLists.open(file, 'text'),
      title: await PostingLists.open(file, 'title'),
      authors: await PostingLists.open(file, 'authors'),
      recordEnds: await file.numbers('recordEnds'),
      lengths: await file.numbers('lengths'),
      titleLengths: await short('titleLengths'),
      dates: await file.numbers('dates'),
      years: await short('years'),
      labels: new Labels(await short('labels'), await file.numbers('labelEnds')),
    });
  }

  /** Paths of what it is read from. */
  get files(): string[] {
    return [this.#file.path, this.papers.file.path];
  }

  /** Papers in it. */
  get size(): number {
    return this.lengths.length;
  }

  words(place: number): WordNumbers {
    return readRecord(this.record(place));
  }

  titleWords(place: number): Uint32Array {
    return readTitle(this.record(place));
  }

  /** The papers that stand from one position up to another in the order of the titles. */
  byTitle(from: number, to: number): Uint32Array {
    const places = new Uint32Array(to - from);
    this.#file.read('byTitle', 4 * from, 4 * to, new Uint8Array(places.buffer));
    return places;
  }

  /** Each word and how often it stands in the papers, one after the other. */
  uses(): Promise<Uint32Array> {
    return this.#file.numbers('uses');
  }

  async notes(): Promise<Notes> {
    return readNotes(await this.#file.text('notes'));
  }

  /** All but the record. */
  rowOf(place: number): Omit<Row, 'record'> {
    return {
      length: this.lengths[place] ?? 0,
      titleLength: this.titleLengths[place] ?? 0,
      date: this.dates[place] ?? 0,
      year: this.years[place] ?? 0,
      labels: this.labels.at(place),
    };
  }

  /** For reading the records of many papers one behind the other. */
  recordsAhead(): Ahead {
    return this.#file.ahead('records');
  }

  recordIn(ahead: Ahead, place: number): Uint8Array {
    const ends = this.#tables.recordEnds;
    return ahead.read(ends[place - 1] ?? 0, ends[place] ?? 0);
  }

  close(): void {
    this.#file.close();
    this.papers.close();
  }

  /** What {@link readRecord} reads; good until the next call. */
  record(place: number): Uint8Array {
    const ends = this.#tables.recordEnds;
    const from = ends[place - 1] ?? 0;
    const to = ends[place] ?? 0;
    if (this.#scratch.length < to - from) this.#scratch = new Uint8Array(2 * (to - from));
    return this.#file.read('records', from, to, this.#scratch);
  }
}
