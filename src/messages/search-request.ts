import { outsideText } from '../platform/outside-text.ts';
import type { SearchOptions } from '../search/types.ts';

export type Filters = Pick<SearchOptions, 'topic' | 'since' | 'until' | 'author' | 'sort'>;

/** What a search asks for: what was typed, and how it was narrowed. */
export interface SearchRequest extends Filters {
  query: string;
}

/** The filters as one argument of a button: `topic=calibration&sort=newest`. */
export function packFilters({ topic, since, until, author, sort }: Filters): string {
  const packed = new URLSearchParams();
  for (const [name, value] of Object.entries({ topic, since, until, author, sort })) if (value) packed.set(name, value);
  return packed.toString();
}

/** What {@link packFilters} made, or whatever came in its place: to be read as if it had been typed. */
export function unpackFilters(packed: string | undefined): (name: keyof Filters) => string | undefined {
  const values = new URLSearchParams(packed ?? '');
  return name => {
    const value = values.get(name);
    return value === null ? undefined : outsideText(value);
  };
}
