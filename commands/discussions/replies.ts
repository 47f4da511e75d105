import { cutAtWord } from '../../src/interactions/cut.ts';
import { join, link, type Markdown, md, timestamp } from '../../src/interactions/markdown.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { threadUrl } from '../../src/messages/guild-activity.ts';
import { pageFooter, turnButtons } from '../../src/messages/paging.ts';
import type { Paper } from '../../src/papers/paper.ts';
import type { Discussion } from '../../src/store/index.ts';

export const DISCUSSIONS_PER_PAGE = 10;
const TITLE_CHARACTERS = 160;

interface DiscussionsPage {
  /** Without a paper: it has left the collection. */
  discussed: readonly { discussion: Discussion; paper: Paper | undefined }[];
  total: number;
  /** From 0. */
  page: number;
  mention(command: string): Markdown;
}

/** One page of a server's discussions. */
export function discussionsReply({ discussed, total, page, mention }: DiscussionsPage): Reply {
  const title = 'Discussions in this server';
  if (total === 0) {
    return {
      private: true,
      embeds: [{ title, description: md`No paper is being discussed yet. ${mention('discuss')} opens a discussion.` }],
    };
  }
  const first = page * DISCUSSIONS_PER_PAGE + 1;
  const lines = discussed.map(({ discussion, paper }, i) => {
    const name = paper ? cutAtWord(paper.title, TITLE_CHARACTERS) : 'A paper that has left the collection';
    return md`**${first + i}.** ${link(name, threadUrl(discussion))}\n-# last active ${timestamp(discussion.activeAt, 'R')}`;
  });
  const pages = Math.ceil(total / DISCUSSIONS_PER_PAGE);
  return {
    private: true,
    embeds: [
      {
        title,
        description: join(lines, '\n'),
        footer: pageFooter(total === 1 ? '1 discussion' : `${total} discussions`, page, pages),
      },
    ],
    rows: turnButtons(page, pages, target => ({ command: 'discussions', action: 'page', args: [String(target)] })),
  };
}
