import { authorKey, SHARED_ABSTRACT, SHARED_TITLE_WORDS, shareOf, words } from './words.ts';

/** What a record says of a paper, as far as it tells one from another. */
export interface Described {
  title: string;
  abstract?: string | undefined;
  authors?: readonly string[] | undefined;
  arxivId?: string | undefined;
  doi?: string | undefined;
}

/** How much of the shorter title stands in the longer one when a title was only changed a little. */
const SAME_TITLE = 0.5;
/** An abstract of fewer words says nothing. */
const TELLING_WORDS = 5;

/**
 * Whether two papers with one identifier are two all the same: it was cut where it came from, or is that of an issue.
 * Their titles differ then, and so do their abstracts and authors, as far as they are known. A preprint and what was
 * published differ in their titles a little at most, or have the rest in common.
 */
export function shareOnlyAnIdentifier(one: Described, other: Described): boolean {
  const [title, otherTitle] = [words(one.title), words(other.title)];
  if (title.size === 0 || otherTitle.size === 0 || isLatin(one.title) !== isLatin(other.title)) return false;
  const titles = shareOf(title, otherTitle);
  if (titles >= SAME_TITLE) return false;
  const abstracts = shareOfAbstracts(one, other);
  if (abstracts !== undefined && abstracts >= SHARED_ABSTRACT) return false;
  if (haveOtherAuthors(one, other)) return true;
  // An arXiv id is hardly ever cut, and titles on arXiv change; where nothing but a title speaks against a DOI, the DOI
  // is right.
  return titles === 0 && abstracts !== undefined && !(one.arxivId && one.arxivId === other.arxivId);
}

/**
 * Whether two papers have only their title in common (“Erratum”): their arXiv ids or all of their authors differ, or
 * their DOIs and the rest of it.
 */
export function shareOnlyTheTitle(one: Described, other: Described): boolean {
  if (one.arxivId && other.arxivId && one.arxivId !== other.arxivId) return true;
  return haveOtherAuthors(one, other) || haveOtherDois(one, other);
}

/**
 * A preprint and what was published have two DOIs as well, but one abstract; where none is known, a short title is no
 * name of a work.
 */
function haveOtherDois(one: Described, other: Described): boolean {
  if (!one.doi || !other.doi || one.doi === other.doi) return false;
  const abstracts = shareOfAbstracts(one, other);
  return abstracts === undefined ? words(one.title).size < SHARED_TITLE_WORDS : abstracts < SHARED_ABSTRACT;
}

/** Whether the authors of both are known, and none of them is the same. */
export function haveOtherAuthors(one: Described, other: Described): boolean {
  const authors = new Set(one.authors?.map(authorKey));
  const others = (other.authors ?? []).map(authorKey);
  return authors.size > 0 && others.length > 0 && !others.some(author => authors.has(author));
}

/** Undefined where one is missing, or too short to tell a work from another. */
function shareOfAbstracts(one: Described, other: Described): number | undefined {
  const [abstract, otherAbstract] = [words(one.abstract ?? ''), words(other.abstract ?? '')];
  if (Math.min(abstract.size, otherAbstract.size) < TELLING_WORDS) return undefined;
  return shareOf(abstract, otherAbstract);
}

/** A title in another script says nothing of whether it is the same. */
function isLatin(text: string): boolean {
  return /\p{Script=Latin}/u.test(text);
}
