import type { Paper } from '../../papers/paper.ts';
import { inSlices } from '../../platform/slices.ts';
import { dateNumber, yearOf } from '../date-number.ts';
import { TITLE_WEIGHT } from '../forward.ts';
import { ByteWriter } from './bytes.ts';
import { familiesOf } from './families.ts';
import type { Lexicon } from './lexicon.ts';
import { type Notes, noNotes } from './notes.ts';
import { type PaperWords, readRecord, writeRecord } from './record.ts';
import { RowsWriter } from './rows-writer.ts';
import { type Ahead, SectionWriter } from './sections.ts';
import { SEGMENT } from './segment.ts';
import { SparseCounts } from './sparse-counts.ts';
import { PapersWriter } from './stored-papers.ts';
import { wordsJoined } from './title-order.ts';
import { type Records, writeLists } from './turn-round.ts';

/** A paper analysed. */
export interface Entry {
  paper: Paper;
  words: PaperWords;
  /** Numbers below 2¹⁶ that say what the paper is about; the segment keeps them and knows no more. */
  labels: readonly number[];
}

/** Writes a segment of new papers. */
export class SegmentWriter {
  readonly #lexicon: Lexicon;
  readonly #out: SectionWriter;
  readonly #papers: PapersWriter;
  readonly #rows: RowsWriter;
  readonly #record = new ByteWriter();
  readonly notes: Notes = noNotes();

  /** `path`: without the ending. */
  constructor(path: string, lexicon: Lexicon) {
    this.#lexicon = lexicon;
    this.#out = new SectionWriter(path + SEGMENT);
    this.#papers = new PapersWriter(path);
    this.#rows = new RowsWriter(this.#out);
  }

  add({ paper, words, labels }: Entry): void {
    this.#papers.add(paper);
    this.#record.clear();
    writeRecord(this.#record, words);
    this.#rows.add({
      record: this.#record.view(),
      length: TITLE_WEIGHT * this.#telling(words.title) + this.#telling(words.text),
      titleLength: wordsJoined(words.title, this.#lexicon).length,
      date: dateNumber(paper),
      year: yearOf(paper),
      labels,
    });
  }

  /** Completes the files. `byTitle`: the papers in the order of their titles. */
  async finish(byTitle: Uint32Array): Promise<void> {
    const records = new RecordsAgain(this.#rows);
    const { text, title, authors } = familiesOf(this.#lexicon);
    for (const family of [text, title, authors]) await writeLists(this.#out, family, records);
    this.#rows.finish({ byTitle, uses: await usesOf(records), notes: this.notes });
    this.#papers.finish();
    this.#out.finish();
  }

  /** Words that are no stop words. */
  #telling(words: ArrayLike<number>): number {
    let count = 0;
    for (let i = 0; i < words.length; i++) if (this.#lexicon.termOf(words[i] ?? 0) !== 0) count++;
    return count;
  }
}

/** Each word and how often it stands in the papers, one after the other, in the order of the words. */
async function usesOf(records: Records): Promise<Uint32Array> {
  const uses = new SparseCounts();
  await inSlices(Array(records.count).keys(), paper => {
    const { title, text, authors } = records.read(paper);
    for (const words of [title, text, authors]) for (let i = 0; i < words.length; i++) uses.add(words[i] ?? 0, 1);
  });
  return uses.done();
}

/** The records that were just written, read again in order. */
class RecordsAgain implements Records {
  readonly count: number;
  readonly #ends: Uint32Array;
  readonly #ahead: Ahead;

  constructor(rows: RowsWriter) {
    this.#ends = rows.recordEnds;
    this.count = this.#ends.length;
    this.#ahead = rows.recordsAgain();
  }

  read(paper: number): PaperWords {
    return readRecord(this.#ahead.read(this.#ends[paper - 1] ?? 0, this.#ends[paper] ?? 0));
  }
}
