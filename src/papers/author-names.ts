import { inReadingOrder } from './references/names.ts';

/** Words of groups, whose names may have an "and" within: The Hill and Dale Consortium. */
const GROUP =
  '(?:consortium|collaborations?|group|team|project|institutes?|society|network|initiative|alliance|association|committee|foundation)';
/** Words behind which the rest is a field or a place: Department of Health and Human Services. */
const OFFICE =
  '(?:departments?|ministry|institutes?|institution|cent(?:er|re)s?|office|academy|academies|association|society|school|faculty|bureau|agency|administration|council|board|commission|committee|federation|union|organi[sz]ation|laboratory)';
const WORD = '[^\\s,;]{1,40}';
/** What follows and would be a person: a word with a full stop (an initial) before the next separator. */
const NO_INITIAL = '(?![^,;]{0,60}?(?<!\\p{L})\\p{Lu}\\.)';
/** Each has the "and" that stays as its second group. */
const AND_WITHIN: readonly RegExp[] = [
  // The Hill and Dale Consortium
  new RegExp(`(?<!\\p{L})(the (?:(?!and )${WORD} ){1,6})(and|&)( (?:${WORD} ){0,6}?${GROUP})(?!\\p{L})`, 'giu'),
  // ATLAS and CMS Collaborations, Bill & Melinda Gates Foundation; not: Vale and the ATLAS Collaboration
  new RegExp(`((?:^|[,;] ?)\\p{Lu}[^\\s,;.]{1,40} )(and|&)( (?!the )(?:${WORD} ){1,3}?${GROUP})(?!\\p{L})`, 'giu'),
  // Department of Health and Human Services
  new RegExp(
    `(?<!\\p{L})(${OFFICE} (?:of|for|on) (?:(?!and )${WORD} ){1,6})(and|&)( ${NO_INITIAL}\\p{Lu}${WORD})`,
    'giu',
  ),
  // Anderson & Sons, Hill and Co.
  /(\p{L} )(and|&)( (?:sons?|daughters?|brothers|bros|co|company|partners|associates)(?!\p{L}))/giu,
];
/** What stands in the place of an "and" or a "&" that parts nobody, meanwhile. */
const MARKS = { and: '\u0001', '&': '\u0002' };
/**
 * What stands behind the brackets of an affiliation: `(1 and 2)`, `(University of X)`. A name in brackets within a name
 * is none: `William (Bill) Gates`.
 */
const BEHIND_AFFILIATION = /^\s*(?:[,;([]|$|and\s|&)/;
/** Numbers and signs of affiliations stand in brackets wherever the name ends. */
const MARKS_ALONE = /^[\d\s,;*†‡§¶#a-f]{1,20}$/;
/** Numbers and signs of affiliations without brackets: `Vale1,2`, `Vale$^{1,*}$`, `Vale¹`, `Vale†`. */
const RAISED =
  /\$?(?:\^|\\textsuperscript)(?:\{[^{}]{1,30}\}|[\d*†‡§¶]+(?:,[\d*†‡§¶]+)*)\$?|[¹²³⁰⁴-⁹*†‡§¶]+(?:,[¹²³⁰⁴-⁹*†‡§¶]+)*|(?<=\p{Ll})\d{1,2}(?:,\d{1,2})*(?=\s*(?:[,;]|$|and\s|&))/gu;
const ADDRESS = /<[^<>\s]+@[^<>\s]+>|\([^()\s]+@[^()\s]+\)/g;
const SUFFIX = /^(?:Jr\.?|Sr\.?|II|III|IV|Ph\.? ?D\.?|M\.? ?D\.?)$/i;
/** Behind a family name alone these are initials. */
const MEDICAL = /^M\.? ?D\.?$/i;
const INITIALS = /^(?:\p{Lu}\p{Ll}?\.?[ -]?){1,4}$/u;
/** A family name as it stands before a comma: one word, with or without particles. */
const FAMILY = /^(?:(?:\p{Ll}[\p{L}'’]*|Van|Von|De|Der|Den|La|Le|Di|Da|Dos|El|Al|Mc) ){0,3}[\p{L}'’-]+$/u;
/** Who was left out. */
const OTHERS =
  /^(?:(?:and|&)\s+)?(?:\d+\s+)?(?:others|more|(?:other|more)\s+(?:co-?)?authors)$|(?:^|[\s,]+)(?:and\s+|&\s+)?et\.?\s+al(?:\.|ii|ia)?$/iu;

/** As Web of Science and PubMed write it. */
const NOBODY = /^\[?(?:anonymous|anon\.?|no authors? listed|(?:author )?unknown)\]?$/i;

/**
 * The names in one text, as they are read: "A. Vale, B. Stone and C. Field", "Vale, M.; Stone, O.", "Vale, Mira and
 * Stone, Otto" (BibTeX), each perhaps with affiliations in brackets. Groups keep their "and".
 */
export function authorsIn(text: string): string[] {
  const bare = AND_WITHIN.reduce(
    (kept, within) =>
      kept.replace(
        within,
        (_, before: string, and: string, behind: string) => before + (and === '&' ? MARKS['&'] : MARKS.and) + behind,
      ),
    withoutAffiliations(text.replace(/\s+/g, ' ')).replace(/(?<=\p{L}) ?: ?(?=\p{L})/gu, ', '),
  );
  const pieces = bare.includes(';')
    ? bare.split(';').map(piece => piece.replace(/^\s*(?:and|&) /, ''))
    : bare.split(/,?\s+(?:and|&)\s+/);
  return pieces
    .flatMap(piece =>
      namesBetweenCommas(
        piece
          .split(',')
          .map(part => withoutOthers(part.trim()))
          .filter(Boolean),
      ),
    )
    .map(name => name.replaceAll(MARKS.and, 'and').replaceAll(MARKS['&'], '&').trim())
    .filter(name => /\p{L}/u.test(name));
}

/** A name of a list: "de la Vale, Mira" is turned round, "Mira Vale, University of X" is not. */
export function inOrder(name: string): string {
  return FAMILY.test(name.split(',')[0]?.trim() ?? '') ? inReadingOrder(name) : name;
}

/**
 * A name without "et al." behind it; nothing is left of "and others", which says that somebody was left out, not who,
 * nor of "[Anonymous]". dblp's numbers for people of one name (`Bo An 0001`) are no part of it.
 */
export function withoutOthers(name: string): string {
  return name
    .replace(OTHERS, '')
    .replace(NOBODY, '')
    .replace(/\s0\d{3}$/, '');
}

function withoutAffiliations(text: string): string {
  const plain = text.replace(ADDRESS, '').replace(RAISED, '').replaceAll('（', '(').replaceAll('）', ')');
  let bare = '';
  let from = 0;
  let opened = 0;
  let depth = 0;
  for (const { 0: bracket, index } of plain.matchAll(/[()[\]]/g)) {
    const opens = bracket === '(' || bracket === '[';
    if (opens && depth++ === 0) opened = index;
    if (opens || depth === 0 || --depth > 0) continue;
    const isAlone = MARKS_ALONE.test(plain.slice(opened + 1, index));
    if (!isAlone && !BEHIND_AFFILIATION.test(plain.slice(index + 1, index + 10))) continue;
    // Behind the last of them the next name may follow without a comma.
    bare += plain.slice(from, opened) + (isAlone && /^\s+\p{Lu}/u.test(plain.slice(index + 1)) ? ',' : '');
    from = index + 1;
  }
  // A list that was cut off: what is open at its end is no name.
  return bare + (depth > 0 && opened >= from ? plain.slice(from, opened) : plain.slice(from));
}

/** What stands between two commas: family and given name by turns, or whole names. */
export function namesBetweenCommas(parts: readonly string[]): string[] {
  const [first = '', second = ''] = parts;
  if (parts.length === 2 && FAMILY.test(first) && (!SUFFIX.test(second) || MEDICAL.test(second)))
    return [`${second} ${first}`];
  const turns =
    parts.length % 2 === 0 && parts.every((part, at) => (at % 2 === 0 ? FAMILY.test(part) : INITIALS.test(part)));
  if (turns) return parts.flatMap((part, at) => (at % 2 === 0 ? [`${parts[at + 1]} ${part}`] : []));
  // "Family, Jr., Given" is BibTeX's; "Otto Stone, Jr." says it behind the name.
  const third = parts[2];
  if (parts.length === 3 && third !== undefined && FAMILY.test(first) && SUFFIX.test(second))
    return [`${third} ${first} ${second}`];
  return parts.reduce<string[]>(
    (names, part) =>
      SUFFIX.test(part) && names.length > 0 ? names.with(-1, `${names.at(-1)} ${part}`) : names.concat(part),
    [],
  );
}
