export interface Typo {
  word: string;
  typo: string;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/**
 * One slip each: a letter left out, put in, changed, or exchanged with the next; seeded, so that the same words give
 * the same slips.
 */
export function typosOf(words: readonly string[], most: number, isTypo: (text: string) => boolean): Typo[] {
  let state = 17;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const found: Typo[] = [];
  for (let tries = 0; found.length < most && tries < 20 * most; tries++) {
    const word = words[random(words.length)] ?? '';
    const at = random(word.length);
    const letter = LETTERS.charAt(random(LETTERS.length));
    const [before, after] = [word.slice(0, at), word.slice(at)];
    const slips = [
      before + after.slice(1),
      before + letter + after,
      before + letter + after.slice(1),
      before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2),
    ];
    const typo = slips[random(slips.length)] ?? '';
    if (typo !== word && isTypo(typo)) found.push({ word, typo });
  }
  return found;
}
