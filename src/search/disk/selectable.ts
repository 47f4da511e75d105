import type { Paper } from '../../papers/paper.ts';
import type { OtherLanguage } from '../analysis/language.ts';
import { PlaceSet } from '../place-set.ts';
import type { Searchable } from '../query/selection.ts';
import type { DiskForward } from './forward.ts';
import type { PostingLists } from './lists.ts';
import { placesOf } from './lookup.ts';
import type { Segment } from './segment.ts';
import type { DiskTopics } from './topics.ts';
import type { View } from './view.ts';

interface Collection {
  view: View;
  forward: DiskForward;
  topics: DiskTopics;
  languages: readonly OtherLanguage[];
}

/** What an index on disk tells without looking into papers; good for one query. */
export function selectableOf({ view, forward, topics, languages }: Collection): Searchable {
  const nowhere = () => new PlaceSet(view.places);
  const holding = (term: number, listsOf: (segment: Segment) => PostingLists): PlaceSet => {
    const places = nowhere();
    for (const { segment, base } of view.parts) places.addAll(listsOf(segment).of(term)?.papers ?? NONE, base);
    return places;
  };
  return {
    forward,
    languages,
    paperAt: lastOne(place => view.paperAt(place)),
    // It is read and parsed: some 20 µs.
    paperSteps: 4000,
    holding: term => holding(term, ({ text }) => text),
    naming: word => holding(view.lexicon.words.find(word) ?? 0, ({ authors }) => authors),
    onTopic(text) {
      const topic = topics.names.named(text);
      const places = nowhere();
      if (topic) topics.addPlacesOf(topic, places);
      return places;
    },
    // 0: not known.
    inYears(from, to) {
      const places = nowhere();
      for (const { segment, base } of view.parts) places.addWithin(base, segment.years, Math.max(1, from), to);
      return places;
    },
    dated(from, to) {
      const places = nowhere();
      for (const { segment, base } of view.parts) places.addDated(base, segment.dates, from, to);
      return places;
    },
    identified(values) {
      const kinds = ['id', 'arxiv', 'doi'] as const;
      const places = [...values].flatMap(value => kinds.flatMap(kind => placesOf(view, kind, value)));
      return new PlaceSet(view.places, places);
    },
    everywhere: () => nowhere().complement(),
    nowhere,
  };
}

/** Several conditions look into one paper after the other. */
function lastOne(paperAt: (place: number) => Paper | undefined): (place: number) => Paper | undefined {
  let last: { place: number; paper: Paper | undefined } | undefined;
  return place => {
    if (last?.place !== place) last = { place, paper: paperAt(place) };
    return last.paper;
  };
}

const NONE = new Uint32Array();
