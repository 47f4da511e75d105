import { entryOf } from '../../platform/entry-of.ts';
import type { Rule } from './rule.ts';
import { blackboard, ESCAPED_SYMBOLS, GREEK, PLAIN_SYMBOLS } from './symbols.ts';
import { operand } from './tex/reading.ts';
import { script } from './tex/scripts.ts';

const FONTS =
  'emph|textbf|textit|texttt|textsc|textsf|textrm|textup|textsl|textnormal|underline|text|mathrm|mathbf|mathit|mathsf|mathtt|mathcal|mathscr|' +
  'mathfrak|mathbb|mathds|boldsymbol|bm|operatorname|mbox|hbox|ensuremath|mathop|mathnormal';

/**
 * `emph{…}`, `{sc …}`, `mathcal O`, which have lost their backslash: the words stay, their dress goes. Sets such as
 * `{0,1}` stay.
 */
export const lostFonts: Rule = {
  name: 'TeX fonts',
  steps: [
    [/(?<![A-Za-z\\])mathbb ?\{ ?([A-Z]) ?\}/g, (_, letter) => blackboard(letter)],
    [/(?<![A-Za-z\\])mathbb ([A-Z])(?![A-Za-z])/g, (_, letter) => blackboard(letter)],
    [/(?<![\p{L}\p{N}\\])math(?:rm|bf|it|sf|tt|cal|frak|scr|bb)\{([^{}]{0,400})\}/gu, '$1'],
    [new RegExp(`(?<![\\p{L}\\p{N}_\\\\])(?:${FONTS})\\{([^{}]{0,400})\\}`, 'gu'), '$1'],
    [/\{(?:sc|bf|em|tt|rm|sf|sl) ([^{}]{1,400})\}/g, '$1'],
    [/(?<![A-Za-z\\])math(?:cal|bf|rm|sf|scr|frak) ([A-Za-z])(?![A-Za-z])/g, '$1'],
    [/(?<![\p{L}\p{N}_^\\}$])\{(\p{Lu}[\p{L}\p{N}-]{1,40})\}/gu, '$1'],
    // Co{NLL}, Social Policy {&} Administration
    [/(?<=\p{L})\{(\p{Lu}{2,20})\}/gu, '$1'],
    [/\{\\?([&%#“”‘’])\}/g, '$1'],
    // {S}urface {F}ree, B{é}nou{é}, {{Strain Mapping}}
    [/(?<![\p{L}\p{N}_^\\}$])\{(\p{Lu})\}(?=\p{Ll})/gu, '$1'],
    [/(?<=\p{L})\{([^\p{ASCII}\P{L}])\}/gu, '$1'],
    [/(?<![\\}_^])\{\{(\p{Lu}[^{}$\\]{0,200})\}\}/gu, '$1'],
  ],
};

const names = (table: Record<string, string>) => Object.keys(table).join('|');
const symbol = (name: string) =>
  entryOf(GREEK, name) ?? entryOf(PLAIN_SYMBOLS, name) ?? entryOf(ESCAPED_SYMBOLS, name) ?? name;
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
const marked = (_: string, name: string, letter: string) => (letter + (entryOf(MARKS, name) ?? '')).normalize('NFC');

/**
 * A Greek letter is mathematics when it has a sub- or superscript; a name such as `beta_schedule` or `alpha-beta` is
 * none.
 */
const SCRIPTED = '(?=[_^](?:\\{|[A-Za-z0-9*](?![A-Za-z0-9_])))';
const WORD = '(?<![\\p{L}\\p{N}_\\\\.]|(?<![\\p{N})])[-/])';

const BRACED: Record<string, string> = { micro: 'μ', '+/-': '±', degrees: '°' };

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
    // {beta}-band, 5 {micro}M, 3 {+/-} 1, 37{degrees}C: as HighWire, a publisher's platform, writes what is not ASCII
    [new RegExp(`(?<![\\p{L}\\p{N}_^\\\\}])\\{(${names(GREEK)})\\}(?![{}])`, 'gu'), (_, name) => symbol(name)],
    [/(?<![_^\\}])\{(micro|\+\/-|degrees)\}(?![{}])/gu, (match, name) => entryOf(BRACED, name) ?? match],
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
  ],
};
