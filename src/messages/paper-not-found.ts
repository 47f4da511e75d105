import { cutAtWord, cutEscaped } from '../interactions/cut.ts';
import { bold, join, type Markdown, md, oneLine } from '../interactions/markdown.ts';
import { type Action, privately, type Reply } from '../interactions/reply.ts';
import type { Paper } from '../papers/paper.ts';

const TYPED_CHARACTERS = 200;
/** Five of them with what was typed stay below the 2,000 of a message. */
const TITLE_CHARACTERS = 250;
/** Discord's limit for a button's words. */
const LABEL_CHARACTERS = 80;

/** What a command was about to do with a paper. */
export interface Deed {
  /** `Save`, `Remove`: on a button, before the title. */
  verb: string;
  does(paper: Paper): Action;
}

export function noSuchPaper(text: string): Reply {
  return privately(
    md`There is no paper like “${cutEscaped(text, TYPED_CHARACTERS)}” here. Try a few words of its title, or its arXiv id.`,
  );
}

export function paperGone(): Markdown {
  return md`That paper is no longer in the collection.`;
}

export function whichPaper(): Reply {
  return privately(
    md`Which paper? Fill in **paper**. It can be left out only in the thread of a paper that is in the collection.`,
  );
}

/** No paper was named for certain: nothing is done on a guess, and each button does it for one. */
export function didYouMean(text: string, papers: readonly Paper[], { verb, does }: Deed): Reply {
  const titles = papers.map(({ title }) => bold(cutAtWord(oneLine(title), TITLE_CHARACTERS)));
  const question =
    titles.length === 1
      ? md`Did you mean ${join(titles, '')}?`
      : md`Did you mean one of these?\n${join(
          titles.map(title => md`• ${title}`),
          '\n',
        )}`;
  return {
    private: true,
    content: md`No paper is named “${cutEscaped(text, TYPED_CHARACTERS)}”, so nothing was done. ${question}`,
    rows: papers.map((paper, i) => [
      {
        label: cutAtWord(oneLine(`${verb}: ${paper.title}`), LABEL_CHARACTERS),
        ...(i === 0 && { style: 'primary' as const }),
        does: does(paper),
      },
    ]),
  };
}
