import { findIdentifiers } from '../../papers/identifiers.ts';
import type { PaperRecord } from '../../papers/record.ts';
import { authorTokens, withInitials } from '../analysis/author-tokens.ts';
import { type Language, languageOfPaper } from '../analysis/language.ts';
import { type Token, tokenise } from '../analysis/tokens.ts';
import { yearOf } from '../date-number.ts';
import { isNamed, type NameWords, nameWords } from '../names.ts';
import type { Clause } from './parse.ts';

/**
 * A paper with its words as they are compared: stems between spaces, stop words as empty ones. What is made once serves
 * many queries.
 */
export interface Legible<T extends Text = Text> {
  paper: T;
  title: string;
  abstract: string;
  author: string;
  /** Of each author; see {@link nameWords}. */
  names: readonly NameWords[];
  /** By which authors can be looked up; see {@link authorTokens}. */
  nameWords: readonly string[];
  /** Of title and abstract. */
  language: Language;
}

/** What a query can ask for. */
type Text = Omit<PaperRecord, 'own'>;

export function legible<T extends Text>(paper: T): Legible<T> {
  const authors = paper.authors ?? [];
  const tokens = authors.flatMap(authorTokens);
  const language = languageOfPaper(paper);
  return {
    paper,
    language,
    title: spaced(stems(paper.title, language)),
    abstract: spaced(stems(paper.abstract ?? '', language)),
    author: spaced(tokens.map(({ term }) => term)),
    names: authors.map(nameWords),
    nameWords: tokens.map(({ word }) => word),
  };
}

/** Whether a paper is what is asked for. */
export type Test<T extends Text> = (paper: Legible<T>) => boolean;

/**
 * Whether a paper, alone and outside of any index, is what a query asks for. All of it must hold; also plain words,
 * which a search only wishes for.
 * @param onTopic whether a paper has the topic that a text names
 */
export function meeting<T extends Text>(clauses: readonly Clause[], onTopic: (text: string) => Test<T>): Test<T> {
  const tests = clauses.map(clause => test(clause, onTopic));
  const isSilent = silence(clauses);
  return paper => !isSilent(paper.language) && tests.every(holds => holds(paper));
}

/**
 * In which languages all that is asked for is grammar, as "AI" is in Italian, though it is not in English. Nothing is
 * looked for there.
 */
function silence(clauses: readonly Clause[]): (language: Language) => boolean {
  const texts = clauses.flatMap(textsOf);
  const known = new Map<Language, boolean>();
  const hasWords = (language: Language) => texts.some(text => phraseOf(text, language) !== '');
  return language => {
    const silent = known.get(language) ?? (!hasWords(language) && hasWords('en'));
    known.set(language, silent);
    return silent;
  };
}

function textsOf(clause: Clause): string[] {
  if (clause.kind === 'words' || clause.kind === 'phrase') return [clause.text];
  return clause.kind === 'field' && (clause.field === 'title' || clause.field === 'abstract') ? [clause.text] : [];
}

function test<T extends Text>(clause: Clause, onTopic: (text: string) => Test<T>): Test<T> {
  switch (clause.kind) {
    case 'words':
    case 'phrase': {
      const inOrder = holding(clause.text);
      const inName = holding(clause.text, withInitials);
      return ({ title, abstract, author, language }) =>
        inOrder(title, language) || inOrder(abstract, language) || inName(author, 'en');
    }
    case 'field': {
      const { field, text } = clause;
      if (field === 'topic') return onTopic(text);
      if (field === 'author') return byAuthor(text);
      const inOrder = holding(text);
      return paper => inOrder(paper[field], paper.language);
    }
    case 'year':
      return ({ paper }) => {
        const year = yearOf(paper);
        return year > 0 && year >= (clause.from ?? year) && year <= (clause.to ?? year);
      };
    case 'id': {
      const values = findIdentifiers(clause.text).map(({ value }) => value);
      return ({ paper: { arxivId, doi } }) => values.some(value => value === arxivId || value === doi);
    }
    case 'notes':
      // A paper alone has none: what a server has written is not looked for elsewhere.
      return () => false;
    case 'not': {
      const holds = meeting([clause.clause], onTopic);
      return paper => !holds(paper);
    }
    case 'any': {
      const options = clause.options.map(option => meeting(option, onTopic));
      return paper => options.some(holds => holds(paper));
    }
  }
}

/**
 * Whether stems between spaces have these words one after another. Stop words count as places; at the ends they are
 * left out. A text without words holds everywhere.
 */
function holding(
  text: string,
  asRead: (tokens: readonly Token[]) => readonly Token[] = tokens => tokens,
): (stems: string, language: Language) => boolean {
  const wantedIn = new Map<Language, string>();
  return (stemsOfText, language) => {
    const wanted = wantedIn.get(language) ?? phraseOf(text, language, asRead);
    wantedIn.set(language, wanted);
    return stemsOfText.includes(wanted);
  };
}

/** Empty for a text without words. */
function phraseOf(
  text: string,
  language: Language,
  asRead: (tokens: readonly Token[]) => readonly Token[] = tokens => tokens,
): string {
  const phrase = asRead(tokenise(text, language)).map(({ term }) => term);
  const first = phrase.findIndex(term => term !== '');
  return first < 0 ? '' : spaced(phrase.slice(first, phrase.findLastIndex(term => term !== '') + 1));
}

/** Whether a paper has an author of this name. */
export function byAuthor<T extends Text>(name: string): Test<T> {
  const wanted = nameWords(name);
  return ({ names }) => names.some(own => isNamed(wanted, own));
}

export function stems(text: string, language: Language = 'en'): string[] {
  return tokenise(text, language).map(({ term }) => term);
}

function spaced(terms: readonly string[]): string {
  return ` ${terms.join(' ')} `;
}
