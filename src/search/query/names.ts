import type { Token } from '../analysis/tokens.ts';

/** Longer words in nothing but capitals are no names. */
const LONGEST_NAME = 7;
/** A capital within (`ControlNet`, `LLaMA`), or a digit. */
const NAME_INSIDE = /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}|\p{N}/u;
const ALL_CAPITALS = /^\p{Lu}{2,}$/u;
const CAPITALISED = /^\p{Lu}/u;
/** What names of models end in: `retnet` is another than `resnet`, and no slip of it. */
const NAME_ENDING = /^[a-z]{2,4}(?:net|gan|bert|gpt|llm|lm|clip|vae|nerf)$/;
/** Letters with a mark or of another script: `hôpital` is French and no slip of `hospital`. */
const NOT_ENGLISH = /[^\p{ASCII}\p{P}]/u;

/**
 * Whether a word is written as names are, or as words of other languages: these are near to known words by chance, and
 * are never put right. A capital at the start is enough: `Nemotron` is no `neutron`. What a keyboard began so is still
 * suggested.
 */
export function looksLikeName({ word, start, end }: Token, text: string): boolean {
  const written = text.slice(start, end);
  if (NAME_INSIDE.test(written) || NAME_ENDING.test(word) || NOT_ENGLISH.test(written)) return true;
  if (ALL_CAPITALS.test(written)) return written.length <= LONGEST_NAME;
  return CAPITALISED.test(written);
}
