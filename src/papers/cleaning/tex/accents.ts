import { entryOf } from '../../../platform/entry-of.ts';

const MACRON = '\u0304';

/** TeX's accents on the letter that follows, as Unicode's combining marks. */
const ACCENTS: Record<string, string> = {
  '"': '\u0308',
  "'": '\u0301',
  '`': '\u0300',
  '^': '\u0302',
  '~': '\u0303',
  '=': MACRON,
  '.': '\u0307',
  v: '\u030c',
  c: '\u0327',
  u: '\u0306',
  H: '\u030b',
  k: '\u0328',
  r: '\u030a',
  d: '\u0323',
  b: '\u0331',
  G: '\u030f',
  U: '\u030e',
  textcommabelow: '\u0326',
  textcommaabove: '\u0313',
  textsubdot: '\u0323',
  textsubring: '\u0325',
  textdoublegrave: '\u030f',
};

/** Those of mathematics. */
const MATH_ACCENTS: Record<string, string> = {
  hat: '\u0302',
  widehat: '\u0302',
  tilde: '\u0303',
  widetilde: '\u0303',
  bar: '\u0304',
  overline: '\u0304',
  vec: '\u20d7',
  overrightarrow: '\u20d7',
  dot: '\u0307',
  ddot: '\u0308',
  check: '\u030c',
  breve: '\u0306',
  acute: '\u0301',
  grave: '\u0300',
  mathring: '\u030a',
};

/** Letters of their own. */
export const LETTERS: Record<string, string> = {
  ss: 'ß',
  SS: 'ẞ',
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
  dh: 'ð',
  DH: 'Ð',
  th: 'þ',
  TH: 'Þ',
  dj: 'đ',
  DJ: 'Đ',
  ng: 'ŋ',
  NG: 'Ŋ',
};

export function accentOf(command: string): string | undefined {
  return entryOf(ACCENTS, command);
}

export function mathAccentOf(command: string): string | undefined {
  return entryOf(MATH_ACCENTS, command);
}

/** Letters under one bar: as many get one each; more are left as they are. */
const MOST_MARKED = 3;

/** The accent on the first letter: `na\"ive`. Without a letter nothing; no letter has more than two. */
export function accented(mark: string, text: string): string {
  // Planes of crystals have a bar over a digit: (0001̄).
  const letter = mark === MACRON ? /^\s*([\p{L}\p{N}]\p{M}?)(?!\p{M})/u : /^\s*(\p{L}\p{M}?)(?!\p{M})/u;
  return text.replace(letter, (_, first: string) => (withDot(first) + mark).normalize('NFC'));
}

/** An accent takes the place of the dot. */
function withDot(letter: string): string {
  return letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter;
}

/** The accent over a formula: over each of its letters when these are few. */
export function marked(mark: string, text: string): string {
  const letters = [...text.trim()];
  if (letters.length > MOST_MARKED || letters.some(letter => !/[\p{L}\p{N}∇]/u.test(letter))) return text;
  return letters.map(letter => accented(mark, letter)).join('');
}
