/** Longer formulas are none: somewhere a dollar is missing. In characters. */
export const LONGEST_FORMULA = 2_000;

/** What only TeX has; and relations and signs, which no price has next to it. */
const TEX = /[\\^_{}]/;
const SIGN = /[=<>≤≥∈→×±∼≈\u0370-\u03ffℓ∞∂∇√∑∫ℂℍℕℙℚℝℤ₀-₉⁰-⁹]/u;
const MONEY =
  /^\d[\d.,]*(?:\d|[kKMB]|bn|(?: (?:hundred|thousand|million|billion|trillion)))?(?:[ /,;:)–-](?!\s*\\(?!emph|text|\W))|$)/;
/** Where words are no prose: in \text{…}, in scripts, as commands, functions and differentials. */
const WORDS_OF_FORMULAS =
  /\\(?:text|mbox|hbox|textrm|textit|textbf|textsc|mathrm|operatorname|rm)\*?\s*\{[^{}]*\}|\\[A-Za-z]+|[_^]\{[^{}]*\}|(?<!\p{L})(?:log|ln|exp|sin|cos|tan|min|max|arg|sup|inf|lim|det|dim|mod|poly|polylog|if|d\p{Ll})(?!\p{L})/gu;
const WORD = /(?<![\p{L}\p{N}_^])\p{Ll}{2,}(?=[,;:.]?(?:\s|$))/gu;
/** So many words between two dollars are prose: "5 in the morning and ". */
const PROSE_WORDS = 2;

/**
 * Whether what stands between two dollars is mathematics: not so between prices (`$5 and $10`) and shell variables.
 * @param before the character before the first dollar
 * @param after the one behind the second
 */
export function isMathematics(inner: string, before: string, after: string): boolean {
  const formula = inner.trim();
  if (formula === '' || inner.length > LONGEST_FORMULA) return false;
  const money = MONEY.test(inner);
  // Of `5$ and 6$` and `$5 and $` the space stands on one side.
  const lopsided = /^\s/.test(inner) !== /\s$/.test(inner);
  const command = inner.includes('\\');
  if (lopsided && (money || (!command && /\d/.test(before)))) return false;
  const words = inner.replace(WORDS_OF_FORMULAS, ' ').match(WORD) ?? [];
  if (words.length >= PROSE_WORDS || (words.length > 0 && lopsided && !command)) return false;
  if (TEX.test(inner)) return !(money && words.length > 0 && !command);
  // A number with a currency before it or a digit behind it is a price: US$5$6. So is one that begins a range: $5-$10.
  if (/^\d/.test(inner) && (/\d/.test(after) || /\p{L}/u.test(before) || /[-–/:,;(]$/.test(inner))) return false;
  if (SIGN.test(inner)) return true;
  if (lopsided && !/^\p{L}(?:[,;] ?\p{L})*$/u.test(formula)) return false;
  return isPlain(formula);
}

/** A formula of letters and figures (`k`, `O(n)`, `m + 1`), a name in italics (`DiPro`), a sign alone (`%`). */
function isPlain(formula: string): boolean {
  if (/^[^\p{L}\p{N}$]{1,5}$/u.test(formula)) return true;
  if (/[:/]$/.test(formula)) return false;
  if (/^[\p{L}\p{N}'’.+*/!|()[\],;:%°-]{1,40}$/u.test(formula)) return true;
  return (
    /^[\p{L}\p{N}'()[\]|]{1,4}(?: ?[-+*/,;.:]? ?[\p{L}\p{N}'()[\]|]{1,4}){0,20}[,.]?$/u.test(formula) &&
    !/ \p{L}{2,}(?: |$)/u.test(formula)
  );
}
