/**
 * How programs say in which encoding they wrote: JabRef (`% Encoding: ISO8859_2`, older ones without the sign),
 * BibDesk, editors (`-*- coding: latin-1 -*-`, `!TEX encoding = …`), XML.
 */
const NAMES: readonly RegExp[] = [
  /^[ \t]*%*[ \t]*(?:file[ \t]*)?encoding[ \t]*[:=][ \t]*([\w.: -]{2,40})/im,
  /-\*-.{0,60}?coding[:=][ \t]*([\w.-]{2,40})/i,
  /%[ \t]*!(?:tex|bib)[ \t]+encoding[ \t]*[=:][ \t]*([\w. -]{2,40})/i,
  /%%[ \t]*Saved with string encoding[ \t]+([^\r\n]{2,60})/i,
  /<\?xml[^>]{0,80}encoding=["']([\w.-]{2,40})["']/i,
];

/**
 * Names that the Encoding Standard does not know, as Java, Windows, macOS and LaTeX write them; without signs, in small
 * letters.
 */
const OTHER_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^iso8859(\d{1,2})$/, 'iso-8859-$1'],
  [/^isolatin1?$|^latin$/, 'iso-8859-1'],
  [/^isolatin2$/, 'iso-8859-2'],
  [/^latin9$/, 'iso-8859-15'],
  [/^(?:cp|windows|win|ansi)(125\d|874)$/, 'windows-$1'],
  [/^(?:mac|macroman|macosroman|applemac)$/, 'macintosh'],
  [/^(?:cp|ms|windows)?936$|^gb2312.*$|^euccn$/, 'gbk'],
  [/^(?:cp|ms|windows)?950$/, 'big5'],
  [/^(?:cp|ms|windows)?(?:932|31j)$|^sjis$/, 'shift_jis'],
  [/^(?:cp|ms|windows)?949$/, 'euc-kr'],
  [/^eucjp.*$/, 'euc-jp'],
  [/^koi8(r|u)$/, 'koi8-$1'],
];

/**
 * The encoding that the head of a file names, under its name in the Encoding Standard; undefined where none is named,
 * or an unknown one.
 */
export function namedEncoding(head: string): string | undefined {
  for (const pattern of NAMES) {
    const said = pattern.exec(head)?.[1]?.trim();
    const known = said === undefined ? undefined : encodingOf(said);
    if (known !== undefined) return known;
  }
  return undefined;
}

function encodingOf(said: string): string | undefined {
  // "Western (ISO Latin 1)": what stands in brackets is the name.
  const name = /\(([^)]+)\)/.exec(said)?.[1] ?? said;
  const bare = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const other = OTHER_NAMES.find(([pattern]) => pattern.test(bare));
  return labelOf(other ? bare.replace(...other) : name) ?? labelOf(name.replace(/\s+/g, '-')) ?? labelOf(bare);
}

function labelOf(name: string): string | undefined {
  try {
    return new TextDecoder(name.trim()).encoding;
  } catch {
    return undefined;
  }
}
