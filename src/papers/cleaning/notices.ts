import type { Rule } from './rule.ts';

const AFTER_SENTENCE = '(?<=[.!?)\\]"”’»] ?)';
/** Longer notices are none. */
const MOST = 300;

/**
 * Whose an abstract is, as publishers and databases put it behind the last sentence, or before the first: `(C) 2016
 * Elsevier B.V. All rights reserved.` With `(c)` it needs a year: it may be the third of a list.
 */
export const copyrightNotices: Rule = {
  name: 'copyright notices',
  steps: [
    [
      /^(?:Copyright )?(?:©|\(C\)) ?(?:19|20)\d\d,?[^.©]{1,100}(?:B\.V)?\. ?(?:All rights reserved\. ?)?(?=\p{Lu}[\p{Ll} ]|$)/gu,
      '',
    ],
    [new RegExp(`${AFTER_SENTENCE}(?:Crown )?(?:Copyright )?©[^]{0,${MOST}}$`, 'gu'), ''],
    [
      new RegExp(
        `${AFTER_SENTENCE}(?:Crown )?(?:Copyright(?: ?\\([Cc]\\))?|\\(C\\)|(?<!\\([ab]\\)[^]{0,400})\\(c\\)) ?(?:[^.!?]{0,80} )?(?:19|20)\\d\\d(?!\\d)[^]{0,${MOST}}$`,
        'gu',
      ),
      '',
    ],
    [
      new RegExp(
        `${AFTER_SENTENCE}(?:Published by \\p{Lu}[^.!?]{1,80}(?:\\.|$))? ?(?:All rights reserved\\.?)?$`,
        'gu',
      ),
      '',
    ],
  ],
};
