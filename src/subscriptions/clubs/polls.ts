import type { Club, PlannedSession } from '../../clubs/club.ts';
import { stepsOf } from '../../clubs/steps.ts';
import type { Approval } from '../../clubs/tally.ts';
import type { Store } from '../../store/index.ts';
import type { PollPoster } from '../ports/poster.ts';

const HOUR_MS = 60 * 60_000;
/** While Discord counts, or does not answer, it is asked again after this long, in ms. */
export const COUNTING_MS = 5_000;
/** So long at least Discord is asked, in ms, also where the session is near. */
const LONGEST_COUNT_MS = 10 * 60_000;

/** By session: who approved of what in its poll; `counting` while that is not known. */
export type PollCounts = ReadonlyMap<string, readonly Approval[] | 'counting'>;
export type CountPolls = (club: Club, now: number) => Promise<PollCounts>;

export interface CountingOptions {
  store: Pick<Store, 'clubs'>;
  polls: () => PollPoster | undefined;
}

/** What came of the polls of a club whose time is over: each is ended, and its votes are read from Discord. */
export function createCounting({ store: { clubs }, polls }: CountingOptions): CountPolls {
  return async (club, now) => {
    const counts = new Map<string, readonly Approval[] | 'counting'>();
    for (const session of await clubs.sessions.of(club.id, now)) {
      const closesAt = stepsOf(session, club).find(({ kind }) => kind === 'ballot-closes')?.at ?? session.at;
      const isDue = session.ballot === 'open' && session.poll && !session.cancelled && closesAt <= now;
      if (isDue) counts.set(session.date, await countOne(club, session, { now, closesAt }));
    }
    return counts;
  };

  async function countOne(
    club: Club,
    { date, at }: PlannedSession,
    { now, closesAt }: { now: number; closesAt: number },
  ): Promise<readonly Approval[] | 'counting'> {
    const message = await clubs.ballots.pollOf(club.id, date);
    if (!message) return [];
    const answer = await polls()?.end(message.channelId, message.messageId);
    if (answer?.kind === 'removed') return [];
    if (answer?.kind === 'final') return approvalsOf(await candidatesOf(club.id, date), answer.answers);
    // An hour before the session the paper is needed, with votes or without.
    const isLate = now >= Math.max(closesAt + LONGEST_COUNT_MS, at - HOUR_MS);
    return isLate ? [] : 'counting';
  }

  async function candidatesOf(clubId: string, date: string): Promise<string[]> {
    return (await clubs.ballots.ballot(clubId, date)).candidates.map(({ paperId }) => paperId);
  }
}

/** A poll's answers begin with the numbers of their papers in the ballot. */
function approvalsOf(
  paperIds: readonly string[],
  answers: readonly { text: string; userIds: readonly string[] }[],
): Approval[] {
  const byPerson = new Map<string, string[]>();
  for (const { text, userIds } of answers) {
    const paperId = paperIds[Number(/^\d+/.exec(text)?.[0] ?? 0) - 1];
    if (paperId === undefined) continue;
    for (const userId of userIds) byPerson.set(userId, [...(byPerson.get(userId) ?? []), paperId]);
  }
  return [...byPerson].map(([userId, ids]) => ({ userId, paperIds: ids }));
}
