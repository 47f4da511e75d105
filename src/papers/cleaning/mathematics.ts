import type { Rule } from './rule.ts';
import { BLACKBOARD, ESCAPED_SYMBOLS, FUNCTIONS, GREEK, PLAIN_SYMBOLS, script } from './symbols.ts';

const FONTS =
  'emph|textbf|textit|texttt|textsc|textsf|textrm|textup|textsl|textnormal|underline|text|mathrm|mathbf|mathit|mathsf|mathtt|mathcal|mathscr|' +
  'mathfrak|mathbb|mathds|boldsymbol|bm|operatorname|mbox|hbox|ensuremath|mathop|mathnormal';
const SWITCHES =
  'sc|bf|it|em|rm|tt|sf|sl|bfseries|itshape|scshape|ttfamily|small|large|Large|footnotesize|normalsize|tiny|cal|displaystyle|textstyle';

/** `\emph{…}`, `{\sc …}`, with and without the backslash: the words stay, their dress goes. Sets such as `{0,1}` stay. */
export const fonts: Rule = {
  name: 'TeX fonts',
  steps: [
    [/\\?mathbb ?\{ ?([A-Z]) ?\}/g, (_, letter) => BLACKBOARD[letter] ?? letter],
    [/(?:\\mathbb ?|(?<![A-Za-z])mathbb )([A-Z])(?![A-Za-z])/g, (_, letter) => BLACKBOARD[letter] ?? letter],
    [new RegExp(`\\\\(?:${FONTS})\\*? ?\\{([^{}]{0,400})\\}`, 'g'), '$1'],
    [/\\footnote\{ ?\}/g, ''],
    [/ ?\\footnote\{([^{}]{1,400})\}/g, ' ($1)'],
    [/(?<![\p{L}\p{N}\\])math(?:rm|bf|it|sf|tt|cal|frak|scr|bb)\{([^{}]{0,400})\}/gu, '$1'],
    [new RegExp(`(?<![\\p{L}\\p{N}_\\\\])(?:${FONTS})\\{([^{}]{0,400})\\}`, 'gu'), '$1'],
    [new RegExp(`\\{ ?\\\\(?:${SWITCHES})(?![A-Za-z]) ?([^{}]{0,400})\\}`, 'g'), '$1'],
    [/\{(?:sc|bf|em|tt|rm|sf|sl) ([^{}]{1,400})\}/g, '$1'],
    [/(?<![A-Za-z])\\?math(?:cal|bf|rm|sf|scr|frak) ([A-Za-z])(?![A-Za-z])/g, '$1'],
    [/\\(?:bf|it|em|rm|sc|tt|bfseries|itshape|displaystyle|centering)(?![A-Za-z]) ?/g, ''],
    [/(?<![\p{L}\p{N}_^\\}$])\{(\p{Lu}[\p{L}\p{N}-]{1,40})\}/gu, '$1'],
  ],
};

/** `$…$` and `\(…\)` around mathematics. Prices (`$5 and $10`) and shell variables stay. */
export const mathDelimiters: Rule = {
  name: 'TeX math delimiters',
  steps: [
    [/\$\$([^$]{1,300})\$\$/g, '$1'],
    [
      /(?<![\\$\p{L}\p{N}])\$(?=[^\s$])([^$]{0,300}[^\s$\\])\$(?!\$)/gu,
      (match, inner) => (mathematical(inner, match) ? inner : match),
    ],
    [/\\[([] ?((?:(?!\\[()[\]])[^$]){1,300}?) ?\\[)\]]/g, '$1'],
  ],
};

/** Between dollars stands mathematics when it has a command, a sub- or superscript or a relation, or is a short formula; not "5 and ". */
function mathematical(inner: string, match: string): boolean {
  if (/[\\^_{}=<>]/.test(inner)) return true;
  return (
    /^[A-Za-z0-9]{1,2}(?:[-+*/,]\s?[A-Za-z0-9]{1,2})*$|^[A-Za-z]{1,2}\(.{1,40}\)$|^[\d.,]+$/.test(inner) &&
    match.length < 60
  );
}

const names = (table: Record<string, string>) => Object.keys(table).join('|');
const symbol = (name: string) => GREEK[name] ?? PLAIN_SYMBOLS[name] ?? ESCAPED_SYMBOLS[name] ?? name;
const ANY_SYMBOL = `${names(GREEK)}|${names(PLAIN_SYMBOLS)}|${names(ESCAPED_SYMBOLS)}`;
const GREEK_SYMBOL = /^[\u0370-\u03ffℓ]$/;

const MARKS: Record<string, string> = {
  hat: '\u0302',
  widehat: '\u0302',
  tilde: '\u0303',
  widetilde: '\u0303',
  bar: '\u0304',
  overline: '\u0304',
  vec: '\u20d7',
  dot: '\u0307',
};
const MARK_NAMES = Object.keys(MARKS).join('|');
const marked = (_: string, name: string, letter: string) => (letter + (MARKS[name] ?? '')).normalize('NFC');

/** `\alpha`, `\frac{a}{b}`, `\sqrt{x}`: commands that kept their backslash. Unknown ones stay. */
export const mathCommands: Rule = {
  name: 'TeX symbols',
  steps: [
    [/\\(?:left|right|bigl?|bigr|Bigl?|Bigr|biggl?|biggr)(?=[([{|\\/.)\]}])\.?/g, ''],
    [/\\[dt]?frac ?\{([^{}]{1,80})\} ?\{([^{}]{1,80})\}/g, (_, above, below) => `${operand(above)}/${operand(below)}`],
    [/\\sqrt ?\{([^{}]{1,80})\}/g, (_, inner) => `√${operand(inner)}`],
    [/\\sqrt ?([A-Za-z0-9])/g, '√$1'],
    [new RegExp(`\\\\(${MARK_NAMES}) ?\\{ ?([A-Za-z\\u0370-\\u03ff]) ?\\}`, 'g'), marked],
    [new RegExp(`\\\\(${MARK_NAMES}) ([A-Za-z])(?![A-Za-z])`, 'g'), marked],
    [/(?<=\d) ?\\times ?(?=\d)/g, '×'],
    [/\\sim ?(?=\d)/g, '∼'],
    [new RegExp(`\\\\(${ANY_SYMBOL})(?![A-Za-z])(?:\\{\\})?`, 'g'), (_, name) => symbol(name)],
    [new RegExp(`\\\\(${FUNCTIONS})(?![A-Za-z])`, 'g'), '$1'],
    [/\\\|/g, '‖'],
    [/(\d)\{,\}(?=\d{3}(?!\d))/g, '$1,'],
  ],
};

function operand(text: string): string {
  const inner = text.trim();
  return /^[\p{L}\p{N}.]+$/u.test(inner) ? inner : `(${inner})`;
}

/** A Greek letter is mathematics when it has a sub- or superscript; a name such as `beta_schedule` or `alpha-beta` is none. */
const SCRIPTED = '(?=[_^](?:\\{|[A-Za-z0-9*](?![A-Za-z0-9_])))';
const WORD = '(?<![\\p{L}\\p{N}_\\\\.]|(?<![\\p{N})])[-/])';

/** Commands that lost their backslash: only where no word or name can be meant. */
export const lostCommands: Rule = {
  name: 'TeX symbols without backslash',
  steps: [
    // 2-3times faster, 64times64, 1.4times
    [/(?<![\p{L}\p{N}.])(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)times(?![\p{L}])/gu, '$1–$2×'],
    [/(?<=\d)times(?=\d| |[.,;:)–-]|$)/g, '×'],
    [/(?<![\p{L}\p{N}_.])([A-Za-z])times ?([A-Za-z])(?![\p{L}\p{N}_])/gu, '$1×$2'],
    // 2mathord,000
    [/(?<=\d)\\?mathord\{?,\}?(?=\d{3}(?!\d))/g, ','],
    // sim!!25%, sim!! 3 %, sim 25%
    [/(?<![\p{L}\p{N}_\\.])sim!{1,4} ?(\d[\d.,]{0,12}) ?%/gu, '∼$1%'],
    [/(?<![\p{L}\p{N}_\\.])sim!{1,4} ?(?=\d)/gu, '∼'],
    [/(?<![\p{L}\p{N}_\\.])sim ?(?=\d[\d.,]{0,12} ?%)/gu, '∼'],
    [/(?<![\p{L}\p{N}_\\.])sim (?=\d[\d.,]{0,12}(?:[kKMB]|×)(?![\p{L}]))/gu, '∼'],
    // 90^circ, f=hcirc g
    [/\^\{?circ\}?(?![\p{L}])/gu, '°'],
    [/(?<![\p{L}\p{N}_.])([A-Za-z])circ ([A-Za-z])(?![\p{L}\p{N}_])/gu, '$1∘$2'],
    // ell_1, ell_{2}, ell_infty
    [/(?<=(?<![\p{L}\p{N}_])ell_\{?)infty(?![\p{L}\p{N}])/gu, '∞'],
    [new RegExp(`${WORD}ell(?=[_^](?:\\{|[A-Za-z0-9]|infty|∞))`, 'gu'), 'ℓ'],
    // 1pmvarepsilon, 83.2pm0.4
    [/(?<=\d)pm(?=\d|(?:var)?epsilon|[\u0370-\u03ff])/g, '±'],
    // sqrt K, sqrt{K}; sqrt(x) reads well
    [new RegExp(`${WORD}sqrt ?\\{([^{}]{1,80})\\}`, 'gu'), (_, inner) => `√${operand(inner)}`],
    [/(?<![\p{L}\p{N}_.])sqrt (?=[B-HJ-Zb-hj-z](?![\p{L}\p{N}_]))/gu, '√'],
    [
      new RegExp(`${WORD}frac\\{([^{}]{1,80})\\}\\{([^{}]{1,80})\\}`, 'gu'),
      (_, above, below) => `${operand(above)}/${operand(below)}`,
    ],
    // tilde O(n), hat{y}
    [new RegExp(`${WORD}(${MARK_NAMES})\\{([A-Za-z])\\}`, 'gu'), marked],
    [new RegExp(`${WORD}(tilde|widetilde) ([A-Z])(?=\\()`, 'gu'), marked],
    [
      new RegExp(`(?<![\\p{L}_\\\\.])(${names(PLAIN_SYMBOLS)})(?![\\p{L}\\p{N}(.]|_\\p{L}{2})`, 'gu'),
      (_, name) => symbol(name),
    ],
    // F_{beta}
    [new RegExp(`(?<=[\\p{L}\\p{N})][_^]\\{)(${names(GREEK)})(?=\\})`, 'gu'), (_, name) => symbol(name)],
    [new RegExp(`${WORD}(${names(GREEK)})${SCRIPTED}`, 'gu'), (_, name) => symbol(name)],
    // where lambda is
    [
      new RegExp(
        `(?<=(?<!\\p{L})(?:where|and|with|parameter|constant) )(${names(GREEK).replaceAll(/\|[A-Z]\w+/g, '')})(?= (?:is|denotes|represents|controls)(?!\\p{L}))`,
        'gu',
      ),
      (_, name) => symbol(name),
    ],
    // ε lambda Φ: between symbols
    [
      new RegExp(`(?<=[\\u0370-\\u03ffℓ√] ?)(?<![\\p{Script=Latin}_])(${names(GREEK)})(?= ?[\\u0370-\\u03ffℓ])`, 'gu'),
      (_, name) => symbol(name),
    ],
  ],
};

/** `F_{1}`, `f^{*}`, `K^{2/3}`, and `ℓ_1`, `ε^2`, `Φ_k`. `l_0`, `L_2` and `snake_case` read well and stay. */
export const scripts: Rule = {
  name: 'TeX sub- and superscripts',
  steps: [
    [
      /(?<=[\p{L}\p{N}\p{M})\]|‖*°′₀-₉⁰-⁹¹²³}ⁿⁱ√ ]|^)([_^]) ?\{([^{}]{0,60})\}/gu,
      (_, kind, content) => script(kind === '^' ? '^' : '_', content),
    ],
    [
      /([\u0370-\u03ffℓ][₀-₉]*)([_^])([A-Za-z0-9*∞])(?![\p{L}\p{N}_])/gu,
      (match, base, kind, content) =>
        GREEK_SYMBOL.test(base.slice(0, 1)) ? base + script(kind === '^' ? '^' : '_', content) : match,
    ],
    [/\^∘/g, '°'],
    [/\\([{}])/g, '$1'],
  ],
};
