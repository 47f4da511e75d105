import type { Kysely } from 'kysely';
import { isOnHoliday } from '../../clubs/calendar.ts';
import { stepName } from '../../clubs/steps.ts';
import type { Approval, Candidate } from '../../clubs/tally.ts';
import type { Database } from '../database.ts';
import { MOST_NOMINATIONS, MOST_NOMINATIONS_OF_ONE } from '../quotas.ts';
import type { Tables } from '../schema.ts';
import { findClubs } from './rows.ts';

export interface Nomination extends Candidate {
  /** The people who nominated it, the first one first. */
  nominators: readonly string[];
  /** Why, in the words of those who said it. */
  reasons: readonly string[];
}

export interface Ballot {
  candidates: readonly Candidate[];
  approvals: readonly Approval[];
}

/** What people nominate, and what they vote for. */
export interface ClubBallots {
  /**
   * `again`: this person had nominated it; a reason given now takes the place of the old one. `full`: the club, or this
   * person, has as many as one may have.
   */
  nominate(
    clubId: string,
    paperId: string,
    by: { userId: string; why?: string | undefined; now: number },
  ): Promise<'first' | 'second-voice' | 'again' | 'full'>;
  /** Whether there was one of this person. */
  withdraw(clubId: string, paperId: string, userId: string): Promise<boolean>;
  /** What is nominated and was not read: what most people nominated first, of these the first nominated. */
  nominations(clubId: string): Promise<Nomination[]>;
  /**
   * Takes the place of what this person had voted. `closed`: the ballot is not open or is a poll of Discord's, its
   * session is cancelled, or it has no such paper; nothing changes.
   */
  vote(
    clubId: string,
    date: string,
    vote: { userId: string; paperIds: readonly string[] },
  ): Promise<'voted' | 'closed'>;
  ballot(clubId: string, date: string): Promise<Ballot>;
  /** Where the poll of a session stands; undefined where it was not posted. */
  pollOf(clubId: string, date: string): Promise<{ channelId: string; messageId: string } | undefined>;
  /** A poll cannot be posted there: the ballot is one of ours. */
  withoutPoll(clubId: string, date: string): Promise<void>;
}

export function clubBallots({ db, traits }: Pick<Database, 'db' | 'traits'>): ClubBallots {
  return {
    nominate: (clubId, paperId, { userId, why, now }) =>
      db.transaction().execute(async trx => {
        // What stands there of a paper that was read since is no voice for reading it again.
        await forgetRead(trx, clubId, now);
        const all = await trx
          .selectFrom('club_nomination')
          .select(['paper_id', 'user_id'])
          .where('club_id', '=', clubId)
          .execute();
        const ofPaper = all.filter(row => row.paper_id === paperId);
        const isAgain = ofPaper.some(row => row.user_id === userId);
        const own = all.filter(row => row.user_id === userId).length;
        if (!isAgain && (all.length >= MOST_NOMINATIONS || own >= MOST_NOMINATIONS_OF_ONE)) return 'full';
        await trx
          .insertInto('club_nomination')
          .values({ club_id: clubId, paper_id: paperId, user_id: userId, why: why ?? null, nominated_at: now })
          .onConflict(conflict => {
            const there = conflict.columns(['club_id', 'paper_id', 'user_id']);
            return why === undefined ? there.doNothing() : there.doUpdateSet({ why });
          })
          .execute();
        if (isAgain) return 'again';
        return ofPaper.length === 0 ? 'first' : 'second-voice';
      }),

    async withdraw(clubId, paperId, userId) {
      const gone = await db
        .deleteFrom('club_nomination')
        .where('club_id', '=', clubId)
        .where('paper_id', '=', paperId)
        .where('user_id', '=', userId)
        .returning('paper_id')
        .executeTakeFirst();
      return gone !== undefined;
    },

    nominations: clubId => nominationsOf(db, clubId),

    vote: (clubId, date, { userId, paperIds }) =>
      db.transaction().execute(async trx => {
        // Whoever closes the ballot waits for this vote, or this vote finds it closed: no vote that was accepted is
        // lost.
        const open = await trx
          .selectFrom('club_session')
          .select('date')
          .where('club_id', '=', clubId)
          .where('date', '=', date)
          .where('ballot', '=', 'open')
          .where('cancelled', '=', 0)
          // In a poll of Discord's nobody votes here, whatever a client sends.
          .where('poll', '=', 0)
          .$if(traits.rowLocks, locking => locking.forUpdate())
          .executeTakeFirst();
        if (!open) return 'closed';
        // Not the votes of all others: many vote at once.
        const known = new Set((await candidatesOf(trx, clubId, date)).map(({ paperId }) => paperId));
        const wanted = [...new Set(paperIds)];
        if (wanted.some(id => !known.has(id))) return 'closed';
        await trx
          .deleteFrom('club_vote')
          .where('club_id', '=', clubId)
          .where('date', '=', date)
          .where('user_id', '=', userId)
          .execute();
        if (wanted.length > 0)
          await trx
            .insertInto('club_vote')
            .values(wanted.map(id => ({ club_id: clubId, date, user_id: userId, paper_id: id })))
            .execute();
        return 'voted';
      }),

    ballot: (clubId, date) => ballotOf(db, clubId, date),

    async pollOf(clubId, date) {
      const row = await db
        .selectFrom('delivery')
        .select(['channel_id', 'message_id'])
        .where('subscription_id', '=', clubId)
        .where('date', '=', stepName({ date, moves: 0 }, 'ballot-opens'))
        .where('state', '=', 'sent')
        .executeTakeFirst();
      const { channel_id: channelId, message_id: messageId } = row ?? {};
      return channelId && messageId ? { channelId, messageId } : undefined;
    },

    async withoutPoll(clubId, date) {
      await db
        .updateTable('club_session')
        .set({ poll: 0 })
        .where('club_id', '=', clubId)
        .where('date', '=', date)
        .execute();
    },
  };
}

export async function nominationsOf(db: Kysely<Tables>, clubId: string): Promise<Nomination[]> {
  const rows = await db
    .selectFrom('club_nomination')
    .selectAll()
    .where('club_id', '=', clubId)
    .orderBy('nominated_at')
    .orderBy('paper_id')
    .orderBy('user_id')
    .execute();
  const papers = [...Map.groupBy(rows, row => row.paper_id)].map(([paperId, some]) => ({
    paperId,
    voices: some.length,
    nominatedAt: some[0]?.nominated_at ?? 0,
    nominators: some.map(row => row.user_id),
    reasons: some.flatMap(row => row.why ?? []),
  }));
  return papers.sort((a, b) => b.voices - a.voices || a.nominatedAt - b.nominatedAt);
}

async function candidatesOf(db: Kysely<Tables>, clubId: string, date: string): Promise<Candidate[]> {
  const rows = await db
    .selectFrom('club_candidate')
    .selectAll()
    .where('club_id', '=', clubId)
    .where('date', '=', date)
    .orderBy('position')
    .execute();
  return rows.map(row => ({ paperId: row.paper_id, voices: row.voices, nominatedAt: row.nominated_at }));
}

export async function ballotOf(db: Kysely<Tables>, clubId: string, date: string): Promise<Ballot> {
  const votes = await db
    .selectFrom('club_vote')
    .select(['user_id', 'paper_id'])
    .where('club_id', '=', clubId)
    .where('date', '=', date)
    .execute();
  return {
    candidates: await candidatesOf(db, clubId, date),
    approvals: [...Map.groupBy(votes, row => row.user_id)].map(([userId, some]) => ({
      userId,
      paperIds: some.map(row => row.paper_id),
    })),
  };
}

/** What was read in a session that was held is not nominated any more, unless somebody has nominated it since. */
export async function forgetRead(trx: Kysely<Tables>, clubId: string, now: number): Promise<void> {
  const [club] = await findClubs(trx, { id: clubId });
  const rows = await trx
    .selectFrom('club_nomination')
    .innerJoin('club_session', join =>
      join
        .onRef('club_session.club_id', '=', 'club_nomination.club_id')
        .onRef('club_session.paper_id', '=', 'club_nomination.paper_id')
        .onRef('club_session.at', '>=', 'club_nomination.nominated_at'),
    )
    .select(['club_session.paper_id', 'date', 'at', 'moves'])
    .where('club_session.club_id', '=', clubId)
    .where('cancelled', '=', 0)
    .where('at', '<=', now)
    .distinct()
    .execute();
  for (const { paper_id, date, at, moves } of rows)
    if (!isOnHoliday({ date, moves }, club?.holidays ?? []))
      await trx
        .deleteFrom('club_nomination')
        .where('club_id', '=', clubId)
        .where('paper_id', '=', paper_id ?? '')
        .where('nominated_at', '<=', at)
        .execute();
}

/** People in one statement: both databases bound the number of parameters. */
const ROWS = 200;

/** Votes for papers of the ballot; others are left out. */
export async function addVotes(
  trx: Kysely<Tables>,
  clubId: string,
  date: string,
  approvals: readonly Approval[],
): Promise<void> {
  const { candidates } = await ballotOf(trx, clubId, date);
  const known = new Set(candidates.map(({ paperId }) => paperId));
  const rows = approvals.flatMap(({ userId, paperIds }) =>
    paperIds.filter(id => known.has(id)).map(id => ({ club_id: clubId, date, user_id: userId, paper_id: id })),
  );
  for (let first = 0; first < rows.length; first += ROWS)
    await trx
      .insertInto('club_vote')
      .values(rows.slice(first, first + ROWS))
      .onConflict(conflict => conflict.columns(['club_id', 'date', 'user_id', 'paper_id']).doNothing())
      .execute();
}
