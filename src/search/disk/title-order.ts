import { asInText, type Lexicon } from './lexicon.ts';

/** The words as they stand in the text, with a space before each: what titles are compared by. */
export function wordsJoined(words: ArrayLike<number>, lexicon: Lexicon): string {
  let text = '';
  for (let i = 0; i < words.length; i++) {
    const word = lexicon.words.stringOf(words[i] ?? 0);
    text += ` ${asInText(word)}`;
  }
  return text;
}

/** The places of titles in the order of the titles. */
export function orderOf(titles: readonly string[]): Uint32Array {
  return Uint32Array.from(titles.keys()).sort((a, b) => compare(titles[a] ?? '', titles[b] ?? '') || a - b);
}

/** Titles of one source in order, each with its place. */
export type Run = Iterator<{ title: string; place: number }>;

/**
 * The places of all titles of some runs, each in order, in the order of the titles. Some twenty runs at most: the least
 * is found by looking at each.
 */
export function* merged(runs: readonly Run[]): Generator<number> {
  const heads = runs.flatMap(run => {
    const first = run.next();
    return first.done ? [] : [{ run, head: first.value }];
  });
  while (heads.length > 0) {
    let least = 0;
    for (let i = 1; i < heads.length; i++) {
      const [a, b] = [heads[i]?.head, heads[least]?.head];
      if (a && b && (compare(a.title, b.title) || a.place - b.place) < 0) least = i;
    }
    const taken = heads[least];
    if (!taken) return;
    yield taken.head.place;
    const next = taken.run.next();
    if (next.done) heads.splice(least, 1);
    else taken.head = next.value;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
