import type { Token } from '../analysis/tokens.ts';

/** A part of a text. */
export interface Stretch {
  start: number;
  end: number;
}

const VENUE =
  /(?:^|[\s.,;”"])in:?\s+(?:the\s+)?(?:\d{4}\s+)?(?:proc\b|proceedings\b|advances in\b|findings of\b|transactions\b|(?:\p{L}+\s+){0,3}(?:conference|workshop|symposium|journal)\b)/iu;

const PAGES = String.raw`[a-z]?\d+(?:\s*[-–—]+\s*[a-z]?\d+)?`;
/** `vol. 42, no. 7, pp. 15-19`; `42(3):112-118`; `42:112`; `42, 112-118`; `42, 112 (2016)`, as physics cites. */
const NUMBERS = new RegExp(
  [
    String.raw`\b(?:vol(?:ume)?s?|nos?|nr|number|issue|pp?|pages?|art(?:icle)?|bd|jg)\b\.?\s*(?!(?:1[5-9]|20)\d\d\b)${PAGES}`,
    String.raw`\b\d+\s*\(\s*\d+(?:[-–]\d+)?\s*\)(?:\s*[:,]\s*${PAGES})?`,
    String.raw`\b\d+\s*:\s*${PAGES}`,
    String.raw`(?<=[\s,;:])(?:(?!(?:1[5-9]|20)\d\d\b)\d+\s*,\s*)?[a-z]?\d+\s*[-–—]+\s*[a-z]?\d+(?=\s*[.,;)]|\s*$)`,
    String.raw`(?<=\s)\d+\s*,\s*[a-z]?\d+(?=\s*\(?(?:1[5-9]|20)\d\d\b)`,
  ].join('|'),
  'giu',
);

/** Where a text says volume, number and pages. */
export function numbersOf(text: string): Stretch[] {
  return Array.from(text.matchAll(NUMBERS), ({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

/** Year, month, day and signs between a journal and its volume. */
const BEFORE_NUMBERS =
  /[\s,;:(]*(?:\(?(?:1[5-9]|20)\d\d[a-z]?\)?)?[\s,;:.)]*(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\p{Ll}*(?:\s+\d{1,2}(?:[-–]\d{1,2})?)?[\s;,.]*)?$/u;
/** Where a title ends: behind a full stop, a question mark or a quotation mark, or before the last comma. */
const BOUNDARY = /[.?!]["”’]?\s+|[”"]\s*,?\s*|,["”’]?\s+/gu;
/** Abbreviated words of journals' names. */
const ABBREVIATED =
  /(?:^|\s)(?:J|N|Engl|Am|Br|Brit|Can|Eur|Int|Clin|Med|Exp|Appl|Ann|Arch|Acad|Proc|Natl|Nat|Sci|Rev|Phys|Chem|Biol|Mol|Soc|Trans|Commun|Lett|Comput|Math|Mech|Eng|Technol|Environ|Res|Rep|Adv|Surg|Psychol|Pediatr|Respir|Dis)\.$/u;
/** Behind the year, the sentence after the title is the journal. */
const AFTER_TITLE = /(?:1[5-9]|20)\d\d[a-z]?\s*\)?\s*[.,:]\s+(?:[^\s.?!]+\s+){2,}[^\s.?!]+[.?!]\s+(?=\p{Lu})/u;

/** The places of the words that say where the paper was published; none where nothing stands before. */
export function venueFrom(
  text: string,
  words: readonly { token: Token }[],
  numbers: readonly Stretch[],
): { from: number; to: number } {
  const starts = [VENUE.exec(text)?.index, journalBefore(text, numbers[0]?.start), endOf(AFTER_TITLE, text)];
  const start = Math.min(...starts.flatMap(one => one ?? []));
  const from = words.findIndex(({ token }) => token.start >= start);
  return { from: from > 2 ? from : words.length, to: words.length };
}

function endOf(pattern: RegExp, text: string): number | undefined {
  const found = pattern.exec(text);
  return found ? found.index + found[0].length : undefined;
}

/** Where the name of the journal begins whose volume stands at a place. */
function journalBefore(text: string, numbers: number | undefined): number | undefined {
  if (numbers === undefined) return undefined;
  const head = text.slice(0, numbers).replace(BEFORE_NUMBERS, '');
  const starts = Array.from(head.matchAll(BOUNDARY), ({ 0: sign, index }) => ({
    end: index,
    start: index + sign.length,
  }));
  const last = starts.findLast(({ end, start }) => start < head.length && !ABBREVIATED.test(head.slice(0, end + 1)));
  return last?.start;
}
