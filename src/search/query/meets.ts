import { findIdentifiers } from '../../papers/identifiers.ts';
import type { PaperRecord } from '../../papers/record.ts';
import { tokenise } from '../analysis/tokens.ts';
import type { Clause } from './parse.ts';

/** What a query can ask for. */
type Text = Omit<PaperRecord, 'own'>;

/**
 * Whether a paper, alone and outside of any index, is what a query asks for. All of it must hold; also plain words, which a search only
 * wishes for.
 * @param hasTopic whether it has the topic that a text names
 */
export function meets(clauses: readonly Clause[], paper: Text, hasTopic: (text: string) => boolean): boolean {
  return matches(clauses, { ...termsOf(paper), hasTopic });
}

interface Terms {
  paper: Text;
  /** Word stems; '' for a stop word. */
  title: string[];
  abstract: string[];
  author: string[];
  hasTopic(text: string): boolean;
}

function termsOf(paper: Text): Omit<Terms, 'hasTopic'> {
  return {
    paper,
    title: stems(paper.title),
    abstract: stems(paper.abstract ?? ''),
    author: (paper.authors ?? []).flatMap(stems),
  };
}

function stems(text: string): string[] {
  return tokenise(text).map(({ term }) => term);
}

function matches(clauses: readonly Clause[], terms: Terms): boolean {
  return clauses.every(clause => holds(clause, terms));
}

function holds(clause: Clause, terms: Terms): boolean {
  switch (clause.kind) {
    case 'words':
    case 'phrase':
      return (['title', 'abstract', 'author'] as const).some(field => inOrder(stems(clause.text), terms[field]));
    case 'field':
      if (clause.field === 'topic') return terms.hasTopic(clause.text);
      return clause.field === 'author'
        ? stems(clause.text).every(name => terms.author.includes(name))
        : inOrder(stems(clause.text), terms[clause.field]);
    case 'year': {
      const { year } = terms.paper;
      return year !== undefined && year >= (clause.from ?? year) && year <= (clause.to ?? year);
    }
    case 'id':
      return findIdentifiers(clause.text).some(({ value }) => [terms.paper.arxivId, terms.paper.doi].includes(value));
    case 'not':
      return !holds(clause.clause, terms);
    case 'any':
      return clause.options.some(option => matches(option, terms));
  }
}

/** The words one after another. Stop words count as places; at the ends they are left out. A text without words holds everywhere. */
function inOrder(phrase: readonly string[], text: readonly string[]): boolean {
  const first = phrase.findIndex(term => term !== '');
  if (first < 0) return true;
  const wanted = phrase.slice(first, phrase.findLastIndex(term => term !== '') + 1);
  return text.some((_, at) => wanted.every((term, i) => text[at + i] === term));
}
