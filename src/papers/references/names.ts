/** What stands behind a family name: "Jr.", "III". */
const SUFFIX = /^(?:jr|sr|jnr|snr|junior|senior|ii|iii|iv|v|ph\.? ?d|m\.? ?d|esq)\.?$/i;
/** Where a given name is expected, they are initials: Lesser, V. */
const INITIALS = /^(?:v|m\.? ?d)\.?$/i;
/** PubMed has it behind the given names: "Stone, Otto A Jr". */
const SUFFIX_BEHIND = /^(.+?)[ ,]+((?:Jr|Sr)\.?|II|III|IV|2nd|3rd|4th)$/;
/** A company, no person's given name. */
const COMPANY = /^(?:inc|ltd|llc|gmbh|corp|co|plc|s\.?a|ag|e\.? ?v)\.?$/i;
/** Who was left out. */
const OTHERS = /^(?:others|et\.? al\.?)$/i;

/**
 * "Family, Given" or "Family, Given, Jr." (RIS) or "Family, Jr, Given" (BibTeX) as they are read; a name without a
 * comma stays as it is.
 */
export function inReadingOrder(name: string): string {
  const [family = '', ...rest] = withoutOthers(name).split(/\s*,\s*/);
  const parts = rest.filter(part => part !== '');
  const [only = ''] = parts;
  if (parts.length === 1 && COMPANY.test(only)) return name.trim();
  const [, before, behind] = (parts.length === 1 && SUFFIX_BEHIND.exec(only)) || [];
  if (before !== undefined) return `${before} ${family} ${behind}`.trim();
  if (parts.length > 2) return name.trim();
  const suffix = parts.find(part => SUFFIX.test(part) && !(parts.length === 1 && INITIALS.test(part)));
  const given = parts.filter(part => part !== suffix);
  if (given.length > 1) return name.trim();
  return [...given, family, ...(suffix === undefined ? [] : [suffix])].join(' ').trim();
}

/** "Vale, Mira et al." */
function withoutOthers(name: string): string {
  return name.replace(/[\s,]+et\.?\s+al\.?$/i, '');
}

export function isOthers(name: string): boolean {
  return OTHERS.test(name);
}

/** A name from its parts, in the order in which it is read. */
export function fromParts(parts: readonly (string | undefined)[]): string {
  return (
    parts
      .filter(part => part !== undefined && part.trim() !== '')
      .join(' ')
      // "d'" and "l'" stand close to what follows.
      .replace(/(?<=(?:^|\s)\p{L}{1,3}['’]) /gu, '')
      .replace(/\s+/g, ' ')
      .trim()
  );
}
