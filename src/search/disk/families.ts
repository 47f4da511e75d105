import { TITLE_WEIGHT } from '../forward.ts';
import type { Lexicon } from './lexicon.ts';
import type { Family } from './lists-writer.ts';

/** The kinds of posting lists that a segment has. */
export interface Families {
  /**
   * By term, anywhere in the paper, with how often it stands there: a use in the title counts as often as it weighs.
   */
  text: Family;
  /** By word, stop words too, in the title: for completing what is being typed. */
  title: Family;
  /** By word, stop words too (some are names), in the names of the authors. */
  authors: Family;
}

export function familiesOf(lexicon: Lexicon): Families {
  return {
    text: {
      name: 'text',
      counted: true,
      keys({ title, text, authors }, use) {
        for (let i = 0; i < title.length; i++) use(lexicon.termOf(title[i] ?? 0), TITLE_WEIGHT);
        for (let i = 0; i < text.length; i++) use(lexicon.termOf(text[i] ?? 0), 1);
        for (let i = 0; i < authors.length; i++) use(lexicon.termOf(authors[i] ?? 0), 1);
      },
    },
    title: {
      name: 'title',
      counted: false,
      keys({ title }, use) {
        for (let i = 0; i < title.length; i++) use(lexicon.plain(title[i] ?? 0), 1);
      },
    },
    authors: {
      name: 'authors',
      counted: false,
      keys({ authors }, use) {
        for (let i = 0; i < authors.length; i++) use(lexicon.plain(authors[i] ?? 0), 1);
      },
    },
  };
}
