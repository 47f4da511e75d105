import type { PlaceSet } from '../place-set.ts';
import type { SearchOptions } from '../types.ts';
import type { Filter } from './filter.ts';
import type { Clause } from './parse.ts';
import { allOf, type Selectable, selectionOf, selectionsOf } from './selection.ts';
import { Work } from './work.ts';

/** So many steps may be spent on looking into papers for one requirement: some 10 ms. */
const MOST_STEPS = 2_000_000;

export interface Requirement {
  /** Papers that may meet it. */
  places: PlaceSet;
  /** Whether papers must be looked into to know. */
  mustLook: boolean;
  /** Whether a paper meets it; of those that there was no more time to look into, none does. */
  meets: Filter;
  work: Work;
}

/** What papers must be; undefined when nothing is required. Plain words are wished for and not required. */
export function requirementOf(
  clauses: readonly Clause[],
  options: SearchOptions,
  searched: Omit<Selectable, 'work'>,
): Requirement | undefined {
  const work = new Work(MOST_STEPS);
  const index = { ...searched, work };
  const demands = clauses.filter(({ kind }) => kind !== 'words').flatMap(clause => selectionOf(clause, index) ?? []);
  const parts = [...demands, ...selectionsOf(options, index)];
  if (parts.length === 0) return undefined;
  const { places, look } = allOf(parts, index);
  const meets = look ? remembered(places, look.meets, work) : (place: number) => places.has(place);
  return { places, mustLook: look !== undefined, meets, work };
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
