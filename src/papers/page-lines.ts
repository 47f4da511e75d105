const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\\.?';
const WEEKDAY = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? ';
const BULLET = '[·•+|\\s-]{0,4}';
const NUMBER = '[\\d.,]{1,12} ?[km]?\\+?';

/**
 * Menus, buttons, counts and dates of a page of papers, each as a whole line. A title that only begins like one is none
 * of them.
 */
const MENU_LINES: readonly RegExp[] = [
  /^(?:🤗 ?)?(?:hugging ?face|models?|datasets?|spaces|community|docs|documentation|enterprise|pricing|solutions|posts|collections?|organizations|learn|blog|forum|settings|profile|notifications|inbox)$/i,
  /^(?:new|log ?in|log ?out|sign ?up|sign ?in|sign ?out|subscribe|unsubscribe|search|menu|close|share|follow(?:ing)?|watch|likes?|upvotes?|comments?|add to collection|view all|show more|load more|read more|back to top|skip to content)$/i,
  /^search (?:papers|models, datasets, users)?[ .…]{0,4}$/i,
  /^(?:papers|all|top|latest|newest|today|yesterday|(?:daily|weekly|monthly|trending|similar|related)(?: papers)?)$/i,
  /^(?:previous|prev|next|first|last)(?:[ ·|/]{0,3}(?:page|\d{1,5}|…|\.{3}|previous|prev|next|first|last)){0,12}$/i,
  /^(?:system theme|company|website|terms(?: of (?:service|use))?|tos|privacy(?: policy)?|about(?: us)?|careers|jobs|press|contact(?: us)?|help|status|cookies?)$/i,
  /^(?:©|\(c\)|copyright (?:©|\(c\)|\d{4})).{0,100}$/i,
  /^get trending papers in your (?:email )?inbox[^\p{L}]*(?:once a day[^\p{L}]*)?(?:subscribe)?$/iu,
  /^(?:by ?(?:ak|_?akhaliq) ?)?and the research community$/i,
  /^(?:submitted|shared|posted) by(?: \S{1,40}){0,3}$/i,
  /^(?:arxiv(?: page)?|github(?: repo)?|project(?: page)?|pdf|html|view (?:arxiv page|pdf|paper|project page|on arxiv)|paper page|ai-generated summary|abstract|code|demo)$/i,
  /^\d{1,6} (?:papers|results)(?: found| for .{0,80})?$/i,
  new RegExp(`^${BULLET}${NUMBER}$`, 'i'),
  new RegExp(
    `^${BULLET}${NUMBER} (?:authors?|comments?|upvotes?|likes?|stars?|downloads?|models?|datasets?|spaces)(?: ?[·•|].{0,100})?$`,
    'i',
  ),
  new RegExp(`^${BULLET}(?:github|upvote|likes?|comments?)[ ·•]{1,3}${NUMBER}(?: ?[·•|].{0,100})?$`, 'i'),
  new RegExp(
    `^${BULLET}(?:(?:published|submitted|updated)(?: on)?:? )?(?:${WEEKDAY})?(?:\\d{1,2}\\.? )?${MONTH}(?: \\d{1,2}(?:st|nd|rd|th)?)?(?:,? \\d{4})?$`,
    'i',
  ),
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|week \d{1,2}(?:,? \d{4})?|(?:about )?(?:an?|\d{1,3}) (?:minute|hour|day|week|month|year)s? ago)$/i,
  /^[^\p{L}\p{N}]*$/u,
];

/**
 * What only a page of papers says, each at the beginning of a line: its head, and what stands around each paper. Words
 * such as "Models" or "Abstract" stand in other texts, too.
 */
const MARKS: readonly RegExp[] = [
  /^get trending papers in your (?:email )?inbox/i,
  /^(?:🤗 ?)?hugging ?face(?: papers)?$/i,
  /^(?:daily|trending|weekly|monthly) papers$/i,
  /^(?:by ?(?:ak|_?akhaliq) ?)?and the research community$/i,
  /^(?:submitted|shared) by(?: \S{1,40}){0,3}$/i,
  /^· \d{1,5} authors?$/i,
  /^(?:view )?arxiv page$/i,
  /^search models, datasets, users[ .…]{0,4}$/i,
  /^\d{1,6} (?:papers|results) found(?: for .{0,80})?$/i,
  /^· Published on /i,
];

/** Longer than any title (arXiv's longest have some 300 characters): such a line is an abstract. */
const LONGER_THAN_TITLES = 350;
/** Few titles are longer, few abstracts shorter. */
const LONG = 150;
/** A shorter line is an abstract only if it is a sentence of some words. */
const WORDS_OF_A_SENTENCE = 6;

export function isMenuLine(line: string): boolean {
  return line.length < LONG && MENU_LINES.some(pattern => pattern.test(line));
}

/** Whether a line says that the text is a saved page of papers. */
export function isMarkOfPage(line: string): boolean {
  return MARKS.some(pattern => pattern.test(line));
}

/** Whether a line is an abstract, or a paragraph of one, wherever it stands. */
export function isSurelyAbstract(line: string): boolean {
  return line.length >= LONGER_THAN_TITLES || (line.length >= LONG && isProse(line));
}

/**
 * Whether a line may be a very short abstract: a whole sentence. A title may be one, too ("All that you need is
 * attention.").
 */
export function isSentence(line: string): boolean {
  return (
    line.split(' ').length >= WORDS_OF_A_SENTENCE && /\.["”’)]?$/.test(line) && !/\b(?:et al|etc|vs)\.$/.test(line)
  );
}

/** A closed sentence, or two: long titles have neither. */
function isProse(line: string): boolean {
  return /[.!]["”’)]?$|https?:\/\/\S+$|[\p{Ll}\p{N})](?<!(?<!\p{L})(?:vs|al|cf|etc))[.!] \p{Lu}/u.test(line);
}

/** What a page says at its end, at length: no further paragraph of the last abstract. */
export function isFooter(line: string): boolean {
  return /\b(?:cookies|privacy policy|terms of (?:service|use)|all rights reserved|newsletter|your (?:e-?mail|inbox)|log in|sign up)\b/i.test(
    line,
  );
}
