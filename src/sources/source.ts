import type { PaperRecord } from '../papers/record.ts';

/** What a source has, page by page. */
export interface Page {
  papers: PaperRecord[];
  /** What could not be read, and why, in words. */
  passedOver?: string[];
  /**
   * From where to go on after this page, as JSON: in the middle of a listing, or after its end, where the next run
   * begins. On record only when the page is in the collection, so that whatever happens no page is missed.
   */
  position: unknown;
  /** How far the run is, where the source says it: papers seen, of how many. */
  progress?: { seen: number; of: number };
}

export interface ReadRequest {
  /**
   * The position after the last page that was taken over; missing at the first run, and when the source asks for
   * something else now. One that cannot be read (of an older program) is as good as none.
   */
  position?: unknown;
  /**
   * Where the first run begins: a day, YYYY-MM-DD, in UTC. What looks back over the days before looks no further than
   * this.
   */
  since: string;
  signal: AbortSignal;
}

/** Where papers come from. */
export interface Source {
  /**
   * Everything new since a position, to the end. The same pages, or such that hold the same papers, however often it is
   * asked from one position. Ends early only by an error.
   * @throws {SourceError} in words; what was taken over before stays.
   */
  pages(reading: ReadRequest): AsyncIterable<Page>;
}
