import type { Paper } from '../../papers/paper.ts';
import { authorTokens } from '../analysis/author-tokens.ts';
import { type Language, languageOfPaper } from '../analysis/language.ts';
import { stem } from '../analysis/stem.ts';
import { type Token, termOf, tokenise } from '../analysis/tokens.ts';
import { acronymsIn } from '../query/expansions.ts';
import type { Lexicon } from './lexicon.ts';
import type { Notes } from './notes.ts';
import type { PaperWords } from './record.ts';

/** What the words of a paper are, and what they tell of the language; new words get their numbers. */
export interface Analysed {
  title: Token[];
  text: Token[];
  language: Language;
  words: PaperWords;
}

export function analyse(paper: Paper, lexicon: Lexicon): Analysed {
  const language = languageOfPaper(paper);
  const title = tokenise(paper.title, language);
  const text = tokenise(paper.abstract, language);
  const authors = paper.authors.flatMap(authorTokens);
  const numbers = (tokens: readonly Token[]) =>
    tokens.map(({ word, term, compound }) => {
      if (compound) {
        // What is a stop word in this language may be none in others.
        lexicon.add(word, termOf(word));
        return lexicon.add(`${compound} ${word}`, term);
      }
      return term === termOf(word) ? lexicon.add(word, term) : lexicon.addMeaning(word, termOf(word), term);
    });
  return { language, title, text, words: { title: numbers(title), text: numbers(text), authors: numbers(authors) } };
}

export function note(notes: Notes, paper: Paper, { title, text }: Pick<Analysed, 'title' | 'text'>): void {
  for (const { short, long } of acronymsIn(paper.abstract)) notes.acronyms.add([short, long]);
  for (const tokens of [title, text]) {
    tokens.forEach((token, place) => {
      const before = tokens[place - 1];
      if (!token.hyphenated || !before?.term || !token.term) return;
      notes.compounds.add([stem(before.word + token.word), before.term, token.term]);
    });
  }
}
