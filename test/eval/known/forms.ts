import type { Paper } from '../../../src/papers/paper.ts';
import { STOP_WORDS } from '../../../src/search/analysis/stop-words.ts';

/** A number from 0 up to but not including 1. */
export type Random = () => number;

/** The same numbers in each run. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A query for one paper, as somebody writes it who remembers something of it; undefined where the paper gives none. */
export type Form = (paper: Paper, random: Random) => string | undefined;

/** The ways in which people name a paper that they have in mind. */
export const FORMS: Readonly<Record<string, Form>> = {
  title: ({ title }) => title,
  'one word dropped': ({ title }, random) => {
    const words = wordsOf(title);
    return words.length < 3 ? undefined : words.toSpliced(below(words.length, random), 1).join(' ');
  },
  'first word dropped': ({ title }) => {
    const words = wordsOf(title);
    return words.length < 3 ? undefined : words.slice(1).join(' ');
  },
  shuffled: ({ title }, random) => {
    const words = wordsOf(title);
    return words.length < 3 ? undefined : shuffled(words, random).join(' ');
  },
  'number changed': ({ title }, random) => {
    const words = wordsOf(title);
    const places = [...words.keys()].filter(place => /^[a-z]{4,}$/i.test(words[place] ?? '') && tells(words[place]));
    const place = places[below(places.length, random)];
    return place === undefined ? undefined : words.with(place, otherNumber(words[place] ?? '')).join(' ');
  },
  'one typo': ({ title }, random) => {
    const words = wordsOf(title);
    const places = [...words.keys()].filter(place => /^\p{L}{5,}$/u.test(words[place] ?? ''));
    const place = places[below(places.length, random)];
    return place === undefined ? undefined : words.with(place, mistyped(words[place] ?? '', random)).join(' ');
  },
  'citation whole': (paper, random) => {
    const styles = [apa, ieee, plain];
    return yearOf(paper) === undefined || paper.authors.length === 0
      ? undefined
      : styles[below(styles.length, random)]?.(paper);
  },
  'citation, three words': paper => {
    const cited = citedAs(paper);
    return cited && `${cited}. ${wordsOf(paper.title).slice(0, 3).join(' ')}`;
  },
  'author, year, two words': (paper, random) => {
    const [name, year] = [firstFamily(paper), yearOf(paper)];
    const telling = wordsOf(paper.title).map(bare).filter(tells);
    if (name === undefined || year === undefined || telling.length < 2) return undefined;
    return `${name} ${year} ${shuffled(telling, random).slice(0, 2).join(' ')}`;
  },
  'author, year': paper => {
    const [name, year] = [firstFamily(paper), yearOf(paper)];
    return name === undefined || year === undefined ? undefined : `${name} ${year}`;
  },
};

/** Forms that name a paper by more than its title: some of them mean several papers. */
export const BY_AUTHOR: ReadonlySet<string> = new Set(['author, year, two words', 'author, year']);

export function yearOf({ year, date }: Paper): number | undefined {
  return year ?? (date === undefined ? undefined : Number(date.slice(0, 4)));
}

/** The last word of a name that is none of its additions. */
export function familyOf(name: string): string {
  return (
    name
      .split(/\s+/)
      .filter(word => !/^(?:Jr\.?|Sr\.?|II|III|IV)$/.test(word))
      .at(-1) ?? ''
  );
}

function firstFamily({ authors: [first] }: Paper): string | undefined {
  // Of some papers a full stop stands for the author.
  const family = first === undefined ? '' : familyOf(first);
  return /\p{L}/u.test(family) ? family : undefined;
}

function citedAs(paper: Paper): string | undefined {
  const [name, year] = [firstFamily(paper), yearOf(paper)];
  if (name === undefined || year === undefined) return undefined;
  const [, second, third] = paper.authors;
  if (second === undefined) return `${name}, ${year}`;
  return third === undefined ? `${name} & ${familyOf(second)}, ${year}` : `${name} et al., ${year}`;
}

/** `Vale, M., Stone, O. & Field, C. (2020). Title. Venue.` */
function apa(paper: Paper): string {
  const names = paper.authors.map(name => `${familyOf(name)}, ${initials(name)}`);
  const all = names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} & ${names.at(-1)}`;
  return `${all} (${yearOf(paper)}). ${paper.title}.${paper.venue ? ` ${paper.venue}.` : ''}`;
}

/** `M. Vale, O. Stone, and C. Field, “Title,” in Venue, 2020.` */
function ieee(paper: Paper): string {
  const names = paper.authors.map(name => `${initials(name)} ${familyOf(name)}`.trim());
  const all = names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
  return `${all}, “${paper.title},” ${paper.venue ? `in ${paper.venue}, ` : ''}${yearOf(paper)}.`;
}

/** `Vale et al., 2020. Title` */
function plain(paper: Paper): string {
  return `${citedAs(paper)}. ${paper.title}`;
}

function initials(name: string): string {
  const given = name.split(/\s+/).filter(word => /^\p{L}/u.test(word) && word !== familyOf(name));
  return given.map(word => `${word.charAt(0)}.`).join(' ');
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(word => word !== '');
}

function bare(word: string): string {
  return word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

function tells(word: string | undefined): boolean {
  return word !== undefined && word.length > 2 && !STOP_WORDS.has(word.toLowerCase());
}

/** One for many and many for one, as far as English goes by rules. */
function otherNumber(word: string): string {
  if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
  if (/(?:[sxz]|[cs]h)es$/.test(word)) return word.replace(/es$/, '');
  if (/[^suix]s$/.test(word)) return word.slice(0, -1);
  if (/[^aeiou]y$/.test(word)) return word.replace(/y$/, 'ies');
  return /(?:[sxz]|[cs]h)$/.test(word) ? `${word}es` : `${word}s`;
}

/** A letter left out, written twice, changed, or exchanged with the next; never the first. */
function mistyped(word: string, random: Random): string {
  const at = 1 + below(word.length - 2, random);
  const [before, letter, behind] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
  const slips = [
    before + behind,
    before + letter + letter + behind,
    `${before}${String.fromCharCode(97 + below(26, random))}${behind}`,
    `${before}${behind.charAt(0)}${letter}${behind.slice(1)}`,
  ];
  return slips[below(slips.length, random)] ?? word;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map(item => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function below(count: number, random: Random): number {
  return Math.floor(random() * count);
}
