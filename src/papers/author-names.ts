/** Words of groups, whose names may have an "and" within: The Hill and Dale Consortium. */
const GROUP =
  '(?:consortium|collaborations?|group|team|project|institutes?|society|network|initiative|alliance|association|committee|foundation)';
const GROUP_WITH_AND = new RegExp(
  `(?<![\\p{L}])(the (?:(?!and )[^\\s,;]{1,40} ){1,6})(and)( (?:[^\\s,;]{1,40} ){0,6}?${GROUP})(?![\\p{L}])`,
  'giu',
);
/** What stands behind the brackets of an affiliation: `(1 and 2)`, `(University of X)`. A name in brackets within a name is none: `William (Bill) Gates`. */
const BEHIND_AFFILIATION = /^\s*(?:[,;(]|$|and\s|&)/;
const SUFFIX = /^(?:Jr\.?|Sr\.?|II|III|IV|Ph\.? ?D\.?|M\.? ?D\.?)$/i;
const INITIALS = /^(?:\p{Lu}\p{Ll}?\.?[ -]?){1,4}$/u;
/** A family name as it stands before a comma: one word, with or without particles. */
const FAMILY = /^(?:(?:\p{Ll}[\p{L}'’]*|Van|Von|De|Der|Den|La|Le|Di|Da|Dos|El|Al|Mc) ){0,3}[\p{L}'’-]+$/u;

/**
 * The names in one text, as they are read: "A. Vale, B. Stone and C. Field", "Vale, M.; Stone, O.", "Vale, Mira and Stone, Otto" (BibTeX), each perhaps with
 * affiliations in brackets. Groups keep their "and".
 */
export function authorsIn(text: string): string[] {
  const bare = withoutAffiliations(text.replace(/\s+/g, ' '))
    .replace(/(?<=\p{L}) ?: ?(?=\p{L})/gu, ', ')
    .replace(GROUP_WITH_AND, '$1\u0001$3');
  const pieces = bare.includes(';')
    ? bare.split(';').map(piece => piece.replace(/^\s*(?:and|&) /, ''))
    : bare.split(/,?\s+(?:and|&)\s+/);
  return pieces
    .flatMap(piece =>
      namesOf(
        piece
          .split(',')
          .map(part => part.trim())
          .filter(Boolean),
      ),
    )
    .map(name => name.replaceAll('\u0001', 'and').trim())
    .filter(name => /\p{L}/u.test(name) && !/^(?:others|et al\.?)$/i.test(name));
}

function withoutAffiliations(text: string): string {
  let bare = '';
  let from = 0;
  let opened = 0;
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[()]/g)) {
    if (bracket === '(' && depth++ === 0) opened = index;
    if (bracket === '(' || depth === 0 || --depth > 0) continue;
    if (!BEHIND_AFFILIATION.test(text.slice(index + 1, index + 10))) continue;
    bare += text.slice(from, opened);
    from = index + 1;
  }
  return bare + text.slice(from);
}

/** What stands between two commas: family and given name by turns, or whole names. */
function namesOf(parts: readonly string[]): string[] {
  const [first = '', second = ''] = parts;
  if (parts.length === 2 && FAMILY.test(first) && !SUFFIX.test(second)) return [`${second} ${first}`];
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
