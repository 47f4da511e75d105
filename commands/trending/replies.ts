import { join, type Markdown, md } from '../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../src/interactions/reply.ts';
import type { PeriodName, Trend } from '../../src/library/index.ts';
import { openMenu } from '../../src/messages/open-menu.ts';
import { pageFooter, turnButtons } from '../../src/messages/paging.ts';
import { paperList } from '../../src/messages/paper-line.ts';
import { count } from '../../src/messages/results.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { MOST_VOTES } from '../../src/store/index.ts';

export const TRENDS_PER_PAGE = 5;

const TITLES: Record<PeriodName, string> = {
  week: 'Trending here this week',
  month: 'Trending here this month',
  all: 'Trending here, all time',
};

interface TrendingPage {
  period: PeriodName;
  trends: readonly { trend: Trend; paper: Paper }[];
  total: number;
  /** From 0. */
  page: number;
  /** Whose press turns the page of the shared message. */
  ownerId: string;
  mention(command: string): Markdown;
}

/** One page of what is trending in a server. */
export function trendingReply({ period, trends, total, page, ownerId, mention }: TrendingPage): Reply {
  const title = TITLES[period];
  if (total === 0) {
    return {
      embeds: [
        {
          title,
          description: md`Nothing yet. Press 👍 or *Save* below a paper, or ${mention('discuss')} one.`,
        },
      ],
    };
  }
  const first = page * TRENDS_PER_PAGE + 1;
  const pages = Math.ceil(total / TRENDS_PER_PAGE);
  return {
    embeds: [
      {
        title,
        description: paperList(
          trends.map(({ trend, paper }) => ({ paper, lines: [reasons(trend)] })),
          first,
        ),
        footer: pageFooter(count(total), page, pages),
      },
    ],
    rows: [
      ...turnButtons(page, pages, to => ({
        command: 'trending',
        action: 'page',
        args: [ownerId, period, String(to)],
      })),
      openMenu(
        trends.map(({ paper }) => paper),
        first,
      ),
    ],
  };
}

function reasons({ votes, saves, discussed }: Trend): Markdown {
  return join(
    [
      ...(votes > 0 ? [md`👍 ${votes}`] : []),
      ...(saves > 0 ? [md`saved ${saves} ${saves === 1 ? 'time' : 'times'}`] : []),
      ...(discussed ? [md`💬 discussed`] : []),
    ],
    ' · ',
  );
}

export function tooManyVotes(): Reply {
  return privately(
    md`You have as many votes as one person may have: ${MOST_VOTES.toLocaleString('en')}. Take some back, then vote again.`,
  );
}

export function votesNeedServer(): Reply {
  return privately(md`👍 is counted for each server, and this is not one. Press it below a paper in a server.`);
}
