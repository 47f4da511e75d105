/**
 * Hostile texts that need no words of a collection: other scripts, characters that grow when they are normalised, and
 * what looks like code.
 */
type Random = () => number;

/** In UTF-16 units, the same for all: as long as an option may be. */
const LONGEST = 6000;

/**
 * First and last letters of scripts, among them those without spaces, those written from right to left and those of
 * syllables.
 */
const LETTERS: readonly (readonly [number, number])[] = [
  [0x3b1, 0x3c9],
  [0x430, 0x44f],
  [0x561, 0x586],
  [0x5d0, 0x5ea],
  [0x621, 0x64a],
  [0x905, 0x939],
  [0xe01, 0xe2e],
  [0xe81, 0xeae],
  [0x1000, 0x102a],
  [0x1780, 0x17b3],
  [0x1200, 0x1248],
  [0x3041, 0x3096],
  [0x30a1, 0x30fa],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0x1d400, 0x1d7ff],
  [0xff21, 0xff5a],
  [0x20000, 0x2a6d6],
];
/** Marks of different classes, which normalising puts in order. */
const MARKS = ['\u0301', '\u0316', '\u0327', '\u0345', '\u05b0', '\u064b', '\u0f71', '\u093c', '\u3099'];
/** One character becomes up to eighteen, or a whole name. */
const GROWING = ['ﷺ', 'ﷻ', 'ﬃ', '㍿', '㌀', '½', '℀', '㈱', '𝟘', 'ǆ', 'ŉ', 'ΐ', 'Ⅷ', '⑳', '㋿', 'ω', 'υ', 'ο'];
const EMOJI = ['👩‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', '🇩🇪', '1️⃣', '🧑🏿‍🚀', '❤️', '\ufe0f', '\u200d', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'];
const DIRECTIONS = ['\u202e', '\u202d', '\u2066', '\u2067', '\u2069', '\u200f', 'שלום', 'مرحبا', 'model'];
const BLANKS = [' ', '\t', '\n', '\u00a0', '\u2003', '\u3000', '\u200b', '\ufeff', '\u2028'];
const PATTERNS = [
  '(a+)+$',
  '(.*)*',
  '^(([a-z])+.)+[A-Z]',
  '[^"]*',
  '(?=a)',
  'a{1,99}',
  '|',
  '\\b',
  '\\1',
  '.*?',
  '(x+x+)+y',
];
const CODE = [
  'SELECT * FROM paper WHERE ',
  "' OR 1=1 --",
  '{"a":[',
  '</script>',
  '<b>',
  '&amp;',
  '${',
  '%s%n',
  '../',
  'A=="',
];
const MARKDOWN = ['```', '**', '__', '~~', '||', '> ', '# ', '[a](', '<@1>', '<t:1>', '@everyone', '\\_'];

/** By kind; each call gives another text of up to 6,000 UTF-16 units. */
export function scripts(random: Random): Record<string, () => string> {
  const below = (end: number) => Math.floor(random() * end);
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[], otherwise: T): T => list[below(list.length)] ?? otherwise;
  const many = (make: () => string, between = '', length = LONGEST) => {
    let text = make();
    while (text.length < length) text += between + make();
    return text.slice(0, length);
  };
  const anyLength = () => 10 + below(LONGEST);
  const letterOf = ([first, last]: readonly [number, number]) => String.fromCodePoint(first + below(last - first + 1));
  const script = () => pick(LETTERS, [0x61, 0x7a]);
  const wordOf = (letters: readonly [number, number], most: number) =>
    Array.from({ length: 1 + below(most) }, () => letterOf(letters)).join('');
  const latin = () => wordOf([0x61, 0x7a], 9);
  return {
    'one word of a script': () => {
      const one = script();
      return many(() => letterOf(one), '', anyLength());
    },
    'words of a script': () => {
      const one = script();
      return many(() => wordOf(one, 12), ' ', anyLength());
    },
    'words of all scripts': () => many(() => wordOf(script(), 12), pick([' ', '-', ''], ' '), anyLength()),
    'conditions in all scripts': () =>
      many(
        () => `${pick(['', '-', 'title:', 'author:', '-topic:'], '')}"${wordOf(script(), 30)}"`,
        pick([' ', ' OR '], ' '),
      ),
    'authors of all scripts': () => many(() => `author:"${wordOf(script(), 8)} ${wordOf(script(), 8)}"`, ' '),
    'marks on one letter': () => `a${many(() => pick(MARKS, ''), '', anyLength() - 1)}`,
    'letters with marks': () => many(() => latin().charAt(0) + pick(MARKS, '') + pick(MARKS, ''), pick(['', ' '], '')),
    'characters that grow': () => many(() => pick(GROWING, ''), pick(['', '', ' ', 'a'], '')),
    'one character that grows': () => pick(GROWING, 'ﷺ').repeat(LONGEST),
    'authors that grow': () => `author:"${pick(GROWING, 'ﷺ').repeat(LONGEST)}"`,
    emoji: () => many(() => pick(EMOJI, ''), pick(['', ' '], ''), anyLength()),
    'emoji and words': () => many(() => pick([latin(), pick(EMOJI, '')], ''), pick(['', ' '], '')),
    'mixed directions': () => many(() => pick(DIRECTIONS, ''), pick(['', ' '], '')),
    blanks: () => `${latin()}${many(() => pick(BLANKS, ' '), '', LONGEST - 20)}${latin()}`,
    'words between blanks': () => many(() => latin() + pick(BLANKS, ' ').repeat(below(200)), ''),
    'one sign again and again': () => pick([...'"()-:.,;/\\\'`_^{}[]|*+~#<>%$&@!?=…–—'], '-').repeat(LONGEST),
    'a word and one sign again and again': () =>
      latin() + pick([...'"()-:.,;/\\\'_^{}[]*+<>&’'], '-').repeat(LONGEST - 20) + latin(),
    'regular expressions': () => many(() => pick(PATTERNS, ''), pick(['', ' '], '')),
    code: () => many(() => pick(CODE, '') + latin(), pick(['', ' '], '')),
    markdown: () => many(() => pick(MARKDOWN, '') + latin(), pick(['', ' '], '')),
    digits: () => many(() => String(below(10)), '', anyLength()),
    'digits in all scripts': () =>
      many(() => String.fromCodePoint(pick([0x30, 0x660, 0x966, 0xff10, 0x1d7ce], 0x30) + below(10))),
    'digits and signs': () =>
      many(() => String(below(pick([10, 10_000], 10))), pick(['.', '-', '/', ':', ' ', '..'], '.')),
    'words tied by apostrophes': () => many(latin, pick(["'", '’', "l'", "'s "], "'")),
    'words with indexes': () =>
      many(() => `${latin().charAt(0)}${pick(['_', '^', '_{', '^{'], '_')}${below(1000)}}`, pick(['', ' '], '')),
    'nested minus': () => many(() => `${'-('.repeat(1 + below(25))}${latin()}${')'.repeat(below(25))}`, ' '),
    'signs before words': () => many(() => `${pick(['-', '+', '--', '-+', '+-', '- '], '-')}${latin()}`, ' '),
    'short quoted words': () => many(() => `"${latin().charAt(0)}"`, pick(['', ' ', ' OR ', '-'], ' ')),
    'empty quotation marks': () => many(() => pick(['""', '" "', '“”', 'title:""', '-""'], '""'), pick(['', ' '], ' ')),
    'alternatives in brackets': () =>
      many(
        () => `(${latin()} OR (${latin()} OR -(${latin()} "${latin()} ${latin()}")))`,
        pick([' ', ' OR ', ' AND '], ' '),
      ),
    base64: () => many(() => String.fromCharCode(pick([65, 97, 48], 65) + below(10)), '', anyLength()),
  };
}
