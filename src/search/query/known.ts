import type { OtherLanguage } from '../analysis/language.ts';
import type { Token } from '../analysis/tokens.ts';
import { isFar, oneSlipFrom } from '../corrections.ts';
import type { Forward } from '../forward.ts';
import type { PlaceSet } from '../place-set.ts';
import type { Completion, KnownWords } from '../vocabulary.ts';
import type { Expansions } from './expansions.ts';
import { hasForm, sequence } from './forms.ts';
import type { Neighbours } from './neighbours.ts';
import { Work } from './work.ts';

/** What is known of words: by the collection, by lists of other words, and by the language at large. */
export interface Known {
  forward: Forward;
  vocabulary: KnownWords;
  expansions: Expansions;
  neighbours: Neighbours;
  /** What was found out about tokens of this query, which are asked for several times. */
  remembered: { variants: Map<Token, readonly number[]>; parts: Map<Token, readonly string[]> };
  /** Other languages than English that papers are in, those of most papers first. */
  languages: readonly OtherLanguage[];
  /** Whether two terms stand one after the other in some paper. */
  standTogether(first: string, second: string): boolean;
  /** Papers of which an author's name has a word. */
  naming(word: string): PlaceSet;
  /** Whether a paper is of a year. */
  hasYear(year: number): boolean;
  /** What a word that the collection does not know was probably meant to be. */
  corrected(word: string): Completion | undefined;
}

/** In so many papers that have both terms it is looked up whether they stand together. */
const MOST_LOOKED_INTO = 200;
/**
 * What this may cost for one query: papers gathered, and terms of papers read. Ordinary queries ask for a pair or two.
 */
const MOST_TOGETHER = 400_000;

/** Looks up pairs of terms for one query, each once; when there are very many, the first ones. */
export function togetherIn(forward: Forward, holding: (term: number) => PlaceSet): Known['standTogether'] {
  const known = new Map<string, boolean>();
  const work = new Work(MOST_TOGETHER);
  return (first, second) => {
    const pair = `${first} ${second}`;
    const found = known.get(pair) ?? (!work.isDone && stand(first, second, { forward, holding, work }));
    known.set(pair, found);
    return found;
  };
}

interface Lookup {
  forward: Forward;
  holding(term: number): PlaceSet;
  work: Work;
}

function stand(first: string, second: string, { forward, holding, work }: Lookup): boolean {
  const [form] = sequence([first, second], forward);
  const [a, b] = form ?? [];
  if (!form || a === undefined || b === undefined) return false;
  work.spend(forward.documentFrequency(a) + forward.documentFrequency(b));
  let looked = 0;
  for (const paper of holding(a).and(holding(b))) {
    work.spend(forward.length(paper));
    if (hasForm(form, paper, forward)) return true;
    if (++looked === MOST_LOOKED_INTO) return false;
  }
  return false;
}

/**
 * To look for what is near to a word means to go through much of the vocabulary, at each word by its letters: of so
 * many letters in all, some 10 ms.
 */
const MOST_LOOKED_THROUGH = 8_000_000;
/** That many misspelt words are put right in any case, and no more than that in any. */
const CORRECTED = { least: 3, most: 20 };

/** Corrections for one query, each word looked for once; when there are very many, or very long ones, for the first. */
export function correcting(
  vocabulary: Pick<KnownWords, 'size' | 'corrections'>,
  isWord: (word: string) => boolean,
): Known['corrected'] {
  const known = new Map<string, Completion | undefined>();
  const work = new Work(MOST_LOOKED_THROUGH);
  // A word of the language that no paper has may be nearer: `protien` is `protein` before it is `proven`.
  const nearest = (word: string) => {
    const [best] = vocabulary.corrections(word, 1);
    return best && isFar(word, best.word) && oneSlipFrom(word).some(isWord) ? undefined : best;
  };
  return word => {
    const isAffordable = known.size < CORRECTED.least || (known.size < CORRECTED.most && !work.isDone);
    if (!known.has(word) && isAffordable) {
      work.spend(vocabulary.size * word.length);
      known.set(word, nearest(word));
    }
    return known.get(word);
  };
}
