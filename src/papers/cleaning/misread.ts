import type { Rule } from './rule.ts';

/** The byte of each character in Windows-1252, which programs take for the encoding of a text that is UTF-8. */
const BYTES = new Map(
  Array.from(new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))).map(
    (character, byte) => [character, byte] as const,
  ),
);
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** How bytes from 0x80 to 0xBF look then: those that go on with a character of UTF-8. */
const GOES_ON = '[\\u0080-\\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]';

/**
 * UTF-8 that was read as Windows-1252: `Watsonâ€™s`, `EntitÃ¤ten`, `25 Â°C`. Only what no language writes: a capital Ã
 * before a sign within small letters, â before a sign that is no letter's neighbour, Â before a sign.
 */
export const misreadEncoding: Rule = {
  name: 'characters read in a wrong encoding',
  steps: [
    [new RegExp(`(?<=\\p{Ll})Ã${GOES_ON}|Ã${GOES_ON}(?=\\p{Ll})`, 'gu'), readAgain],
    [new RegExp(`â[€‚„…†‡ˆ‰]${GOES_ON}`, 'gu'), readAgain],
    // “à”, which French has as a word: the no-break space is a part of it.
    [/(?<!\p{L})Ã\u00a0/gu, 'à'],
    // The last byte of a closing quotation mark stands for no character of Windows-1252, and gets lost.
    [/â€(?=[\s.,;:!?)]|$)/gu, '”'],
    [/Â[\u00a0-\u00bf]/gu, readAgain],
  ],
};

function readAgain(misread: string): string {
  try {
    return utf8.decode(Uint8Array.from(misread, character => BYTES.get(character) ?? 0));
  } catch {
    return misread;
  }
}
