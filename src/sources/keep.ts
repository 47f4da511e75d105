import { findIdentifiers } from '../papers/identifiers.ts';
import { submissionDate } from '../papers/prepare.ts';
import type { PaperRecord } from '../papers/record.ts';
import { tokenise } from '../search/analysis/tokens.ts';
import { type Clause, parseQuery } from '../search/query/parse.ts';
import type { Keep } from './settings.ts';

/** Whether a source adds this paper, where only some of its papers are kept. */
export function keeps({ categories, query, from, upvotes }: Keep, paper: PaperRecord): boolean {
  if (categories && !paper.categories?.some(category => categories.includes(category))) return false;
  if (from !== undefined && !isSince(from, submissionDate(paper.arxivId, paper.date))) return false;
  if (upvotes !== undefined && (paper.upvotes ?? 0) < upvotes) return false;
  return query === undefined || matches(parseQuery(query).clauses, termsOf(paper));
}

/** Of some papers only the month is known. */
function isSince(day: string, date = ''): boolean {
  return date !== '' && date >= day.slice(0, date.length);
}

interface Terms {
  paper: PaperRecord;
  /** Word stems; '' for a stop word. */
  title: string[];
  abstract: string[];
  author: string[];
}

function termsOf(paper: PaperRecord): Terms {
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

/** All of it must hold; also plain words, which a search only wishes for. */
function matches(clauses: readonly Clause[], terms: Terms): boolean {
  return clauses.every(clause => holds(clause, terms));
}

function holds(clause: Clause, terms: Terms): boolean {
  switch (clause.kind) {
    case 'words':
    case 'phrase':
      return (['title', 'abstract', 'author'] as const).some(field => inOrder(stems(clause.text), terms[field]));
    case 'field':
      if (clause.field === 'topic') return true;
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
