import type { Club } from '../../../src/clubs/club.ts';
import type { Rating } from '../../../src/clubs/reception.ts';
import type { TopicsOverTime } from '../../../src/clubs/statistics.ts';
import { linesWithin } from '../../../src/interactions/cut.ts';
import { join, link, type Markdown, md, timestamp } from '../../../src/interactions/markdown.ts';
import { privately, type Reply, type ReplyFile } from '../../../src/interactions/reply.ts';
import { ratingWords } from '../../../src/messages/club/rating.ts';
import { does, people, person, titleLink } from '../../../src/messages/club/words.ts';
import { threadUrl } from '../../../src/messages/guild-activity.ts';
import { pageFooter, turnButtons } from '../../../src/messages/paging.ts';
import type { Paper } from '../../../src/papers/paper.ts';
import type { Held } from './held.ts';
import { EXPORT_FORMATS, type ExportFormat } from './history-files.ts';

/** With long titles, addresses and threads six stay below the 4,096 of a description. */
export const SESSIONS_PER_PAGE = 6;
const DESCRIPTION_CHARACTERS = 4000;
const FIELD_CHARACTERS = 1024;

export function nothingHeld({ name }: Club): Reply {
  return privately(md`**${name}** has not met yet, or its papers have left the collection.`);
}

export function historyReply(
  club: Club,
  some: readonly Held[],
  { page, pages, total }: { page: number; pages: number; total: number },
): Reply {
  const count = `${total} ${total === 1 ? 'session' : 'sessions'}`;
  return {
    private: true,
    embeds: [
      {
        title: `What ${club.name} has read`,
        description: linesWithin(some.map(heldLine), DESCRIPTION_CHARACTERS, left => md`And ${left} more.`),
        footer: pageFooter(count, page, pages),
      },
    ],
    rows: turnButtons(page, pages, to => does('history', club.id, String(to))),
  };
}

function heldLine({ session, paper, present, rating, notes, thread }: Held): Markdown {
  const { presenter } = session;
  const what = paper ? titleLink(paper) : session.paper ? md`a paper that has left the collection` : md`no paper`;
  const facts = [
    ...(presenter?.state === 'confirmed' ? [md`${person(presenter.userId)} presented`] : []),
    ...(rating ? [md`${ratingWords(rating)}`] : []),
    ...(present > 0 ? [md`${people(present)} there`] : []),
    ...(notes.length > 0 ? [md`${notes.length} ${notes.length === 1 ? 'note' : 'notes'}`] : []),
    ...(thread ? [md`💬 ${link('discussion', threadUrl(thread))}`] : []),
  ];
  const below = facts.length === 0 ? md`` : md`\n-# ${join(facts, ' · ')}`;
  return md`**${timestamp(session.at, 'D')}** · ${what}${below}`;
}

export interface Stats {
  sessions: number;
  papers: number;
  presenters: readonly { userId: string; times: number }[];
  topics: TopicsOverTime['topics'];
  /** The best rated papers first. */
  best: readonly { paper: Paper; rating: Rating }[];
  picture?: ReplyFile;
}

export function statsReply(club: Club, { sessions, papers, presenters, topics, best, picture }: Stats): Reply {
  const more = (left: number) => md`And ${left} more.`;
  const field = (name: string, lines: readonly Markdown[]) =>
    lines.length === 0 ? [] : [{ name, value: linesWithin(lines, FIELD_CHARACTERS, more) }];
  const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);
  return {
    private: true,
    embeds: [
      {
        title: `${club.name} in numbers`,
        description: md`${sessions} ${sessions === 1 ? 'session' : 'sessions'}, ${papers} ${papers === 1 ? 'paper' : 'papers'}.`,
        fields: [
          ...field(
            'Who presented',
            presenters.map(
              ({ userId, times }, i) => md`${i + 1}. ${person(userId)}: ${times === 1 ? 'once' : `${times} times`}`,
            ),
          ),
          ...field(
            'Best rated',
            best.map(({ paper, rating }) => md`${ratingWords(rating)}: ${titleLink(paper)}`),
          ),
          ...field(
            'Topics',
            topics.map(({ name, counts }) => md`${name}: ${sum(counts)}`),
          ),
        ],
      },
    ],
    ...(picture && { files: [picture] }),
  };
}

export function exported(
  club: Club,
  { papers, gone, format, content }: { papers: number; gone: number; format: ExportFormat; content: string },
): Reply {
  const left = gone === 0 ? md`` : md` ${gone} ${gone === 1 ? 'has' : 'have'} left the collection and are not in it.`;
  return {
    ...privately(md`What **${club.name}** has read: ${papers} ${papers === 1 ? 'session' : 'sessions'}.${left}`),
    files: [{ name: `club.${EXPORT_FORMATS[format].ending}`, content }],
  };
}
