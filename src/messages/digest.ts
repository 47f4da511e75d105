import { cutAtWord, cutEscaped } from '../interactions/cut.ts';
import { join, md, oneLine } from '../interactions/markdown.ts';
import type { Button, Reply, Row } from '../interactions/reply.ts';
import type { Paper } from '../papers/paper.ts';
import type { Post } from '../subscriptions/index.ts';
import { plainLine } from './daily-post.ts';
import { openMenu } from './open-menu.ts';
import { pageFooter, turnButtons } from './paging.ts';
import { paperCard } from './paper-card.ts';
import { paperList } from './paper-line.ts';

/** Papers of a digest that the message itself shows; the others come by a button. */
const SHOWN = 5;
const ABSTRACT_CHARACTERS = 300;
const WHY_CHARACTERS = 150;
const TITLE_CHARACTERS = 100;
const PER_PAGE = 10;

/** What is new for a follow. Every message can be answered with *Unfollow*, whose id tells the bot its own message. */
export function newsPost(post: Post, followId: string): { reply: Reply; title: string } {
  const [first] = post.papers;
  const why = cutAtWord(oneLine(post.chosenFor ?? ''), WHY_CHARACTERS);
  const unfollow: Button = {
    label: 'Unfollow',
    does: { command: 'follow', action: 'unfollow', args: [followId, post.id] },
  };
  const title = post.papers.length === 1 && first ? first.title : `${counted(post.papers.length)}: ${why}`;
  return {
    reply: first && post.papers.length === 1 ? onePaper(post, first, why, unfollow) : digest(post, why, unfollow),
    title: cutAtWord(oneLine(title), TITLE_CHARACTERS) || 'New papers',
  };
}

function onePaper(post: Post, paper: Paper, why: string, unfollow: Button): Reply {
  const { embeds: [embed] = [], rows = [] } = paperCard(paper, {
    mark: post.id,
    alone: post.place.kind === 'dm',
    ...(post.discussion && { here: { votes: 0, savers: 0, thread: post.discussion } }),
  });
  const footer = [`New, and matches ${why}`, embed?.footer].filter(Boolean).join(' · ');
  return { content: plainLine(paper), embeds: [{ ...embed, footer }], rows: [...rows, [unfollow]] };
}

function digest({ id, papers }: Post, why: string, unfollow: Button): Reply {
  const shown = papers.slice(0, SHOWN);
  const more = papers.length - shown.length;
  const rest = more > 0 ? [md`… and ${more.toLocaleString('en-GB')} more.`] : [];
  const showAll: Button = {
    label: 'Show all',
    style: 'primary',
    does: { command: 'follow', action: 'all', args: [id, '0'] },
  };
  return {
    content: join([...shown.map(plainLine), ...rest], '\n'),
    embeds: [
      {
        title: counted(papers.length),
        description: paperList(
          shown.map(paper => ({ paper, lines: [cutEscaped(paper.abstract, ABSTRACT_CHARACTERS)] })),
          1,
        ),
        footer: `New, and matches ${why}`,
      },
    ],
    rows: [openMenu(shown, 1), more > 0 ? [showAll, unfollow] : [unfollow]],
  };
}

/** All that a digest told of, a page at a time (pages count from 0), for whoever asks alone. */
export function allNews(deliveryId: string, papers: readonly Paper[], page: number): Reply {
  const pages = Math.max(1, Math.ceil(papers.length / PER_PAGE));
  const shown = Math.min(page, pages - 1);
  const first = shown * PER_PAGE;
  const some = papers.slice(first, first + PER_PAGE);
  const turn: Row[] = turnButtons(shown, pages, to => ({
    command: 'follow',
    action: 'all',
    args: [deliveryId, String(to)],
  }));
  return {
    private: true,
    embeds: [
      {
        description: paperList(
          some.map(paper => ({ paper, lines: [] })),
          first + 1,
        ),
        footer: pageFooter(counted(papers.length), shown, pages),
      },
    ],
    rows: [openMenu(some, first + 1), ...turn],
  };
}

/** `1 new paper`, `5,000 new papers` */
function counted(papers: number): string {
  return papers === 1 ? '1 new paper' : `${papers.toLocaleString('en-GB')} new papers`;
}
