import { cleanLine } from '../cleaning/clean.ts';
import { beginning, MOST_AUTHORS } from '../field-limits.ts';
import { fromParts, inReadingOrder, isOthers } from './names.ts';

/** What takes the group behind it for its argument: a command, an accent, an exponent, an argument before. */
const TAKES_GROUP = /(?:\\[a-z@]+\*?|\\['`^"~=.]|[\^_])\s*$|[}\]]$/i;
/** Longer texts before a group say nothing more about it. */
const LOOK_BACK = 60;

/** LaTeX without the braces that only group or keep capitals; those of commands, exponents and mathematics stay. */
function ungrouped(latex: string): string {
  const stays: boolean[] = [];
  let text = '';
  let mathematics = false;
  let dollars = [...latex.matchAll(/(?<!\\)\$/g)].length;
  for (let at = 0; at < latex.length; at++) {
    const character = latex[at] ?? '';
    if (character === '\\') {
      text += latex.slice(at, at + 2);
      at++;
    } else if (character === '$') {
      dollars--;
      // The last of an odd number is money.
      mathematics = !mathematics && dollars > 0;
      text += character;
    } else if (character === '{') {
      const before = text.slice(-LOOK_BACK);
      const argument = TAKES_GROUP.test(before) && (!before.endsWith('}') || latex[at - 1] === '}');
      const keep = mathematics || argument || /^\s*\\(?![&%$#_])/.test(latex.slice(at + 1, at + 10));
      stays.push(keep);
      if (keep) text += character;
    } else if (character === '}') {
      if (stays.pop()) text += character;
    } else text += character;
  }
  return text;
}

/** What LaTeX, BibTeX and HTML write with; most names and many titles have none of it. */
const MARKED = /[\\${}^_~&<`]|--|''/;

/** A field of one line as it is read. */
export function lineOf(latex: string): string {
  if (!MARKED.test(latex)) return latex.normalize('NFC').replace(/\s+/g, ' ').trim();
  const braces = latex
    // biblatex's hyphen at which a word may be broken elsewhere, too.
    .replace(/\\hyphen(?:\{\}|\s+|(?![a-z]))/gi, '-')
    .replace(/\{\\textbraceleft\}|\\textbraceleft(?:\{\}|(?![a-z]))/g, '\\{')
    .replace(/\{\\textbraceright\}|\\textbraceright(?:\{\}|(?![a-z]))/g, '\\}');
  return cleanLine(ungrouped(braces), new Map());
}

/** An abstract, whose LaTeX the importer reads: only what is BibTeX's own goes. */
export function textOf(latex: string): string {
  return ungrouped(latex).trim();
}

/** The names of a list of authors; "and others" are none. */
export function namesOf(latex: string): string[] {
  return separated(latex, /^\s+and\s+/i)
    .flatMap(name => oneOrMore(name))
    .slice(0, MOST_AUTHORS)
    .map(name => nameOf(beginning('line', name)))
    .filter(name => name !== '' && !isOthers(name));
}

/** What should be one name, but is a list between semicolons or commas, which BibTeX does not know. */
function oneOrMore(name: string): string[] {
  const bySemicolon = separated(name, /^\s*;\s*/);
  if (bySemicolon.length > 1) return bySemicolon;
  const byComma = separated(name, /^\s*,\s*/);
  const isList = byComma.length > 3 || (byComma.length > 1 && byComma.every(part => /\S\s+\S/.test(part.trim())));
  return isList && !isExtended(byComma) ? byComma : [name];
}

function nameOf(latex: string): string {
  const parts = separated(latex, /^\s*,\s*/).map(part => part.trim());
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
    if (character === '\\') at++;
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
