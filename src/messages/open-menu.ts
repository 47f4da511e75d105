import { cutAtWord } from '../interactions/cut.ts';
import { oneLine } from '../interactions/markdown.ts';
import type { Select } from '../interactions/reply.ts';
import type { Paper } from '../papers/paper.ts';
import { whereabouts } from './paper-line.ts';

/** Discord's limit for the label and for the description of a choice. */
const CHOICE_CHARACTERS = 100;

/** The select menu that opens one of the papers shown, numbered from `first`. */
export function openMenu(papers: readonly Paper[], first: number): Select {
  return {
    placeholder: 'Open a paper…',
    does: { command: 'paper', action: 'open', args: [] },
    choices: papers.map((paper, i) => {
      const description = whereabouts(paper);
      return {
        label: cutAtWord(oneLine(`${first + i}. ${paper.title}`), CHOICE_CHARACTERS),
        value: paper.id,
        ...(description && { description: cutAtWord(oneLine(description), CHOICE_CHARACTERS) }),
      };
    }),
  };
}
