import { entryOf } from '../../../platform/entry-of.ts';

const SUPERSCRIPT: Record<string, string> = {
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
  '+': '⁺',
  '-': '⁻',
  '−': '⁻',
  '=': '⁼',
  n: 'ⁿ',
  i: 'ⁱ',
};

/** Letters only as far as they read well in every font. */
const SUBSCRIPT: Record<string, string> = {
  '0': '₀',
  '1': '₁',
  '2': '₂',
  '3': '₃',
  '4': '₄',
  '5': '₅',
  '6': '₆',
  '7': '₇',
  '8': '₈',
  '9': '₉',
  '+': '₊',
  '-': '₋',
  '−': '₋',
  '=': '₌',
  i: 'ᵢ',
  j: 'ⱼ',
  k: 'ₖ',
  n: 'ₙ',
  m: 'ₘ',
  p: 'ₚ',
  t: 'ₜ',
};

/** `{1}` as ₁ where Unicode has every character so, else `_1` or `^(2/3)`. `content` stands without its braces. */
export function script(kind: '_' | '^', content: string): string {
  const inner = content.trim();
  if (inner === '') return '';
  if (/^['′*†‡°″]+$/.test(inner)) return inner.replaceAll("'", '′');
  if (inner === '∘') return '°';
  if (/^\([^()]*\)$/.test(inner)) return kind + inner;
  const table = kind === '^' ? SUPERSCRIPT : SUBSCRIPT;
  const tight = inner.replace(/\s+/g, '');
  const raised = [...tight].map(one => entryOf(table, one));
  // Signs at the end say a charge, and only above: e⁺, Ca²⁺; `x_{-}` is no number.
  const whole = /[\p{L}\p{N}]$/u.test(tight) || (kind === '^' && /^\d*[+−-]{1,2}$/.test(tight));
  if (whole && raised.every(one => one !== undefined)) return raised.join('');
  return /^[\p{L}\p{N}\p{M}]+$/u.test(inner) || /^[∞⊤⊥∥±∗×⊙⊕⊗☉★♯♭•*]$/u.test(inner)
    ? kind + inner
    : `${kind}(${inner})`;
}
