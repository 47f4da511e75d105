import { tokenise } from '../analysis/tokens.ts';

/** Words that may stand for other words. */
export interface Expansion {
  terms: readonly string[];
  /** As people write them. */
  text: string;
  /** How much it counts beside the words themselves, from 0 to 1. */
  weight: number;
}

/** From this weight on other words are another way to write the same: a short form and its long one. */
export const ACRONYM_WEIGHT = 0.7;

/** The longest run of words that is looked up as one. */
const LONGEST = 5;

interface Phrase {
  terms: readonly string[];
  text: string;
}

/** Other words, and how many groups say with which weight that they may stand for the words. */
interface Target extends Phrase {
  groups: Map<number, number>;
}

/**
 * What may be said in other words: short and long forms, names of topics, synonyms. Everything by terms, so that
 * inflections do not matter.
 */
export class Expansions {
  readonly #byPhrase = new Map<string, Map<string, Target>>();
  /** How many phrases begin with a term: most begin none. */
  readonly #beginning = new Map<string, number>();

  /** Says that the phrases may stand for one another. */
  addGroup(phrases: readonly string[], weight: number): void {
    for (const [from, to] of pairsOf(phrases)) this.#add(from, to, weight);
  }

  /** Says that the others may stand for a phrase, but not the phrase for them. */
  addOneWay(phrase: string, others: readonly string[], weight: number): void {
    const [from] = withinReach([phrase]);
    if (!from) return;
    for (const to of withinReach(others)) if (keyOf(to) !== keyOf(from)) this.#add(from, to, weight);
  }

  /** Takes back one {@link addGroup}. */
  removeGroup(phrases: readonly string[], weight: number): void {
    for (const [from, to] of pairsOf(phrases)) this.#remove(from, to, weight);
  }

  /** The runs of terms from `start` that have other words, and these words: the weightiest first. */
  from(words: readonly string[], start: number): { length: number; expansions: Expansion[] }[] {
    const found: { length: number; expansions: Expansion[] }[] = [];
    if (!this.#beginning.has(words[start] ?? '')) return found;
    for (let length = Math.min(LONGEST, words.length - start); length > 0; length--) {
      const known = this.#byPhrase.get(words.slice(start, start + length).join(' '));
      if (known) found.push({ length, expansions: expansionsOf(known) });
    }
    return found;
  }

  #add(from: Phrase, to: Phrase, weight: number): void {
    const known = this.#byPhrase.get(keyOf(from)) ?? new Map<string, Target>();
    if (known.size === 0) this.#count(from, 1);
    const target = known.get(keyOf(to)) ?? { ...to, groups: new Map<number, number>() };
    target.groups.set(weight, (target.groups.get(weight) ?? 0) + 1);
    known.set(keyOf(to), target);
    this.#byPhrase.set(keyOf(from), known);
  }

  #remove(from: Phrase, to: Phrase, weight: number): void {
    const known = this.#byPhrase.get(keyOf(from));
    const target = known?.get(keyOf(to));
    if (!known || !target) return;
    const left = (target.groups.get(weight) ?? 0) - 1;
    if (left > 0) target.groups.set(weight, left);
    else target.groups.delete(weight);
    if (target.groups.size === 0) known.delete(keyOf(to));
    if (known.size > 0) return;
    this.#byPhrase.delete(keyOf(from));
    this.#count(from, -1);
  }

  #count({ terms: [first = ''] }: Phrase, one: number): void {
    const count = (this.#beginning.get(first) ?? 0) + one;
    if (count > 0) this.#beginning.set(first, count);
    else this.#beginning.delete(first);
  }
}

function keyOf({ terms }: Phrase): string {
  return terms.join(' ');
}

function* pairsOf(phrases: readonly string[]): Generator<[from: Phrase, to: Phrase]> {
  const alternatives = withinReach(phrases);
  for (const from of alternatives) {
    for (const to of alternatives) if (keyOf(from) !== keyOf(to)) yield [from, to];
  }
}

/**
 * The terms of each phrase that can be looked up: not too long, and whole. Stop words leave one term of `without
 * labels`, which then would stand for any label.
 */
function withinReach(phrases: readonly string[]): Phrase[] {
  return phrases.flatMap(phrase => {
    const tokens = tokenise(phrase);
    const found = tokens.map(({ term }) => term).filter(term => term !== '');
    const whole = found.length > 1 || (found.length === 1 && tokens.length === 1);
    return whole && found.length <= LONGEST ? [{ terms: found, text: phrase }] : [];
  });
}

/** In an order that does not depend on which group came first. */
function expansionsOf(targets: ReadonlyMap<string, Target>): Expansion[] {
  return [...targets]
    .map(([key, { terms, text, groups }]) => ({ key, expansion: { terms, text, weight: Math.max(...groups.keys()) } }))
    .sort((a, b) => b.expansion.weight - a.expansion.weight || (a.key < b.key ? -1 : 1))
    .map(({ expansion }) => expansion);
}

export interface Acronym {
  short: string;
  long: string;
}

/** A short form in brackets: two to ten letters or digits of which the first and another are capitals. */
const BRACKETED = /\(([A-Z][\w-]{0,8}[A-Z][\w-]{0,3}?)s?\)/g;

/** The acronyms that a text explains, as in “Mixture-of-Experts (MoE)” (after Schwartz, Hearst 2003). */
export function acronymsIn(text: string): Acronym[] {
  return [...text.matchAll(BRACKETED)].flatMap(match => {
    const short = match[1] ?? '';
    const long = longForm(short, text.slice(Math.max(0, match.index - 120), match.index));
    return long === undefined ? [] : [{ short, long }];
  });
}

/**
 * The shortest run of words at the end of `before` that has the letters of the short form in order, the first of them
 * at the start of its first word.
 */
function longForm(short: string, before: string): string | undefined {
  const letters = short.toLowerCase().replace(/[^a-z0-9]/g, '');
  const words = tokenise(before);
  const most = Math.min(letters.length + 4, words.length);
  for (let count = Math.ceil(letters.length / 3); count <= most; count++) {
    const run = words.slice(-count);
    const first = run[0];
    if (!first || first.word[0] !== letters[0] || run.length < 2) continue;
    if (
      inOrder(
        letters,
        run.map(({ word }) => word),
      )
    )
      return before.slice(first.start).trim();
  }
  return undefined;
}

/** Whether each letter is found in order and each word but short ones gives one, its first. */
function inOrder(letters: string, words: readonly string[], inside = 0): boolean {
  const [word, ...rest] = words;
  if (letters === '') return rest.every(({ length }) => length <= 3);
  if (word === undefined) return false;
  if (inside === 0) {
    if (word[0] === letters[0] && inOrder(letters.slice(1), words, 1)) return true;
    return word.length <= 3 && inOrder(letters, rest);
  }
  if (inOrder(letters, rest)) return true;
  const next = word.indexOf(letters[0] ?? '', inside);
  return next > 0 && inOrder(letters.slice(1), words, next + 1);
}
