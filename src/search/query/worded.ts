const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const SAME_WORD = /[\p{L}\p{N}\p{M}]+/uy;
const BETWEEN = /[^\p{L}\p{N}]+/uy;
const INSIDE = /(?<=[\p{L}\p{N}])/uy;
const GOES_ON = /[\p{L}\p{N}]/uy;

/**
 * Whether a text has words one after another, just so written; undefined stands for any word. Each word is a pattern of
 * its own: one pattern of them all, with Unicode's classes between, takes 2 ms to be made, which is what looking into
 * hundreds of papers takes.
 */
export function worded(words: readonly (string | undefined)[]): (text: string) => boolean {
  const [first, ...others] = words.map((word, i) => {
    if (word === undefined) return i === 0 ? WORD : SAME_WORD;
    return new RegExp([...word].join("['’]?"), i === 0 ? 'giu' : 'iuy');
  });
  if (!first) return () => true;
  return text => {
    first.lastIndex = 0;
    for (let start = first.exec(text); start; start = first.exec(text)) {
      const end = first.lastIndex;
      if (!standsAt(INSIDE, text, start.index) && goesOn(others, text, end)) return true;
      first.lastIndex = Math.max(end, start.index + 1);
    }
    return false;
  };
}

function goesOn(words: readonly RegExp[], text: string, start: number): boolean {
  let at = start;
  for (const word of words) {
    if (!standsAt(BETWEEN, text, at) || !standsAt(word, text, BETWEEN.lastIndex)) return false;
    at = word.lastIndex;
  }
  return !standsAt(GOES_ON, text, at);
}

/** Where it ends, its `lastIndex` tells. */
function standsAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
