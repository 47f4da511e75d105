import { entryOf } from '../../platform/entry-of.ts';
import type { Rule } from './rule.ts';

/** Attributes as HTML and XML write them; without the equals sign it is no tag but "p<q and r>s". */
const ATTRIBUTES = '(?:\\s+[a-z:-]{1,40}\\s*=\\s*(?:"[^"<>]{0,300}"|\'[^\'<>]{0,300}\'))*';
/** Tags that set letters in another way. Not `<s>`, which language models use as a token, nor `<code>`. */
const INLINE =
  'i|em|b|strong|u|tt|small|big|sc|scp|smallcaps|inf|italic|bold|roman|sans-serif|monospace|underline|span|font|a|cite|abbr|sub|sup|mark|nobr|tex';
const BLOCK = 'p|br|hr|div|ul|ol|li|dl|dt|dd|h[1-6]|sec|section|title|list|list-item|disp-formula|table|tr|td|th|tbody';
/** Longer texts between two tags are not looked through. */
const WITHIN = 4000;
const SUPERSCRIPTS: Record<string, string> = {
  ...Object.fromEntries([...'0123456789'].map((digit, i) => [digit, '⁰¹²³⁴⁵⁶⁷⁸⁹'[i] ?? digit])),
  '+': '⁺',
  '-': '⁻',
  '−': '⁻',
  '–': '⁻',
  n: 'ⁿ',
};

const pair = (names: string) =>
  new RegExp(`<(${names})${ATTRIBUTES}\\s*>((?:(?!</?\\1[\\s>])[^]){0,${WITHIN}}?)</\\1\\s*>`, 'gi');

/**
 * Tags of HTML, and of JATS and MathML, in which publishers write titles and abstracts. Only what is a tag of theirs
 * beyond doubt: a pair, or one with their prefix. Exponents become small digits; `x<y`, `<think>` and `List<String>`
 * stay.
 */
export const markup: Rule = {
  name: 'HTML and JATS tags',
  steps: [
    [/<!\[CDATA\[|\]\]>/g, ''],
    // The formula once more, for programs that know no MathML.
    [
      /<((?:jats:)?tex-math)(?:\s[^<>]{0,200})?>[\s\S]{0,4000}?<\/\1>(?=[\s\S]{0,4000}?<\/(?:jats:)?(?:alternatives|inline-formula))/gi,
      '',
    ],
    // PubMed's own tags, and the sign that HighWire writes as one.
    [/<CopyrightInformation>[^<>]{0,400}<\/CopyrightInformation>/g, ' '],
    [/<AbstractText\s[^<>]{0,200}?Label="([^"<>]{1,80})"[^<>]{0,200}>/g, ' $1: '],
    [/<\/?Abstract(?:Text)?(?:\s[^<>]{0,200})?>/g, ' '],
    [/ ?<middle dot> ?/g, '·'],
    [/<((?:jats:)?title)>\s*(?:abstract|summary)\s*[.:]?\s*<\/\1>/gi, ''],
    [/<((?:jats:)?title)>\s*([^<>]{1,200}?)\s*[.:]?\s*<\/\1>/gi, ' $2: '],
    [/<((?:jats:)?sup)>\s*([^<>]{1,12}?)\s*<\/\1>/gi, (match, _, text) => inSmallDigits(text) ?? match],
    [/<\/?(?:jats|xhtml|html):(?:p|sec|title|list|list-item|disp-formula|br|div)(?:\s[^<>]{0,300})?\/?>/gi, ' '],
    [/<\/?(?:jats|mml|m|xhtml|html|xlink|ali|bold|oasis):[a-z-]{1,40}(?:\s[^<>]{0,300})?\/?>/gi, ''],
    [new RegExp(`<(${BLOCK})${ATTRIBUTES}\\s*/>|<(?:br|hr)\\s*>`, 'gi'), ' '],
    [pair(BLOCK), ' $2 '],
    [pair(INLINE), '$2'],
    [/^\s*<p>|<\/p>\s*$|(?<=[.!?])\s*<\/?p>\s*(?=\p{Lu})/gu, ' '],
  ],
};

function inSmallDigits(text: string): string | undefined {
  const characters = [...text].map(character => entryOf(SUPERSCRIPTS, character));
  return characters.every(character => character !== undefined) ? characters.join('') : undefined;
}
