import type { Paper } from '../../src/papers/paper.ts';
import { STOP_WORDS } from '../../src/search/analysis/stop-words.ts';
import { randomNumbers } from './made-papers.ts';

export const KINDS = ['typical', 'common words', 'long', 'as typed'] as const;
export type Kind = (typeof KINDS)[number];

const LONG = 2000;
const MOST_COMMON = 30;
const COUNT: Record<Kind, number> = { typical: 300, 'common words': 150, long: 60, 'as typed': 500 };

/** Queries to a collection in its own words, the same at every run. */
export function queriesOf(papers: readonly Paper[], kind: Kind): string[] {
  const random = randomNumbers(3);
  const below = (end: number) => Math.floor(random() * end);
  const titles = papers.map(({ title }) => title);
  const title = () => titles[below(titles.length)] ?? '';
  const common = kind === 'common words' ? mostCommon(papers) : [];
  const make: Record<Kind, () => string> = {
    /** Two to five words that stand together in a title. */
    typical() {
      const words = title().split(' ');
      const from = below(Math.max(1, words.length - 2));
      return words.slice(from, from + 2 + below(4)).join(' ');
    },
    'common words': () => Array.from({ length: 2 + below(3) }, () => common[below(common.length)]).join(' '),
    long() {
      const words: string[] = [];
      while (words.length < LONG) words.push(...(papers[below(papers.length)]?.abstract.split(' ') ?? []));
      return words.slice(0, LONG).join(' ');
    },
    'as typed'() {
      const whole = title();
      return whole.slice(0, 1 + below(Math.min(40, whole.length)));
    },
  };
  return Array.from({ length: COUNT[kind] }, () => make[kind]());
}

/** The words in most abstracts, without stop words. */
function mostCommon(papers: readonly Paper[]): string[] {
  const holders = new Map<string, number>();
  for (const { abstract } of papers.slice(0, 2000)) {
    for (const word of new Set(abstract.toLowerCase().match(/[a-z]{3,}/g))) {
      if (!STOP_WORDS.has(word)) holders.set(word, (holders.get(word) ?? 0) + 1);
    }
  }
  return [...holders]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_COMMON)
    .map(([word]) => word);
}
