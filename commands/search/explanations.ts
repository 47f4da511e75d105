import { cutAtWord } from '../../src/interactions/cut.ts';
import { bold, join, type Markdown, md, titleText } from '../../src/interactions/markdown.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import type { Paper } from '../../src/papers/paper.ts';
import type { Explanation, MatchedWord } from '../../src/search/types.ts';

const FIELD_NAME_CHARACTERS = 256;
/** Words named in one line; a long query has dozens, and a field holds 1,024 characters. */
const MOST_WORDS = 8;
/** Closeness in words: cosines of a latent space, where unrelated papers of one field lie around 0.1. */
const CLOSE = 0.35;
const VERY_CLOSE = 0.6;

export interface Explained {
  paper: Paper;
  why: Explanation;
}

/** Why each of some results was found. */
export function explanations(query: string, explained: readonly Explained[], first: number): Reply {
  return {
    private: true,
    embeds: [
      {
        title: cutAtWord(`Why these, for “${titleText(query)}”`, FIELD_NAME_CHARACTERS),
        description: md`Papers that have more of your words, rarer ones, close together or in the title come first; then what is near in meaning.`,
        fields: explained.map(({ paper, why }, i) => ({
          name: cutAtWord(`${first + i}. ${titleText(paper.title)}`, FIELD_NAME_CHARACTERS),
          value: inWords(why),
        })),
      },
    ],
  };
}

function inWords(why: Explanation): Markdown {
  const lines = [
    ...(why.matched.length > 0 ? [md`Your words: ${places(why.matched)}`] : []),
    ...(why.inOtherWords.length > 0 ? [md`Other words for them: ${places(why.inOtherWords)}`] : []),
    ...(why.missing.length > 0 ? [md`Not in it: ${why.missing.slice(0, MOST_WORDS).join(', ')}`] : []),
    ...(why.closeness >= CLOSE
      ? [md`${why.closeness >= VERY_CLOSE ? 'Very near' : 'Near'} in meaning to your query`]
      : []),
  ];
  return lines.length > 0 ? join(lines, '\n') : md`It is what comes closest.`;
}

function places(words: readonly MatchedWord[]): Markdown {
  return join(
    words.slice(0, MOST_WORDS).map(({ word, in: where }) => md`${bold(word)} (${where.join(', ')})`),
    ', ',
  );
}
