import type { Token } from '../analysis/tokens.ts';

/** Longer words with a capital at the start of a query are words that a keyboard began so. */
const LONGEST_NAME = 7;
/** A capital within (`ControlNet`, `LLaMA`), or a digit. */
const NAME_INSIDE = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|\p{N}/u;
const ALL_CAPITALS = /^\p{Lu}{2,}$/u;
const CAPITALISED = /^\p{Lu}/u;
/** What names of models end in: `retnet` is another than `resnet`, and no slip of it. */
const NAME_ENDING = /^[a-z]{2,4}(?:net|gan|bert|gpt|llm|lm|clip|vae|nerf)$/;

/** So many names of models end that most longer ones are no slips; in lower case `trasformer` is one. */
const NAME_ENDING_CAPITALISED = /former$/;

/** Whether a word is written as names are: new names are near to known words by chance, and are never put right. */
export function looksLikeName({ word, start, end }: Token, text: string): boolean {
  const written = text.slice(start, end);
  if (NAME_INSIDE.test(written) || NAME_ENDING.test(word)) return true;
  if (ALL_CAPITALS.test(written)) return written.length <= LONGEST_NAME;
  if (!CAPITALISED.test(written)) return false;
  if (NAME_ENDING_CAPITALISED.test(word)) return true;
  return written.length <= LONGEST_NAME || !(isFirst(start, text) || isTitle(text));
}

function isFirst(start: number, text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text.slice(0, start));
}

/** Whether most words of a text begin with a capital, as those of a title do. */
function isTitle(text: string): boolean {
  const words = text.match(/\p{L}[\p{L}\p{N}]{3,}/gu) ?? [];
  return words.length > 1 && words.filter(word => CAPITALISED.test(word)).length > words.length / 2;
}
