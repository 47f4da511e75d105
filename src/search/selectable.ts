import type { ChangingLookup } from '../papers/lookup.ts';
import type { Paper } from '../papers/paper.ts';
import type { AuthorIndex } from './author-index.ts';
import { yearOf } from './date-number.ts';
import type { Forward } from './forward.ts';
import type { Languages } from './languages.ts';
import { PlaceSet } from './place-set.ts';
import type { Postings } from './postings.ts';
import type { Searchable } from './query/selection.ts';
import type { Topics } from './topics.ts';

interface Collection {
  lookup: ChangingLookup;
  placeOf(paper: Paper): number;
  papers: readonly Paper[];
  forward: Forward;
  /** They change with what the collection is about. */
  readonly topics: Topics;
  postings: Postings;
  languages: Languages;
  authors: AuthorIndex;
  /** By place. */
  dates: readonly number[];
}

/** What an index in memory tells without looking into papers. */
export function selectableOf(collection: Collection): Searchable {
  const { papers, lookup, placeOf, forward, postings, authors, dates, languages } = collection;
  const nowhere = () => new PlaceSet(papers.length);
  const where = (test: (paper: Paper) => boolean): PlaceSet => {
    const places = nowhere();
    for (let place = 0; place < papers.length; place++) {
      const paper = papers[place];
      if (paper && test(paper)) places.add(place);
    }
    return places;
  };
  const holding = (term: number): PlaceSet => {
    const places = nowhere();
    postings.addHolders(forward.termOf(term), places);
    return places;
  };
  return {
    forward,
    get languages() {
      return languages.others;
    },
    paperAt: place => papers[place],
    paperSteps: 1,
    holding,
    naming(word) {
      const places = nowhere();
      authors.addNamed(word, places);
      return places;
    },
    onTopic(text) {
      const { topics } = collection;
      return topics.placesOf(topics.names.named(text), nowhere());
    },
    inYears: (from, to) => where(paper => isWithin(yearOf(paper), from, to)),
    dated(from, to) {
      const places = nowhere();
      places.addDated(0, dates, from, to);
      return places;
    },
    identified: values =>
      new PlaceSet(papers.length, [...values].flatMap(value => lookup.identified(value)).map(placeOf)),
    everywhere: () => nowhere().complement(),
    nowhere,
  };
}

/** 0: not known. */
function isWithin(year: number, from: number, to: number): boolean {
  return year >= Math.max(1, from) && year <= to;
}
