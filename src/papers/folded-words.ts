import { normalised } from '../platform/normalised.ts';

/** Letters of scripts that have no spaces between words: each stands for itself. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/**
 * The words of a text between spaces, in small letters and without accents: ` naive bayes `. Empty for a text without
 * words. Nothing but letters, digits and spaces is in it.
 */
export function foldedWords(text: string): string {
  const plain = normalised(text, 'NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(UNSPACED, ' $& ');
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? '' : ` ${words.join(' ')} `;
}
