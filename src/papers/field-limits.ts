/**
 * How much of a field is read, in characters; what is longer is no such field but a page of something else. Of an
 * abstract the beginning is kept.
 */
export const LONGEST = { title: 1_000, abstract: 50_000 };
/**
 * Of any other field of one line, and of one name: certainly longer than what is taken. Cleaning costs more than
 * linearly.
 */
export const LONGEST_LINE = 2 * LONGEST.title;
/** The longest list of authors there is has some 5,200 (ATLAS and CMS, 2015) in some 90,000 characters. */
export const MOST_AUTHORS = 6_000;
const LONGEST_AUTHORS = 150_000;
/** Links, categories, identifiers of one paper. */
export const MOST_VALUES = 100;

/**
 * The beginning of a raw field: one character more than is taken, so that whoever cleans it sees that it was longer.
 */
export function beginning(field: 'abstract' | 'authors' | 'line', text: string): string {
  const most = { abstract: LONGEST.abstract, authors: LONGEST_AUTHORS, line: LONGEST_LINE }[field];
  return text.length > most ? text.slice(0, most + 1) : text;
}
