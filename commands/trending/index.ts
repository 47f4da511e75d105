import type { Asker } from '../../src/interactions/asker.ts';
import type { SlashCommand } from '../../src/interactions/command.ts';
import type { Markdown } from '../../src/interactions/markdown.ts';
import { optionalText } from '../../src/interactions/option.ts';
import { type Outcome, privately, type Reply } from '../../src/interactions/reply.ts';
import { PERIODS, type PeriodName, trends } from '../../src/library/index.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import { voteLabel } from '../../src/messages/guild-activity.ts';
import { paperGone } from '../../src/messages/paper-not-found.ts';
import { needsServer } from '../../src/messages/settings.ts';
import type { App } from '../services.ts';
import { type Audience, sees } from '../shared/guild-activity.ts';
import { readPage } from '../shared/page-number.ts';
import { TRENDS_PER_PAGE, tooManyVotes, trendingReply, votesNeedServer } from './replies.ts';

const DAY_MS = 86_400_000;

interface TrendingRequest {
  asker: Asker;
  period: PeriodName;
  audience: Audience;
  /** From 0. */
  page: number;
  mention(command: string): Markdown;
}

export function trending(app: App): SlashCommand {
  const period = optionalText({
    name: 'period',
    description: 'How far back; this week if you leave it out',
    choices: [
      { name: 'This week', value: 'week' },
      { name: 'This month', value: 'month' },
      { name: 'All time', value: 'all' },
    ],
  });

  return {
    kind: 'slash',
    name: 'trending',
    onlyInServers: true,
    description: 'What this server votes for, saves and discusses',
    options: [period],
    run: ({ asker, mention, get }) =>
      trendingPage(app, { asker, mention, period: readPeriod(get(period)), page: 0, audience: 'channel' }),
    presses: {
      /** Whoever asked turns the page of the message; anyone else gets that page as a copy of their own. */
      page: async ({ asker, mention, args: [ownerId, name, page], message }) => {
        const own = asker.userId === ownerId;
        const audience = own && message?.private !== true ? 'channel' : 'asker';
        const wish = { asker, mention, period: readPeriod(name), page: readPage(page), audience } as const;
        const reply = await trendingPage(app, wish);
        return own ? { ...reply, update: true } : { ...reply, private: true };
      },
      /** 👍 below a paper. */
      vote: ({ asker, args: [id] }) => vote(app, asker, id),
    },
  };
}

async function trendingPage(app: App, { asker, period, page, mention, audience }: TrendingRequest): Promise<Reply> {
  const { guildId } = asker;
  if (guildId === undefined) return needsServer({ asker, mention });
  const now = app.clock.now();
  const days = await app.store.interest.since(
    guildId,
    Math.max(0, now - PERIODS[period].days * DAY_MS),
    sees(app, asker, audience),
  );
  const found = trends(days, PERIODS[period], Math.floor(now / DAY_MS)).flatMap(trend => {
    const paper = app.index().get(trend.paperId);
    return paper ? [{ trend, paper }] : [];
  });
  const shown = Math.min(page, Math.max(0, Math.ceil(found.length / TRENDS_PER_PAGE) - 1));
  const first = shown * TRENDS_PER_PAGE;
  return trendingReply({
    period,
    trends: found.slice(first, first + TRENDS_PER_PAGE),
    total: found.length,
    page: shown,
    ownerId: asker.userId,
    mention,
  });
}

async function vote(app: App, { guildId, userId }: Asker, paperId: string | undefined): Promise<Outcome> {
  if (guildId === undefined) return votesNeedServer();
  if (paperId === undefined || !app.index().get(paperId)) return privately(paperGone());
  const turn = app.limits.take('vote', userId);
  if (!turn.allowed) return tryAgainAt(turn.againAt);
  const { votes } = app.store;
  if (!(await votes.toggle({ guildId, paperId, userId }, app.clock.now()))) return tooManyVotes();
  return { relabel: async () => voteLabel((await votes.counts(guildId, [paperId])).get(paperId) ?? 0) };
}

function readPeriod(text: string | undefined): PeriodName {
  return text !== undefined && isPeriod(text) ? text : 'week';
}

function isPeriod(text: string): text is PeriodName {
  return Object.hasOwn(PERIODS, text);
}
