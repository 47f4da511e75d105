import type { Rule } from './rule.ts';

/** TeX's dashes. `--verbose`, `i--` and the double hyphen in a rule of hyphens stay. */
export const dashes: Rule = {
  name: 'TeX dashes',
  steps: [
    [/(?:~|(?<=\S) ) ?-{2,3} ?(?:~| (?=\S))/g, ' – '],
    [/(?<=[\p{L}\p{N})%”"’'.])---(?=[\p{L}\p{N}("“‘])/gu, '—'],
    [/(?<=[\p{L}\p{N})])--(?=[\p{L}\p{N}(])/gu, '–'],
  ],
};

/** TeX's quotation marks: ``easy''. A piece of `code` and a lone apostrophe stay. */
export const quotationMarks: Rule = {
  name: 'TeX quotation marks',
  steps: [
    [/``((?:(?!``|'').){1,300})''/g, '“$1”'],
    [/``((?:(?!``|")[^"]){1,300})"/g, '“$1”'],
    [/(?<![\p{L}\p{N}`])`([\p{L}\p{N}][^`'"]{0,80})'(?![\p{L}\p{N}'])/gu, '‘$1’'],
  ],
};

/**
 * TeX's tie, a space that does not break: `Section~3`. `~3 years` and `5~10` mean "about" and "to"; `/~name` is an
 * address.
 */
export const ties: Rule = {
  name: 'TeX ties',
  steps: [
    [/(?<=[\p{L}.,;:)\]}%])~(?=[\p{L}\p{N}\\([$“‘])/gu, ' '],
    [/(?<=\p{N})~(?=[\p{L}\\([$])/gu, ' '],
  ],
};
