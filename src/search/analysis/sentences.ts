export interface Stretch {
  start: number;
  end: number;
}

/** A full stop, question or exclamation mark with what closes it, then space, then what may begin a sentence; or a full-width stop. */
const BREAK = /[.!?]["'”’)\]]*\s+(?=["'“‘([]?[\p{Lu}\p{N}])|[。！？]+/gu;
const ABBREVIATION =
  /(?:\b(?:e\.g|i\.e|cf|vs|al|etc|fig|figs|eq|eqs|sec|resp|approx|dr|mr|ms|prof|no|vol|st)|\b\p{Lu})\.$/iu;

/** Where the sentences of a text stand, in order, without the space around them. */
export function sentences(text: string): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  const add = (end: number): void => {
    const piece = text.slice(start, end);
    const from = start + (piece.length - piece.trimStart().length);
    const to = start + piece.trimEnd().length;
    if (to > from) found.push({ start: from, end: to });
    start = end;
  };
  for (const match of text.matchAll(BREAK)) {
    const end = match.index + match[0].length;
    if (!ABBREVIATION.test(text.slice(Math.max(0, match.index - 8), match.index + 1))) add(end);
  }
  add(text.length);
  return found;
}
