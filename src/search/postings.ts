import MiniSearch from 'minisearch';
import { PlaceSet } from './place-set.ts';
import { rarity, saturation } from './rank/bm25.ts';
import { withinReach, worthOf } from './rank/worth.ts';
import { Recent } from './recent.ts';
import type { Slot } from './slots.ts';

/** A paper as the index holds it. */
export interface Entry {
  id: Slot;
  /** Title (as often as it weighs), abstract and authors: terms with a space between. */
  text: string;
}

export interface Candidate {
  paper: number;
  score: number;
}

/** Terms to look for and how much each counts. */
export type WeightedTerms = Iterable<readonly [term: string, weight: number]>;

/** So many are read for one query: some 10 ms. */
const MOST_POSTINGS = 500_000;

/** The number that minisearch gives its only field. */
const TEXT = 0;

/**
 * Posting lists, held by minisearch. The score is ours: minisearch makes an object for each paper in which any term
 * stands, with all its matches, which takes ten times as long as to add up numbers (docs/search.md).
 */
export class Postings extends MiniSearch<Entry> {
  /** By the number that minisearch gives an entry: they only ever rise, so taken out ones leave a hole. */
  readonly #entries: (Known | undefined)[] = [];
  /** What of them is read at every posting, made when it is asked for. */
  #table: Table | undefined;
  #totalLength = 0;
  /** Scores of the latest query, by place. */
  #scores = new Float32Array();

  constructor() {
    super({
      fields: ['text'],
      // Texts come as terms already: see analysis/.
      tokenize: text => (text === '' ? [] : text.split(' ')),
      processTerm: term => term,
    });
  }

  /** @param length see Forward.length */
  take(entry: Entry, length: number): void {
    this.#table = undefined;
    this.#entries[this._nextId] = { slot: entry.id, length };
    this.#totalLength += length;
    this.add(entry);
  }

  /**
   * Takes out an entry that is as it was when it was added. Its postings go at once, and terms without postings with
   * them.
   */
  override remove(entry: Entry): void {
    const number = this._idToShortId.get(entry.id);
    const known = number === undefined ? undefined : this.#entries[number];
    if (number === undefined || !known) return;
    this.#table = undefined;
    this.#entries[number] = undefined;
    this.#totalLength -= known.length;
    super.remove(entry);
  }

  /** Adds the papers that have a term. */
  addHolders(term: string, papers: PlaceSet): void {
    const { places, gathered } = this.#read();
    const known = gathered.get(term);
    if (known) {
      papers.or(known);
      return;
    }
    const holders = this._index.get(term)?.get(TEXT);
    if (!holders) return;
    const isFrequent = holders.size > papers.size / FEW;
    const own = isFrequent ? new PlaceSet(papers.size) : papers;
    holders.forEach((_count, number) => {
      const place = places[number] ?? NOWHERE;
      if (place !== NOWHERE) own.add(place);
    });
    if (!isFrequent) return;
    gathered.set(term, own);
    papers.or(own);
  }

  /** BM25 of all papers over their whole text, by place; 0 where none of the terms stands. Good until the next call. */
  scores(terms: WeightedTerms): Float32Array {
    const papers = this.documentCount;
    if (this.#scores.length < papers) this.#scores = new Float32Array(Math.ceil(1.25 * papers));
    const scores = this.#scores.subarray(0, papers).fill(0);
    const averageLength = this.#totalLength / papers || 1;
    const { places, lengths } = this.#read();
    const holdersOf = (term: string) => this._index.get(term)?.get(TEXT);
    const worths = worthOf(terms, one => rarity(papers, holdersOf(one)?.size ?? 0));
    for (const [term, worth] of withinReach(worths, one => holdersOf(one)?.size ?? 0, MOST_POSTINGS)) {
      holdersOf(term)?.forEach((count, number) => {
        const place = places[number] ?? NOWHERE;
        if (place === NOWHERE) return;
        scores[place] = (scores[place] ?? 0) + worth * saturation(count, (lengths[number] ?? 0) / averageLength);
      });
    }
    return scores;
  }

  #read(): Table {
    this.#table ??= {
      places: Int32Array.from(this.#entries, entry => entry?.slot.place ?? NOWHERE),
      lengths: Uint32Array.from(this.#entries, entry => entry?.length ?? 0),
      gathered: new Recent(MOST_REMEMBERED),
    };
    return this.#table;
  }
}

const NOWHERE = -1;
/** Of a term in a larger share of the papers it is remembered which they are: that is sooner read than gathered. */
const FEW = 32;
/** So many terms, each with a bit for each paper: 1 MB at 20,000. */
const MOST_REMEMBERED = 200;

/** By the number of an entry. */
interface Table {
  places: Int32Array;
  lengths: Uint32Array;
  /** The papers of frequent terms. */
  gathered: Recent<string, PlaceSet>;
}

interface Known {
  slot: Slot;
  length: number;
}
