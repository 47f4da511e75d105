/** Code between backticks, paths of files, addresses of mail: what looks like TeX in them is none. */
const PROTECTED =
  /(?<![`\\])`[^`'\n]{1,200}(?<!\\)`(?!`)|(?<!\S)[A-Za-z]:\\(?!math|[RNZQC](?![A-Za-z]))(?=[^\s{}$^]{1,200}(?:\s|$))[^\s]{1,200}|(?<!\S)[~.]{0,2}\/[\w.-]{1,60}(?:\/[\w.~-]{1,60}){1,20}\/?|(?<![\w.+-])[\w.+-]{1,60}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}/g;

/**
 * Characters for private use, one for each protected piece; the cleaning has taken such characters out of the text
 * before.
 */
const FIRST_MARK = 0xe000;
const MOST_PIECES = 0x1800;

/** Applies `clean` to a text whose protected pieces it cannot see, and puts them back. */
export function protect(text: string, clean: (open: string) => string): string {
  const kept: string[] = [];
  const open = text.replace(PROTECTED, piece => {
    if (kept.length === MOST_PIECES) return piece;
    kept.push(piece);
    return String.fromCharCode(FIRST_MARK + kept.length - 1);
  });
  return clean(open).replace(/\p{Co}/gu, mark => kept[mark.charCodeAt(0) - FIRST_MARK] ?? '');
}
