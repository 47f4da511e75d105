import type { Phrase } from './phrases.ts';

/** A phrase in fewer papers is no topic of a collection. */
const LEAST_PAPERS = 3;
/** In a large collection a topic has at least this share of the papers. */
const LEAST_SHARE = 0.004;
/** What stands in more than this share of the papers tells nothing within the collection. */
const MOST_SHARE = 0.5;
/** More topics than these nobody looks through. */
const MOST_TOPICS = 100;

/**
 * What a paper is about stands in titles, and is said again in the abstract; words of the trade (“results show”,
 * “present study”) do neither. And a name often stands without another word before it, and without one behind it; an
 * adjective, or half a name, does not (Frantzi, Ananiadou 1996 look for the same). These are the least shares of the
 * papers, and of the uses. A single word must do more of each, for many words have a general meaning besides.
 */
const LEAST = {
  word: { titled: 0.35, dwelt: 0.65, alone: 0.25 },
  phrase: { titled: 0.12, dwelt: 0.2, alone: 0.15 },
};
/** A title may be given in a second language: what hardly ever stands in an abstract is no topic of these papers. */
const LEAST_IN_TEXT = 0.4;
/** A phrase that stands in a longer one in so many of its papers is a part of that name. */
const PART = 0.7;
/** A longer phrase that so many of the papers of a shorter one have is another name of the same topic. */
const LONGER_NAME = 0.5;

export function leastPapers(papers: number): number {
  return Math.max(LEAST_PAPERS, Math.ceil(LEAST_SHARE * papers));
}

/** More than half of its words stand in most papers: `cystic fibrosis patients` among papers on cystic fibrosis. */
export function tellsNothing(holders: readonly number[], papers: number): boolean {
  return holders.filter(count => count > MOST_SHARE * papers).length > holders.length / 2;
}

/** The phrases that name topics, the most frequent first; `compare` orders equals. */
export function topicPhrases(phrases: readonly Phrase[], compare: (a: Phrase, b: Phrase) => number): Phrase[] {
  const subjects = phrases.filter(isSubject);
  const parts = partsOf(subjects);
  const chosen = new Map<string, Phrase>();
  for (const phrase of subjects.sort((a, b) => b.held - a.held || compare(a, b))) {
    if (chosen.size >= MOST_TOPICS) break;
    const isLongerName = runsIn(phrase).some(
      run => (chosen.get(run)?.held ?? 0) * LONGER_NAME <= phrase.held && chosen.has(run),
    );
    if (!parts.has(keyOf(phrase.terms)) && !isLongerName) chosen.set(keyOf(phrase.terms), phrase);
  }
  return [...chosen.values()];
}

function isSubject({ terms, held, dwelt, titled, inText, uses, begins, ends }: Phrase): boolean {
  const least = terms.length === 1 ? LEAST.word : LEAST.phrase;
  if (Math.min(begins, ends) < least.alone * uses) return false;
  return titled >= least.titled * held && dwelt >= least.dwelt * held && inText >= LEAST_IN_TEXT * held;
}

/** Those that are parts of others. */
function partsOf(subjects: readonly Phrase[]): Set<string> {
  const heldBy = new Map(subjects.map(({ terms, held }) => [keyOf(terms), held]));
  const parts = new Set<string>();
  for (const phrase of subjects)
    for (const run of runsIn(phrase)) if (phrase.held >= PART * (heldBy.get(run) ?? Infinity)) parts.add(run);
  return parts;
}

/** The shorter runs of its terms. */
function runsIn({ terms }: Phrase): string[] {
  const runs: string[] = [];
  for (let from = 0; from < terms.length; from++)
    for (let to = from + 1; to <= terms.length; to++)
      if (to - from < terms.length) runs.push(keyOf(terms.slice(from, to)));
  return runs;
}

function keyOf(terms: readonly number[]): string {
  return terms.join(' ');
}
