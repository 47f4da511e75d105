/** Signs that others are put over or under each other on one letter; the last two become such in NFKD. */
const RUN_OF_MARKS = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the check is for ASCII, which begins with control characters
const ASCII = /^[\x00-\x7f]*$/;

/**
 * A text in a form of Unicode. Bringing the marks on one letter into their order takes the square of their number:
 * 50,000 of them take seconds. No writing has more than 30 (UAX #15, stream-safe text), so the others are left out.
 */
export function normalised(text: string, form: 'NFC' | 'NFD' | 'NFKD'): string {
  return ASCII.test(text) ? text : text.replace(RUN_OF_MARKS, '$1').normalize(form);
}
