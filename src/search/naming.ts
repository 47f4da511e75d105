import { findIdentifiers } from '../papers/identifiers.ts';
import { type Lookup, lookUp } from '../papers/lookup.ts';
import { normaliseTitle, type Paper } from '../papers/paper.ts';
import { terms } from './analysis/tokens.ts';
import type { UnknownIdentifier } from './types.ts';

/** With this many words of a subject around it, an identifier is an aside, and the words are what is asked. */
export const WORDS_OF_A_QUERY = 4;

export type Naming =
  /** The text names this paper; `whole`: it is nothing but its title or id. */
  | { kind: 'paper'; paper: Paper; whole: boolean }
  /** The text names a paper that the collection does not have, and asks for nothing else. */
  | { kind: 'unknown'; unknown: UnknownIdentifier }
  /** Words to search for; perhaps with an identifier that the collection does not have. */
  | { kind: 'words'; unknown?: UnknownIdentifier };

/** Whether a text names a paper: by its id, its whole title, or an arXiv id or DOI anywhere in it. */
export function nameIn(text: string, lookup: Lookup): Naming {
  const trimmed = text.trim();
  const wanted = trimmed.replace(EXCLUDED, ' ');
  const named = findIdentifiers(wanted).slice(0, MOST_IDENTIFIERS);
  const paper = lookup.byId.get(trimmed) ?? lookUp(lookup, trimmed, named);
  if (paper) return { kind: 'paper', paper, whole: paper.id === trimmed || isTitle(trimmed, paper) };
  const unknown = named.find(({ kind, value }) => kind !== 'id' || trimmed === value);
  if (!unknown) return { kind: 'words' };
  return subjectWords(wanted) < WORDS_OF_A_QUERY ? { kind: 'unknown', unknown } : { kind: 'words', unknown };
}

function isTitle(text: string, { title }: Paper): boolean {
  return normaliseTitle(text) === normaliseTitle(title);
}

/** In UTF-16 units: no beginning of a title is longer. */
export const LONGEST_TITLE = 500;

/** What is not wanted. */
export const EXCLUDED = /(?:^|\s)-(?:"[^"]*"|\([^()]*\)|\S+)/g;

/** So many identifiers in a text are looked up, the first. */
export const MOST_IDENTIFIERS = 50;

/**
 * How many words there are besides links, numbers and identifiers, and besides those of another text; of a very long
 * text, of its beginning.
 */
export function subjectWords(text: string, besides = ''): number {
  const rest = text.split(/\s+/).filter(word => !/[/:\d]/.test(word));
  return new Set(terms(rest.join(' ').slice(0, LONGEST_TITLE))).difference(new Set(terms(besides))).size;
}
