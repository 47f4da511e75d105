import type { PlaceSet } from '../place-set.ts';
import type { SearchOptions } from '../types.ts';
import type { Filter } from './filter.ts';
import type { Clause } from './parse.ts';
import { allOf, type Searchable, type Selectable, selectionOf, selectionsOf } from './selection.ts';
import { Work } from './work.ts';

/** So many steps may be spent on looking into papers for one query: some 10 ms. */
const MOST_STEPS = 2_000_000;
/** So many papers may be gathered by words that only spare looking into others. */
const MOST_GATHERED = 500_000;

export interface Requirement {
  /** Papers that may meet it. */
  places: PlaceSet;
  /** Whether papers must be looked into to know. */
  mustLook: boolean;
  /** Whether a paper meets it; of those that there was no more time to look into, none does. */
  meets: Filter;
  work: Work;
}

interface Requirements {
  /** What papers must be; undefined when nothing is required. Plain words are wished for and not required. */
  required: Requirement | undefined;
  /** What they must be because they must not be its opposite. */
  allowed: Requirement | undefined;
}

export function requirementsOf(clauses: readonly Clause[], options: SearchOptions, searched: Searchable): Requirements {
  const { wishes = [], exclusions = [] } = Object.groupBy(
    clauses.filter(({ kind }) => kind !== 'words'),
    ({ kind }) => (kind === 'not' ? 'exclusions' : 'wishes'),
  );
  const index = {
    ...searched,
    gathering: new Work(MOST_GATHERED),
    noted: (text: string) => options.notes?.find(one => one.text === text)?.paperIds ?? [],
  };
  // Each has a share of its own: wishes that take long leave none of the exclusions undone.
  const steps = wishes.length > 0 && exclusions.length > 0 ? MOST_STEPS / 2 : MOST_STEPS;
  return {
    required: requirementOf(wishes, options, { ...index, work: new Work(steps) }),
    allowed: requirementOf(exclusions, {}, { ...index, work: new Work(steps) }),
  };
}

function requirementOf(clauses: readonly Clause[], options: SearchOptions, index: Selectable): Requirement | undefined {
  const { work } = index;
  const demands = clauses.flatMap(clause => selectionOf(clause, index) ?? []);
  const parts = [...demands, ...selectionsOf(options, index)];
  if (parts.length === 0) return undefined;
  const { places, look } = allOf(parts, index);
  const meets = look ? remembered(places, look.meets, work) : (place: number) => places.has(place);
  return { places, mustLook: look !== undefined, meets, work };
}

/**
 * What an index tells, for one query: a word, or an initial, may stand in many conditions, and in what is looked for
 * besides.
 */
export function gatheringOnce(searched: Searchable): Searchable {
  return { ...searched, holding: gatheredOnce(searched.holding), naming: gatheredOnce(searched.naming) };
}

function gatheredOnce<T>(gather: (word: T) => PlaceSet): (word: T) => PlaceSet {
  const known = new Map<T, PlaceSet>();
  return word => {
    const places = known.get(word) ?? gather(word);
    known.set(word, places);
    return places.copy();
  };
}

const UNKNOWN = 0;
const YES = 1;
const NO = 2;

/** A paper is asked for several times on the way. */
function remembered(places: PlaceSet, meets: Filter, work: Work): Filter {
  const known = new Uint8Array(places.size);
  return place => {
    if (!places.has(place)) return false;
    if (known[place] === UNKNOWN) known[place] = !work.isDone && meets(place) ? YES : NO;
    return known[place] === YES;
  };
}
