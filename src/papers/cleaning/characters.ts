import { entryOf } from '../../platform/entry-of.ts';
import type { Rule } from './rule.ts';

const LIGATURES: Record<string, string> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' };

/**
 * Characters that no reader sees: controls, zero-width spaces, soft hyphens, marks of direction, private use, halves of
 * surrogate pairs. The joiners U+200C and U+200D stay: Persian and emoji need them.
 */
export const invisibleCharacters: Rule = {
  name: 'invisible characters',
  steps: [
    // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for.
    [/[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g, ''],
    [/[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]|\p{Co}|\p{Cs}/gu, ''],
    [/[\ufb00-\ufb06]/g, ligature => entryOf(LIGATURES, ligature) ?? ligature],
  ],
};

/**
 * Line breaks that some program wrote as `\\n`, in an abstract of several paragraphs; `\\ud` is what CORE makes of
 * them. `C:\\new` and `\\n` between words stay.
 */
export const escapedLineBreaks: Rule = {
  name: 'white space',
  steps: [
    [
      /(?<=[.;?!)\]]) ?(?:\\+[nr] ?){1,6}(?=\s|\p{Lu}|\d|$)|(?:\\+[nr] ?){2,6}(?=\s|\p{Lu}|$)|(?<=[.:;?!)] ?)\\ud (?:ud )?(?=\p{Lu})/gu,
      ' ',
    ],
  ],
};

/** Every run of white space, line breaks and no-break spaces among it, is one space. */
export const whiteSpace: Rule = {
  name: 'white space',
  steps: [
    [/[\s\u0085]{2,}|[^\S ]|\u0085/g, ' '],
    [/^ | $/g, ''],
  ],
};

const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  times: '×',
  minus: '−',
  deg: '°',
  plusmn: '±',
  middot: '·',
  laquo: '«',
  raquo: '»',
  lsaquo: '‹',
  rsaquo: '›',
  sbquo: '‚',
  bdquo: '„',
  bull: '•',
  copy: '©',
  reg: '®',
  trade: '™',
  sect: '§',
  micro: 'μ',
  le: '≤',
  ge: '≥',
  ne: '≠',
  asymp: '≈',
  infin: '∞',
  rarr: '→',
  larr: '←',
  frac12: '½',
  frac14: '¼',
  sup2: '²',
  sup3: '³',
  szlig: 'ß',
  aelig: 'æ',
  oelig: 'œ',
  oslash: 'ø',
  eth: 'ð',
  thorn: 'þ',
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  phi: 'φ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
};
/** `&Eacute;`: a letter and its accent. */
const ACCENTS: Record<string, string> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  ring: '\u030a',
  cedil: '\u0327',
  caron: '\u030c',
};

/** A letter keeps its case; of other names, some programs change it. */
function named(name: string): string | undefined {
  const [, letter = '', accent = ''] = /^([A-Za-z])([a-z]{3,5})$/.exec(name) ?? [];
  const mark = entryOf(ACCENTS, accent);
  if (mark !== undefined) return (letter + mark).normalize('NFC');
  const character = entryOf(NAMED, name.toLowerCase());
  return character !== undefined && /^\p{Ll}$/u.test(character) && /^\p{Lu}/u.test(name)
    ? character.toUpperCase()
    : character;
}

function character(match: string, code: string, radix: 10 | 16): string {
  const point = Number.parseInt(code, radix);
  const valid = point >= 0x20 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return valid ? String.fromCodePoint(point) : match;
}

/**
 * HTML's entities, also written twice over (`&amp;lt;`), and those that lost their `&#` and `;`: `x2013` standing
 * alone. Only the dashes, quotation marks and the ellipsis are read in the lost form; `x2048` and `0x2013` may be
 * anything.
 */
export const entities: Rule = {
  name: 'HTML entities',
  steps: [
    [/&(?:amp;){1,20}(?=#|[a-z]{2,8};)/gi, '&'],
    [/\\?&([a-z]{2,8}\d{0,2});/gi, (match, name) => named(name) ?? match],
    [/\\?&\\?#(\d{2,7});/g, (match, code) => character(match, code, 10)],
    [/\\?&\\?#x([0-9a-f]{2,6});/gi, (match, code) => character(match, code, 16)],
    [/(?<=\p{L}) ?(?<![\p{L}\p{N}])#?x2019;? ?(?=(?:s|t|re|ve|ll|d|m)(?!\p{L}))/giu, '’'],
    [/(?<=\S )#?x(201[0-5]|201[89cd]|2026);?(?= \S)/gi, (match, code) => character(match, code, 16)],
  ],
};

/** A full stop with the next sentence stuck to it: `task.Code will be released`. Names such as `torch.Tensor` stay. */
export const gluedSentences: Rule = {
  name: 'sentences without a space between',
  steps: [
    [
      /(?<=\p{Ll}{2}|\)|%)([.!?])(?=(?:Our|The|This|These|We|In|It|Its|To|For|However|Moreover|Furthermore|Finally|Experiments|Extensive|Results|Codes?|Source|Project|Data|Here|Code,) )/gu,
      '$1 ',
    ],
  ],
};
