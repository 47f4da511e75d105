import type { Club, PlannedSession } from '../../clubs/club.ts';
import { stepsOf } from '../../clubs/steps.ts';
import type { Approval } from '../../clubs/tally.ts';
import type { Store } from '../../store/index.ts';
import type { PollPoster } from '../ports/poster.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/**
 * While Discord counts, or does not answer, it is asked again after this long; then after twice as long, and so on. In
 * ms.
 */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * MINUTE_MS;
/** How long Discord is asked, in ms: where it refuses, where it counts, and where it gives no clear answer. */
const PATIENCE_MS = { refused: 10 * MINUTE_MS, counting: 30 * MINUTE_MS, silent: 2 * HOUR_MS };
/** So long at least Discord is asked, in ms, also where the session is near. */
const LEAST_PATIENCE_MS = 10 * MINUTE_MS;

/** Who approved of what in a poll; `counting` while that is not known, `unreadable` where it will never be. */
export type PollCount = readonly Approval[] | 'counting' | 'unreadable';
/** By session. */
export type PollCounts = ReadonlyMap<string, PollCount>;

/**
 * What came of polls. Each is ended, and its votes are read from Discord: less and less often where it does not say
 * them, and not for ever.
 */
export interface Counting {
  /** Sessions of a club whose poll is to end now. */
  due(club: Club, now: number): Promise<PlannedSession[]>;
  /**
   * What is known of a session's poll, and when Discord is to be asked about it (ms since the epoch); missing where it
   * is known.
   */
  known(club: Club, session: PlannedSession): { count: PollCount; askAt?: number };
  /** Asks Discord once. */
  ask(club: Club, session: PlannedSession, now: number): Promise<void>;
}

export interface CountingOptions {
  store: Pick<Store, 'clubs'>;
  polls: () => PollPoster | undefined;
}

interface Asked {
  firstAt: number;
  tries: number;
  askAt: number;
  count: PollCount;
}

export function createCounting({ store: { clubs }, polls }: CountingOptions): Counting {
  const asked = new Map<string, Asked>();
  const keyOf = ({ id }: Club, { date }: Pick<PlannedSession, 'date'>) => `${id} ${date}`;

  return {
    async due(club, now) {
      const sessions = (await clubs.sessions.of(club.id, now)).filter(session => {
        const closesAt = stepsOf(session, club).find(({ kind }) => kind === 'ballot-closes')?.at ?? session.at;
        return session.ballot === 'open' && session.poll && !session.cancelled && closesAt <= now;
      });
      const keys = new Set(sessions.map(session => keyOf(club, session)));
      for (const key of asked.keys()) if (key.startsWith(`${club.id} `) && !keys.has(key)) asked.delete(key);
      return sessions;
    },

    known(club, session) {
      const { count = 'counting', askAt = 0 } = asked.get(keyOf(club, session)) ?? {};
      return count === 'counting' ? { count, askAt } : { count };
    },

    async ask(club, session, now) {
      const key = keyOf(club, session);
      const { firstAt, tries } = asked.get(key) ?? { firstAt: now, tries: 0 };
      const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 10));
      const again: Asked = { firstAt, tries: tries + 1, askAt: now + pauseMs, count: 'counting' };
      // Noted first: an answer that never comes is waited for no longer than others.
      asked.set(key, again);
      const { count, patienceMs } = await countOne(club, session);
      // An hour before the session the paper is needed, with votes or without.
      const until = Math.min(firstAt + patienceMs, Math.max(firstAt + LEAST_PATIENCE_MS, session.at - HOUR_MS));
      asked.set(key, { ...again, count: count === 'counting' && now >= until ? 'unreadable' : count });
    },
  };

  async function countOne(club: Club, { date }: PlannedSession): Promise<{ count: PollCount; patienceMs: number }> {
    const message = await clubs.ballots.pollOf(club.id, date);
    if (!message) return { count: 'unreadable', patienceMs: 0 };
    const answer = await polls()?.end(message.channelId, message.messageId);
    switch (answer?.kind) {
      case 'removed':
        return { count: 'unreadable', patienceMs: 0 };
      case 'final':
        return { count: approvalsOf(await candidatesOf(club.id, date), answer.answers), patienceMs: 0 };
      case 'counting':
        return { count: 'counting', patienceMs: PATIENCE_MS.counting };
      case 'barred':
      case 'refused':
        return { count: 'counting', patienceMs: PATIENCE_MS.refused };
      default:
        return { count: 'counting', patienceMs: PATIENCE_MS.silent };
    }
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
