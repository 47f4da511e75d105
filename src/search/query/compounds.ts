import { stem } from '../analysis/stem.ts';
import { joined, type Token } from '../analysis/tokens.ts';
import type { Forward } from '../forward.ts';

/** The longest compound that is looked for: `state of the art`. */
const LONGEST = 4;
/** Endings are no longer: `to native` is not the `ton` that a stemmer leaves of `tonative`. */
const LONGEST_ENDING = 4;

/**
 * `out of distribution` means what the collection calls `out-of-distribution`: its first stop word gets the term of the
 * whole.
 */
export function withCompounds(tokens: readonly Token[], forward: Forward): Token[] {
  const named = [...tokens];
  tokens.forEach((_, start) => {
    for (let length = LONGEST; length > 1; length--) {
      const run = tokens.slice(start, start + length);
      const stop = run.findIndex(({ term }) => term === '');
      const first = run[stop];
      if (!first || run.length < length || run.every(({ term }) => term === '')) continue;
      const compound = joined(run);
      const term = stem(compound);
      if (compound.length - term.length > LONGEST_ENDING) continue;
      if (forward.numberOf(term) !== undefined) named[start + stop] = { ...first, compound, term };
    }
  });
  return named;
}
