import type { Forward } from '../forward.ts';
import type { KnownWords } from '../vocabulary.ts';
import type { Expansions } from './expansions.ts';
import type { Neighbours } from './neighbours.ts';

/** What is known of words: by the collection, by lists of other words, and by the language at large. */
export interface Known {
  forward: Forward;
  vocabulary: KnownWords;
  expansions: Expansions;
  neighbours: Neighbours;
}
