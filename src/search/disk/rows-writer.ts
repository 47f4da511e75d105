import { type Notes, writeNotes } from './notes.ts';
import { Numbers } from './numbers.ts';
import type { Ahead, SectionWriter } from './sections.ts';

/** What a segment keeps of a paper, beside posting lists. */
export interface Row {
  /** As {@link writeRecord} writes it. */
  record: Uint8Array;
  /** Terms, those of the title counted as often as they weigh. */
  length: number;
  titleLength: number;
  date: number;
  year: number;
  /** Numbers below 2¹⁶ that say what the paper is about; the segment keeps them and knows no more. */
  labels: Iterable<number>;
}

/**
 * Writes the tables of a segment that have an entry for each paper. The first section of the file is that of the
 * records.
 */
export class RowsWriter {
  readonly #out: SectionWriter;
  readonly #recordEnds = new Numbers();
  readonly #lengths = new Numbers();
  readonly #titleLengths = new Numbers();
  readonly #dates = new Numbers();
  readonly #years = new Numbers();
  readonly #labels = new Numbers();
  readonly #labelEnds = new Numbers();

  constructor(out: SectionWriter) {
    this.#out = out;
    out.begin('records');
  }

  get count(): number {
    return this.#recordEnds.length;
  }

  get recordEnds(): Uint32Array {
    return this.#recordEnds.view();
  }

  /** Reads the records back that were added. */
  recordsAgain(): Ahead {
    return this.#out.ahead('records', this.#recordEnds.last());
  }

  add({ record, length, titleLength, date, year, labels }: Row): void {
    this.#out.append(record);
    this.#recordEnds.push(this.#recordEnds.last() + record.length);
    this.#lengths.push(length);
    this.#titleLengths.push(titleLength);
    this.#dates.push(date);
    this.#years.push(year);
    for (const label of labels) this.#labels.push(label);
    this.#labelEnds.push(this.#labels.length);
  }

  /** `byTitle`: the papers in the order of their titles; `uses`: each word and how often it stands in the papers. */
  finish({ byTitle, uses, notes }: { byTitle: Uint32Array; uses: Uint32Array; notes: Notes }): void {
    this.#out.write('recordEnds', this.#recordEnds.view());
    this.#out.write('lengths', this.#lengths.view());
    this.#out.write('titleLengths', Uint16Array.from(this.#titleLengths.view()));
    this.#out.write('dates', this.#dates.view());
    this.#out.write('years', Uint16Array.from(this.#years.view()));
    this.#out.write('labels', Uint16Array.from(this.#labels.view()));
    this.#out.write('labelEnds', this.#labelEnds.view());
    this.#out.write('byTitle', byTitle);
    this.#out.write('uses', uses);
    this.#out.write('notes', Buffer.from(writeNotes(notes)));
  }
}
