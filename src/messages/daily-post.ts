import { cutAtWord, cutEscaped } from '../interactions/cut.ts';
import { httpUrl, join, Markdown, md, oneLine } from '../interactions/markdown.ts';
import type { Reply } from '../interactions/reply.ts';
import { type Paper, paperUrl } from '../papers/paper.ts';
import type { Post } from '../subscriptions/index.ts';
import { allPosted as allPostedWords } from './condition.ts';
import { openMenu } from './open-menu.ts';
import { paperButtons, paperCard } from './paper-card.ts';
import { paperList } from './paper-line.ts';

/** Of a thread's name. */
const NAME_CHARACTERS = 100;
const TITLE_CHARACTERS = 180;
/** Five lines of titles and addresses stay below the 2,000 of a message, also of one that says when they come. */
const URL_CHARACTERS = 180;
/** Of each abstract in a digest; five with titles and links stay below the 4,096 of a description. */
const DIGEST_CHARACTERS = 300;
const WHY_CHARACTERS = 100;

/** A post as people see it, and the name of its thread where it gets one. */
export function dailyPost(post: Post): { reply: Reply; title: string } {
  const [first] = post.papers;
  if (first && post.again) return { reply: againNote(post, first), title: threadName(post) };
  const reply = first && post.papers.length === 1 ? onePaper(post, first) : digest(post);
  const mention = post.roleId === undefined ? [] : [new Markdown(`<@&${post.roleId}>`)];
  // Embeds can be switched off by whoever reads: title and link stand in the message itself, too.
  const content = join([...mention, ...post.papers.map(plainLine)], '\n');
  return { reply: { ...reply, content }, title: threadName(post) };
}

/** In the thread of a forum in which the paper was posted before. */
function againNote({ id, number, roleId }: Post, paper: Paper): Reply {
  const mention = roleId === undefined ? md`` : new Markdown(`<@&${roleId}> `);
  const which = number === undefined ? md`an extra paper` : md`the paper of the day (no. ${number})`;
  return { content: md`${mention}This paper comes again, as ${which}.`, rows: [paperButtons(paper, { mark: id })] };
}

function onePaper(post: Post, paper: Paper): Reply {
  const { embeds: [embed] = [], rows = [] } = paperCard(paper, {
    mark: post.id,
    alone: post.place.kind === 'dm',
    ...(post.discussion && { here: { votes: 0, savers: 0, thread: post.discussion } }),
  });
  const footer = [label(post), embed?.footer].filter(Boolean).join(' · ');
  return { embeds: [{ ...embed, footer }], rows };
}

function digest(post: Post): Reply {
  const listed = post.papers.map(paper => ({ paper, lines: [cutEscaped(paper.abstract, DIGEST_CHARACTERS)] }));
  return {
    embeds: [
      { title: `${post.papers.length} papers of the day`, description: paperList(listed, 1), footer: label(post) },
    ],
    rows: [
      openMenu(post.papers, 1),
      [
        {
          label: 'Cite all',
          does: { command: 'daily', action: 'cite', args: [post.id, ...post.papers.map(({ id }) => id)] },
        },
      ],
    ],
  };
}

/** `Paper of the day · no. 12 · matches calibration` */
function label({ number, chosenFor, allPosted }: Post): string {
  return [
    number === undefined ? 'An extra paper' : 'Paper of the day',
    number !== undefined && `no. ${number}`,
    allPosted !== undefined &&
      `${allPostedWords(allPosted)}; from the next post on, the one posted longest ago comes first`,
    chosenFor !== undefined && `matches ${cutAtWord(oneLine(chosenFor), WHY_CHARACTERS)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/**
 * `**Title** <https://…>`: whoever has switched embeds off sees it too. In angle brackets an address is shown without a
 * preview of its page.
 */
export function plainLine(paper: Paper): Markdown {
  const title = md`**${cutEscaped(oneLine(paper.title), TITLE_CHARACTERS)}**`;
  const url = httpUrl(paperUrl(paper) ?? '');
  if (url === undefined || url.length > URL_CHARACTERS) return title;
  return join([title, new Markdown(`<${url.replaceAll('>', '%3E')}>`)], ' ');
}

function threadName({ papers, number }: Post): string {
  const [first] = papers;
  const name =
    first && papers.length === 1 ? first.title : `Papers of the day${number === undefined ? '' : ` no. ${number}`}`;
  return cutAtWord(oneLine(name), NAME_CHARACTERS) || 'Paper of the day';
}
