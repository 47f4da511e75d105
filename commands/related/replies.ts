import { cutAtWord } from '../../src/interactions/cut.ts';
import { md, titleText } from '../../src/interactions/markdown.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { openMenu } from '../../src/messages/open-menu.ts';
import { paperList } from '../../src/messages/paper-line.ts';
import type { Paper } from '../../src/papers/paper.ts';
import type { Related } from '../../src/search/types.ts';

export const RELATED_SHOWN = 5;

/** The papers like one paper, with what they share. */
export function relatedReply(paper: Paper, related: readonly Related[]): Reply {
  const title = cutAtWord(`Papers like “${titleText(paper.title)}”`, 256);
  if (related.length === 0) {
    return { embeds: [{ title, description: md`No other paper in this collection is like it.` }] };
  }
  return {
    embeds: [
      {
        title,
        description: paperList(
          related.map(({ paper: other, shared }) => ({
            paper: other,
            lines: shared.length > 0 ? [md`Both: ${cutAtWord(shared.join(', '), 200)}`] : [],
          })),
          1,
        ),
      },
    ],
    rows: [
      openMenu(
        related.map(hit => hit.paper),
        1,
      ),
    ],
  };
}
