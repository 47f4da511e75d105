import { normalised } from '../../platform/normalised.ts';
import { namesBetweenCommas } from '../author-names.ts';
import { cleanLine } from '../cleaning/clean.ts';
import { beginning, MOST_AUTHORS } from '../field-limits.ts';
import { fromParts, inReadingOrder, isOthers } from './names.ts';
import { ungrouped } from './ungrouped.ts';

/** What LaTeX, BibTeX and HTML write with; most names and many titles have none of it. */
const MARKED = /[\\${}^_~&<`]|--|''/;

/** A field of one line as it is read. */
export function lineOf(latex: string): string {
  if (!MARKED.test(latex)) return normalised(latex, 'NFC').replace(/\s+/g, ' ').trim();
  const braces = latex
    // biblatex's hyphen at which a word may be broken elsewhere, too.
    .replace(/\\hyphen(?:\{\}|\s+|(?![a-z]))/gi, '-')
    .replace(/\\href\s{0,5}\{[^{}]{0,500}\}\s{0,5}(?=\{)/g, '')
    // Quotation marks of T1-encoded LaTeX.
    .replace(/<<([^<>]{1,300})>>/g, '«$1»')
    .replace(/\{\\textbraceleft\}|\\textbraceleft(?:\{\}|(?![a-z]))/g, '\\{')
    .replace(/\{\\textbraceright\}|\\textbraceright(?:\{\}|(?![a-z]))/g, '\\}');
  // A backslash at the end is what is left of a brace that did not close.
  return cleanLine(ungrouped(braces).replace(/(?<!\\)\\\s*$/, ''), new Map());
}

/** An abstract, whose LaTeX the importer reads: only what is BibTeX's own goes. */
export function textOf(latex: string): string {
  return ungrouped(latex).trim();
}

/** The names of a list of authors; "and others" are none. */
export function namesOf(latex: string): string[] {
  const names = separated(latex.replace(/^\s*and\s|(?<=\s)and\s*$/gi, ''), /^\s+and\s+/i);
  const inverted = names.filter(name => betweenCommas(name).length > 1).length;
  return (
    names
      // Where others have their family name first, a comma parts no two people; at the beginning of "A, B and C" it
      // does.
      .flatMap((name, at) => oneOrMore(name, inverted === 1 && at === 0))
      .slice(0, MOST_AUTHORS)
      .map(name => nameOf(beginning('line', name)))
      .filter(name => name !== '' && !isOthers(name))
  );
}

/** What should be one name, but is a list between semicolons or commas, which BibTeX does not know. */
function oneOrMore(name: string, mayBeTwo: boolean): string[] {
  const bySemicolon = separated(name, /^\s*;\s*/);
  if (bySemicolon.length > 1) return bySemicolon;
  const byComma = betweenCommas(name);
  if (isExtended(byComma)) return [name];
  if (byComma.length > 3) return namesBetweenCommas(byComma);
  const wholeNames = byComma.every(part => /\S\s+\S/.test(part)) && byComma.length > (mayBeTwo ? 1 : 2);
  return wholeNames && !isFamilyAndGiven(byComma) ? byComma : [name];
}

/** `van der Torre, Leendert W. N.`: a family name with its particle, or given names with initials behind it. */
function isFamilyAndGiven([first = '', second = '']: readonly string[]): boolean {
  const particle = /^(?:\p{Ll}|(?:D[aeiou]s?|Del|Van|Von|La|Le|El|Al|Ben|San|Santa|Ter|Ten|St\.?|Mac|Mc)\s)/u.test(
    first,
  );
  return particle || (/(?:^|[\s.-])\p{Lu}\.?$/u.test(second) && !/^(?:\p{Lu}\.[\s-]?)+/u.test(first));
}

function betweenCommas(name: string): string[] {
  return separated(name, /^\s*,\s*/).map(part => part.trim());
}

function nameOf(latex: string): string {
  const parts = betweenCommas(latex);
  if (isExtended(parts)) return extendedName(parts);
  return inReadingOrder(parts.map(part => lineOf(part).replace(/,/g, '\ue002')).join(', '))
    .replace(/\ue002/g, ',')
    .replace(/\s+/g, ' ');
}

/** biblatex's other form: `family=Vale, given=Mira, prefix=de`. */
function isExtended(parts: readonly string[]): boolean {
  return (
    parts.length > 0 &&
    parts.every(part => /^\s*"?\s*[a-z-]+\s*=/.test(part)) &&
    parts.some(part => /family\s*=/.test(part))
  );
}

function extendedName(parts: readonly string[]): string {
  const said = new Map(
    parts.map(part => {
      const [name = '', ...value] = part.replace(/^\s*"|"\s*$/g, '').split('=');
      return [name.trim(), lineOf(value.join('='))];
    }),
  );
  return fromParts(['given', 'prefix', 'family', 'suffix'].map(part => said.get(part)));
}

/** The pieces between separators that stand in no braces. */
function separated(latex: string, separator: RegExp): string[] {
  const pieces: string[] = [];
  let from = 0;
  let depth = 0;
  for (let at = 0; at < latex.length; at++) {
    const character = latex[at];
    // A space that is escaped parts all the same.
    if (character === '\\') at += /\s/.test(latex[at + 1] ?? '') ? 0 : 1;
    else if (character === '{') depth++;
    else if (character === '}') depth = Math.max(0, depth - 1);
    else if (depth === 0 && /[\s;,]/.test(character ?? '')) {
      const found = separator.exec(latex.slice(at, at + 40));
      if (!found) continue;
      pieces.push(latex.slice(from, at));
      from = at + found[0].length;
      at = from - 1;
    }
  }
  return [...pieces, latex.slice(from)].filter(piece => piece.trim() !== '');
}
