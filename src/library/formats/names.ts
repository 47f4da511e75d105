/** A person's name in the two parts that reference formats want, or a name that has no parts (a team). */
export type Name = { family: string; given: string } | { literal: string };

/**
 * Lower-case words that belong to the family name (BibTeX's "von part"): everything from the first lower-case word that
 * is not the first word, as BibTeX itself reads "First von Last".
 */
const PARTICLE = /^(?:\p{Ll}|['’]\p{Ll})/u;
/** `Jr.`, `III`: they follow the family name and stay with it. */
const SUFFIX = /^(?:Jr\.?|Sr\.?|II|III|IV)$/;
/** Words that no person's name has: such an author is a team, and its name is not to be turned around. */
const TEAM =
  /\b(?:team|group|consortium|collaboration|project|institute|university|lab|labs|research|and)\b|[,&/()\d]/i;

/**
 * "Anton van den Hengel" → family "van den Hengel", given "Anton". Without knowledge of the person, the last word is
 * the family name.
 */
export function readName(name: string): Name {
  const text = name.replace(/\s+/g, ' ').trim();
  const turned = /^([^,]+), ([^,]+)$/.exec(text);
  if (turned?.[1] && turned[2]) return { family: turned[1], given: turned[2] };
  const words = text.split(' ');
  if (words.length < 2 || TEAM.test(text)) return { literal: text };
  const end = SUFFIX.test(words.at(-1) ?? '') && words.length > 2 ? words.length - 2 : words.length - 1;
  const particle = words.findIndex((word, at) => at > 0 && at < end && PARTICLE.test(word));
  const start = particle > 0 ? particle : end;
  return { family: words.slice(start).join(' '), given: words.slice(0, start).join(' ') };
}

/** "van den Hengel, Anton": unlike "Anton van den Hengel" it leaves no doubt which part is which. */
export function familyFirst(name: Name): string {
  return 'literal' in name ? name.literal : `${name.family}, ${name.given}`;
}
