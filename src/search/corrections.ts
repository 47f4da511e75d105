/** Words shorter than this have too many neighbours for a guess to be worth anything. */
const SHORTEST = 4;
/** No word is this long; to look for its neighbours would take long all the same. */
const LONGEST = 40;
/**
 * From this length two edits are still nearer to one word than to many: `pompier` is no `papier`, and `nemotron` no
 * `neutron`.
 */
const TWO_EDITS_FROM = 10;
/**
 * Letters put in, left out or changed within which {@link nearest} expects its candidates: two exchanged letters are
 * one slip but two of these.
 */
export const EDITS = 2;

export function mayBeMisspelt(word: string): boolean {
  return word.length >= SHORTEST && word.length <= LONGEST;
}

/** Of known words those that a misspelt one was probably meant to be: the nearest, the most frequent first. */
export function nearest<T extends { word: string; count: number }>(word: string, candidates: readonly T[]): T[] {
  const allowed = word.length < TWO_EDITS_FROM ? 1 : 2;
  const near = candidates
    .map(candidate => ({ candidate, edits: slips(word, candidate.word) }))
    .filter(({ edits }) => edits > 0 && edits <= allowed)
    .filter(({ candidate }) => word.length > SHORTEST || isSlipOfShort(word, candidate.word))
    // People seldom mistype the first letter.
    .map(({ candidate, edits }) => ({ candidate, cost: edits + (candidate.word[0] === word[0] ? 0 : 0.5) }));
  const least = Math.min(...near.map(({ cost }) => cost));
  return near
    .filter(({ cost }) => cost === least)
    .map(({ candidate }) => candidate)
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}

/**
 * Of a short word, only a letter left out or two exchanged: any other letter makes another word (`yolo` is not `yoo`).
 */
function isSlipOfShort(word: string, meant: string): boolean {
  return meant.length > word.length || [...word].sort().join('') === [...meant].sort().join('');
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** Whether more than one slip lies between two words. */
export function isFar(word: string, other: string): boolean {
  return slips(word, other) > 1;
}

/**
 * What a word of n letters may be after one slip: some 54 n strings, lazily, the likely ones (two letters exchanged,
 * one put in) first.
 */
export function* oneSlipFrom(word: string): Generator<string> {
  const cuts = Array.from({ length: word.length + 1 }, (_, at) => [word.slice(0, at), word.slice(at)] as const);
  for (const [left, right] of cuts) {
    if (right.length > 1) yield `${left}${right.charAt(1)}${right.charAt(0)}${right.slice(2)}`;
    if (right !== '') yield left + right.slice(1);
  }
  for (const [left, right] of cuts) {
    for (const letter of LETTERS) {
      yield left + letter + right;
      if (right !== '') yield left + letter + right.slice(1);
    }
  }
}

/**
 * Slips between two words: letters left out, put in, changed, or exchanged with their neighbour (optimal string
 * alignment).
 */
function slips(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (exchanged) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
