import type { Rule } from './rule.ts';

const COMBINING: Record<string, string> = {
  '"': '\u0308',
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  v: '\u030c',
  c: '\u0327',
  u: '\u0306',
  H: '\u030b',
  k: '\u0328',
  r: '\u030a',
  d: '\u0323',
  b: '\u0331',
};

const LETTERS: Record<string, string> = {
  ss: 'ß',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  i: 'ı',
  j: 'ȷ',
};

function accented(mark: string, letter: string): string {
  const base = letter.replace(/^\\/, '');
  const combining = COMBINING[mark];
  return combining ? (base + combining).normalize('NFC') : base;
}

/** TeX's accents: `na\"ively`, `H\"{o}lder`, `{\'e}`, `\v{c}`, `\o`. Only with their backslash: `the "old"` is a quotation. */
export const accents: Rule = {
  name: 'TeX accents',
  steps: [
    [/\{\\(["'`^~=.]) ?(\\?[A-Za-z])\}/g, (_, mark, letter) => accented(mark, letter)],
    [/\\(["'`^~=.])\{(\\?[A-Za-z])\}/g, (_, mark, letter) => accented(mark, letter)],
    [/\\(["'`^~=.])(\\[ij](?![A-Za-z])|[A-Za-z])/g, (_, mark, letter) => accented(mark, letter)],
    [/\{\\([vcuHkrdb]) ([A-Za-z])\}/g, (_, mark, letter) => accented(mark, letter)],
    [/\\([vcuHkrdb])\{(\\?[A-Za-z])\}/g, (_, mark, letter) => accented(mark, letter)],
    [/\{\\(ss|ae|AE|oe|OE|aa|AA|[oOlLij])\}/g, (match, name) => LETTERS[name] ?? match],
    [/(?<=\p{L})\\(ss|ae|AE|oe|OE|aa|AA|[oOlLij])(?:\{\}| )(?=\p{L})/gu, (match, name) => LETTERS[name] ?? match],
    [/\\(ss|ae|AE|oe|OE|aa|AA|[oOlL])(?![\p{L}])(?:\{\})?/gu, (match, name) => LETTERS[name] ?? match],
  ],
};
