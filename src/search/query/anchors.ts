import type { Language } from '../analysis/language.ts';
import { namedBy, nameWords } from '../names.ts';
import { stems } from './meets.ts';
import type { Clause } from './parse.ts';

/**
 * Something by which a paper can be found that may meet a query: a stem that it has, a word of an author's name, or a
 * topic as it is named.
 */
export type Anchor = { stem: string } | { name: string } | { topic: string };

/**
 * Of which a paper must have one to meet a query, as few and as rare ones as the query gives; undefined where it asks
 * for nothing of the kind. Long stems are the rarer ones, and any word is rarer than a topic.
 */
export function anchorsOf(clauses: readonly Clause[], languages: readonly Language[]): Anchor[] | undefined {
  const options = clauses.flatMap(clause => {
    const anchors = anchorsOfOne(clause, languages);
    return anchors ? [anchors] : [];
  });
  return options.toSorted((a, b) => rarity(b) - rarity(a))[0];
}

function anchorsOfOne(clause: Clause, languages: readonly Language[]): Anchor[] | undefined {
  switch (clause.kind) {
    case 'words':
    case 'phrase':
      return longestStem(clause.text, languages);
    case 'field':
      if (clause.field === 'topic') return [{ topic: clause.text }];
      return clause.field === 'author' ? nameAnchors(clause.text) : longestStem(clause.text, languages);
    case 'any': {
      const all = clause.options.map(option => anchorsOf(option, languages));
      return all.every(one => one !== undefined) ? all.flat() : undefined;
    }
    case 'year':
    case 'id':
    case 'notes':
    case 'not':
      return undefined;
  }
}

/** The words of an author's name of which a paper has one: those for its longest word. */
export function nameAnchors(name: string): Anchor[] | undefined {
  const [longest] = namedBy(nameWords(name)).sort(([a = ''], [b = '']) => b.length - a.length);
  return longest?.map(word => ({ name: word }));
}

/** As each language has it that papers are in; there its stem is another one. */
function longestStem(text: string, languages: readonly Language[]): Anchor[] | undefined {
  const longest = languages.map(language =>
    stems(text, language).reduce((best, stem) => (stem.length > best.length ? stem : best), ''),
  );
  return longest.includes('') ? undefined : [...new Set(longest)].map(stem => ({ stem }));
}

/** As rare as the most frequent of them. */
function rarity(anchors: readonly Anchor[]): number {
  return Math.min(...anchors.map(lengthOf));
}

function lengthOf(anchor: Anchor): number {
  if ('topic' in anchor) return 0;
  return 'stem' in anchor ? anchor.stem.length : anchor.name.length;
}
