import type { Paper } from '../../../src/papers/paper.ts';
import { STOP_WORDS } from '../../../src/search/analysis/stop-words.ts';
import { randomNumbers } from '../made-papers.ts';

export type Kind = 'typical' | 'common' | 'long' | 'typing';

/** How many of each are asked, at most. */
const COUNTS: Record<Kind, number> = { typical: 1000, common: 200, long: 200, typing: 1000 };
const MOST_COMMON = 40;

/**
 * What is asked, made of papers of the collection: `typical` is two to five words in a row of a title, one in ten with
 * a slip; `common` three of the words that most papers have; `long` some 40 words of an abstract; `typing` the
 * beginning of a title, cut anywhere up to 25 letters.
 */
export function questionsOf(papers: readonly Paper[]): Record<Kind, string[]> {
  const random = randomNumbers(7);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const frequent = mostCommon(papers);
  const make: Record<Kind, () => string> = {
    typical() {
      const words = (pick(papers)?.title ?? '').split(' ');
      const from = Math.floor(random() * Math.max(1, words.length - 2));
      const query = words.slice(from, from + 2 + Math.floor(random() * 4)).join(' ');
      return random() < 0.1 ? withSlip(query, random) : query;
    },
    common: () => [pick(frequent), pick(frequent), pick(frequent)].join(' '),
    long: () => (pick(papers)?.abstract ?? '').split(' ').slice(0, 40).join(' '),
    typing: () => (pick(papers)?.title ?? '').slice(0, 1 + Math.floor(random() * 25)),
  };
  const several = (kind: Kind) => Array.from({ length: COUNTS[kind] }, make[kind]);
  return { typical: several('typical'), common: several('common'), long: several('long'), typing: several('typing') };
}

function mostCommon(papers: readonly Paper[]): string[] {
  const holders = new Map<string, number>();
  for (const { abstract } of papers)
    for (const word of new Set(abstract.toLowerCase().match(/[a-z]{3,}/g)))
      holders.set(word, (holders.get(word) ?? 0) + 1);
  return [...holders]
    .filter(([word]) => !STOP_WORDS.has(word))
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_COMMON)
    .map(([word]) => word);
}

/** Two letters exchanged somewhere. */
function withSlip(text: string, random: () => number): string {
  const at = Math.floor(random() * Math.max(1, text.length - 1));
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}
