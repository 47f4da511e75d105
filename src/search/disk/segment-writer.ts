import type { Paper } from '../../papers/paper.ts';
import { TITLE_WEIGHT } from '../forward.ts';
import { ByteWriter } from './bytes.ts';
import { Counts } from './counts.ts';
import { familiesOf } from './families.ts';
import type { Lexicon } from './lexicon.ts';
import { type Records, writeLists } from './lists.ts';
import { type Notes, noNotes, writeNotes } from './notes.ts';
import { Numbers } from './numbers.ts';
import { type PaperWords, readRecord, writeRecord } from './record.ts';
import { SectionWriter } from './sections.ts';
import { PapersWriter } from './stored-papers.ts';
import { wordsJoined } from './title-order.ts';

/** A paper analysed. */
export interface Entry {
  paper: Paper;
  words: PaperWords;
  /** Numbers below 2¹⁶ that say what the paper is about; the segment keeps them and knows no more. */
  labels: readonly number[];
}

/** Writes a segment: an index of some papers that never changes. Two files: `….papers` has the papers themselves. */
export class SegmentWriter {
  readonly #lexicon: Lexicon;
  readonly #out: SectionWriter;
  readonly #papers: PapersWriter;
  readonly #record = new ByteWriter();
  readonly #recordEnds = new Numbers();
  readonly #lengths = new Numbers();
  readonly #titleLengths = new Numbers();
  readonly #dates = new Numbers();
  readonly #years = new Numbers();
  readonly #labels = new Numbers();
  readonly #labelEnds = new Numbers();
  readonly #uses = new Counts();
  readonly notes: Notes = noNotes();

  /** `path`: without the ending. */
  constructor(path: string, lexicon: Lexicon) {
    this.#lexicon = lexicon;
    this.#out = new SectionWriter(`${path}.segment`);
    this.#papers = new PapersWriter(path);
    this.#out.begin('records');
  }

  get count(): number {
    return this.#recordEnds.length;
  }

  add({ paper, words, labels }: Entry): void {
    this.#papers.add(paper);
    for (const part of [words.title, words.text, words.authors]) this.#count(part);
    this.#record.clear();
    writeRecord(this.#record, words);
    this.#out.append(this.#record.view());
    this.#recordEnds.push(this.#recordEnds.last() + this.#record.length);
    this.#lengths.push(TITLE_WEIGHT * this.#telling(words.title) + this.#telling(words.text));
    this.#titleLengths.push(wordsJoined(words.title, this.#lexicon).length);
    this.#dates.push(dateNumber(paper.date));
    this.#years.push(paper.year ?? 0);
    for (const label of labels) this.#labels.push(label);
    this.#labelEnds.push(this.#labels.length);
  }

  /** Completes the files. `byTitle`: the papers in the order of their titles. */
  async finish(byTitle: Uint32Array): Promise<void> {
    const records = new RecordsAgain(this.#out, this.#recordEnds.view());
    const { text, title, authors } = familiesOf(this.#lexicon);
    await writeLists(this.#out, text, records, this.#lexicon.terms.count);
    await writeLists(this.#out, title, records, this.#lexicon.words.count);
    await writeLists(this.#out, authors, records, this.#lexicon.terms.count);
    this.#out.write('recordEnds', this.#recordEnds.view());
    this.#out.write('lengths', this.#lengths.view());
    this.#out.write('titleLengths', Uint16Array.from(this.#titleLengths.view()));
    this.#out.write('dates', this.#dates.view());
    this.#out.write('years', Uint16Array.from(this.#years.view()));
    this.#out.write('labels', Uint16Array.from(this.#labels.view()));
    this.#out.write('labelEnds', this.#labelEnds.view());
    this.#out.write('byTitle', byTitle);
    this.#out.write('uses', this.#uses.pairs());
    this.#out.write('notes', Buffer.from(writeNotes(this.notes)));
    this.#papers.finish();
    this.#out.finish();
  }

  #count(words: ArrayLike<number>): void {
    for (let i = 0; i < words.length; i++) this.#uses.add(words[i] ?? 0, 1);
  }

  /** Words that are no stop words. */
  #telling(words: ArrayLike<number>): number {
    let count = 0;
    for (let i = 0; i < words.length; i++) if (this.#lexicon.termOf(words[i] ?? 0) !== 0) count++;
    return count;
  }
}

/** `2021-10-08` is 20211008, `2021-10` is 20211000, no date 0: they stand in the order of the texts. */
function dateNumber(date: string | undefined): number {
  return date === undefined ? 0 : Number(date.replaceAll('-', '').padEnd(8, '0'));
}

/** So many bytes are read at once. */
const AHEAD = 1 << 18;

/** The records that were just written, read again in order. */
class RecordsAgain implements Records {
  readonly count: number;
  readonly #out: SectionWriter;
  readonly #ends: Uint32Array;
  #bytes: Uint8Array = new Uint8Array();
  #from = 0;

  constructor(out: SectionWriter, ends: Uint32Array) {
    this.#out = out;
    this.#ends = ends;
    this.count = ends.length;
  }

  read(paper: number): PaperWords {
    const from = this.#ends[paper - 1] ?? 0;
    const to = this.#ends[paper] ?? 0;
    if (from < this.#from || to > this.#from + this.#bytes.length) {
      this.#bytes = this.#out.read('records', from, Math.max(to, Math.min(from + AHEAD, this.#ends.at(-1) ?? 0)));
      this.#from = from;
    }
    return readRecord(this.#bytes.subarray(from - this.#from, to - this.#from));
  }
}
