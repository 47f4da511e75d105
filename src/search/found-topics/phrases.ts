import { inSlices } from '../../platform/slices.ts';

/** The terms of a paper by number, in order; 0 is a stop word. */
export interface Read {
  place: number;
  title: Uint32Array;
  text: Uint32Array;
}

/** A run of terms, and in which papers it stands. */
export interface Phrase {
  terms: readonly number[];
  /** Papers that have it. */
  held: number;
  /** Of these, those that have it in the title or twice. */
  dwelt: number;
  /** Of these, those that have it in the title. */
  titled: number;
  /** Papers that have it in the abstract. */
  inText: number;
  /** How often it stands there, or in a title. */
  uses: number;
  /** How often a stop word, or nothing, stands before it. */
  begins: number;
  /** How often a stop word, or nothing, stands behind it. */
  ends: number;
  /** By place, the first of those that have it in the abstract, or else in the title. */
  examples: number[];
}

/** Longer names of subjects are seldom used twice. */
const LONGEST = 4;
/** From so many papers it is learnt how a phrase is written. */
const MOST_EXAMPLES = 25;
/** Numbers of phrases and terms stay below this, and the product of both below 2^53. */
const BASE = 2 ** 26;

/**
 * All runs of up to four terms that stand in at least so many of the papers, none of them a stop word or one that
 * `isUsable` refuses. A run is frequent only if its parts are, so that few are counted (Agrawal, Srikant 1994:
 * Apriori).
 */
export async function frequentPhrases(
  papers: readonly Read[],
  least: number,
  isUsable: (term: number) => boolean,
): Promise<Phrase[]> {
  const found: Phrase[] = [];
  /** Of each paper and place in it, the frequent run of the length before that begins there: its number from 1. */
  let before: Before[] = papers.map(({ title, text }) => ({ title, text }));
  let shorter: readonly Phrase[] | undefined;
  for (let length = 1; length <= LONGEST; length++) {
    const counted = new Map<number, Phrase>();
    await inSlices(papers, (paper, i) => count(paper, before[i], { length, shorter, isUsable, counted }));
    const frequent = new Map<number, number>();
    const kept: Phrase[] = [];
    for (const [key, phrase] of counted) {
      if (phrase.held < least) continue;
      kept.push(phrase);
      frequent.set(key, kept.length);
    }
    if (kept.length === 0) break;
    found.push(...kept);
    const numbered: Before[] = [];
    await inSlices(papers, (paper, i) => {
      const own = before[i];
      const numbersOf = (terms: Uint32Array, part: Uint32Array) =>
        part.map((_, at) => frequent.get(keyAt(terms, part, at, length)) ?? 0);
      numbered.push(own ? { title: numbersOf(paper.title, own.title), text: numbersOf(paper.text, own.text) } : paper);
    });
    before = numbered;
    shorter = kept;
  }
  return found;
}

interface Before {
  title: Uint32Array;
  text: Uint32Array;
}

interface Level {
  length: number;
  /** Frequent runs that are one term shorter, by number less one. */
  shorter: readonly Phrase[] | undefined;
  isUsable: (term: number) => boolean;
  counted: Map<number, Phrase>;
}

function count(paper: Read, before: Before | undefined, { length, shorter, isUsable, counted }: Level): void {
  if (!before) return;
  const uses = new Map<number, { title: number; text: number }>();
  for (const part of ['title', 'text'] as const) {
    const terms = paper[part];
    for (let at = 0; at + length <= terms.length; at++) {
      const last = terms[at + length - 1] ?? 0;
      if (last === 0 || !isUsable(last)) continue;
      const key = keyAt(terms, before[part], at, length);
      if (key === 0) continue;
      const own = uses.get(key) ?? { title: 0, text: 0 };
      own[part]++;
      uses.set(key, own);
      const phrase = counted.get(key) ?? unseen([...(shorter?.[(before[part][at] ?? 0) - 1]?.terms ?? []), last]);
      counted.set(key, phrase);
      phrase.uses++;
      if ((terms[at - 1] ?? 0) === 0) phrase.begins++;
      if ((terms[at + length] ?? 0) === 0) phrase.ends++;
    }
  }
  for (const [key, { title, text }] of uses) {
    const phrase = counted.get(key);
    if (!phrase) continue;
    phrase.held++;
    if (title > 0) phrase.titled++;
    if (text > 0) phrase.inText++;
    if (title > 0 || text > 1) phrase.dwelt++;
    if (phrase.examples.length < MOST_EXAMPLES) phrase.examples.push(paper.place);
  }
}

function unseen(terms: readonly number[]): Phrase {
  return { terms, held: 0, dwelt: 0, titled: 0, inText: 0, uses: 0, begins: 0, ends: 0, examples: [] };
}

/** Of the run that begins at a place: the one before it, and its last term; 0 when a part of it is not frequent. */
function keyAt(terms: Uint32Array, before: Uint32Array, at: number, length: number): number {
  if (length === 1) return terms[at] ?? 0;
  const start = before[at] ?? 0;
  const last = terms[at + length - 1] ?? 0;
  // The run without its first term must be frequent, too.
  return start === 0 || last === 0 || (before[at + 1] ?? 0) === 0 ? 0 : start * BASE + last;
}
