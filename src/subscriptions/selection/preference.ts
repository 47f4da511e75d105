import { PERIODS, trends } from '../../library/index.ts';
import type { Subscription } from '../../model/subscription.ts';
import type { Paper } from '../../papers/paper.ts';
import type { InterestDay, PlanningReads } from '../../store/index.ts';

const DAY_MS = 86_400_000;
/** After this many days a paper counts half as new. */
const NEWNESS_HALF_LIFE_DAYS = 90;
/** Ten times as many upvotes on Hugging Face make so much more: a hundred count for as much as being new. */
const UPVOTES_WEIGHT = 0.5;

/** How far back votes, saves and discussions count, in ms. */
const INTEREST_MS = PERIODS.month.days * DAY_MS;

export type Preferences = (
  from: Pick<PlanningReads, 'interest'>,
  subscription: Pick<Subscription, 'place'>,
  at: number,
) => Promise<(paperId: string) => number>;

/**
 * What is preferred when a subscription is due: by what its server's people did, as far as that is known while
 * planning.
 */
export function preferences(paper: (id: string) => Pick<Paper, 'date' | 'upvotes'> | undefined): Preferences {
  return async (from, { place }, at) => {
    const { guildId, channelId } = place;
    // A choice by what is discussed elsewhere would reveal it.
    const own = (discussion: { channelId: string }) => discussion.channelId === channelId;
    const interest = guildId === undefined ? [] : await from.interest(guildId, at - INTEREST_MS, own);
    return preference(interest, paper, at);
  };
}

/**
 * How much likelier than others a paper is drawn at an instant: new ones, those that people like on Hugging Face, and
 * those that the server votes for, saves and discusses. One for a paper of which nothing is known.
 */
function preference(
  interest: readonly InterestDay[],
  paper: (id: string) => Pick<Paper, 'date' | 'upvotes'> | undefined,
  at: number,
): (paperId: string) => number {
  const scores = new Map(trends(interest, PERIODS.month, Math.floor(at / DAY_MS)).map(it => [it.paperId, it.score]));
  return id => {
    const { date, upvotes = 0 } = paper(id) ?? {};
    return 1 + (scores.get(id) ?? 0) + newness(date, at) + UPVOTES_WEIGHT * Math.log10(1 + upvotes);
  };
}

function newness(date: string | undefined, at: number): number {
  if (date === undefined) return 0;
  const ageDays = Math.max(0, at - Date.parse(date)) / DAY_MS;
  return 0.5 ** (ageDays / NEWNESS_HALF_LIFE_DAYS);
}
