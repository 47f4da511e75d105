import { Transform } from 'unicode2latex';
import { normalised } from '../../platform/normalised.ts';

/**
 * Accents as BibTeX itself writes them (`{\'e}`), symbols as LaTeX's mathematics; scripts that LaTeX has no commands
 * for stay as they are.
 */
const transform = new Transform('bibtex-creator');
/** More accents on one letter than any language has would cost the library a time that grows with their factorial. */
const STACKED_ACCENTS = /(\p{M}{2})\p{M}+/gu;
/** Between two of these LaTeX would draw one: `--` a dash, `''` a closing quotation mark. */
const WITHIN_LIGATURE = /(?<=([-'`]))(?=\1)/g;

/** Citation.js does not know the ring of `{\AA}` as a letter; as an accent everybody does. */
const RINGS = /\{\\(?:A(A)|a(a))\}/g;

/** Text → LaTeX in which nothing is read as a command, with balanced braces. */
export function latex(text: string): string {
  return normalised(text, 'NFD')
    .replace(STACKED_ACCENTS, '$1')
    .replace(WITHIN_LIGATURE, '\0')
    .split('\0')
    .map(part => transform.tolatex(part, { bracemath: true }))
    .join('{}')
    .replace(RINGS, (_, capital = '', small = '') => `{\\r ${capital}${small}}`)
    .normalize('NFC');
}

/**
 * As {@link latex}, for a title: words with a capital or a digit after their first letter (`SAM`, `LegendreTron`, `3D`)
 * get braces, so that styles that make titles lower-case leave them alone.
 */
export function latexTitle(text: string): string {
  return text
    .split(' ')
    .map(word => (/[\p{L}\p{N}].*\p{Lu}|\p{N}.*\p{L}/u.test(word) ? `{${latex(word)}}` : latex(word)))
    .join(' ');
}
