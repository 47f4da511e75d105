/** Stands where an address was. A character for private use, which no cleaned text holds. */
export const LINK_MARK = '\ue100';

/** One address or several: "a, b and c". */
const LIST = `${LINK_MARK}(?:,? ?(?:and|or|&)? ?${LINK_MARK}){0,20}`;
const END = '(?: (?=[.,;:!?)]))?';

/** Words that only lead to a link: brackets that hold nothing else go with it. */
const LEAD =
  '(?:(?:see|code|codes|source|data|dataset|datasets|demo|project|web|page|pages|website|site|available|released|is|are|at|here|link|links|models?|weights|and|our|the|also|publicly|freely|online|url|from|on|visit|cf\\.|e\\.g\\.|github|via|repository|repo|video|videos)[ :,]{1,2}){0,10}';

const PLACE =
  '(?: (?:the|this|our|their|following|project|official|public|anonymous|github|gitlab|huggingface|hugging face|web)){0,4}(?: (?:link|links|url|urls|page|pages|website|websites|webpage|web page|site|repository|repositories|repo|address))?';

/** What to do with a sentence that has lost its link, the most telling case first. */
const STEPS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // (code: …), (see …), [1] stays
  [new RegExp(`(?: ?\\\\?(?:footnote|thanks)(?=\\{))? ?[([{] ?${LEAD}${LIST}[.,;]? ?[)\\]}]`, 'gi'), ''],
  // (a data set, …)
  [new RegExp(`[,:;] ?${LIST}(?= ?[)\\]])`, 'g'), ''],
  // "can be found at …" needs a place
  [
    new RegExp(
      `(?<=\\b(?:found|hosted|located|seen|viewed|accessed|is|are|live))(?: here)? (?:at|on|in|via|through|under|from)${PLACE}:? ?${LIST}${END}`,
      'gi',
    ),
    ' online',
  ],
  // "is available at …", "is released: …"
  [new RegExp(`,? (?:here )?(?:at|from|on|in|via|through|under|here)${PLACE}:? ?${LIST}${END}`, 'gi'), ''],
  [
    new RegExp(`(?<=\\b(?:available|released|public|published|open-sourced|online|here)) ?[:,]? ?${LIST}${END}`, 'gi'),
    '',
  ],
  // "Code: …", a sentence of its own
  [
    new RegExp(
      `(?<=^|[.!?]["”’)]? )(?:[^\\s.:!?]{1,30} ){0,5}[^\\s.:!?]{1,30} ?: ?${LIST} ?(?:\\.(?= |$)|(?= \\p{Lu}|$))`,
      'gu',
    ),
    '',
  ],
  [new RegExp(`(?<=^|[.!?]["”’)]? )${LIST} ?(?:\\.(?= |$)|(?= \\p{Lu}|$))`, 'gu'), ''],
  [new RegExp(`(?<=\\b(?:page|website|site|webpage|repository|repo|demo|link|GitHub)),?:? ?${LIST}${END}`, 'g'), ''],
  [new RegExp(`${LINK_MARK}(?:,? ?(?:and|or|&)? ?${LINK_MARK}){1,20}`, 'g'), 'the linked pages'],
  [new RegExp(LINK_MARK, 'g'), 'the linked page'],
];

/** A text whose links have gone, as somebody would have written it without them. */
export function withoutLinkMarks(marked: string): string {
  const closedByLink = new RegExp(`${LINK_MARK}\\W{0,3}$`).test(marked);
  const text = STEPS.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), marked)
    .replace(/ {2,}/g, ' ')
    .trim();
  return closedByLink && /[\p{L}\p{N})%]$/u.test(text) ? `${text}.` : text;
}
