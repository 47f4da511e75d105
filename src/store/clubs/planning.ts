import type { Kysely } from 'kysely';
import type { Club, PlannedSession, Session } from '../../clubs/club.ts';
import { type Member, presented } from '../../clubs/rotation.ts';
import { stepName } from '../../clubs/steps.ts';
import type { Approval, Candidate } from '../../clubs/tally.ts';
import { datesFrom } from '../occurrence-dates.ts';
import type { Tables } from '../schema.ts';
import { addVotes, type Ballot, ballotOf, forgetRead, type Nomination, nominationsOf } from './ballots.ts';
import { type EventState, eventsOf, nextEventName, planEvent } from './events.ts';
import { membersOf, passedOn, waitSince } from './people.ts';
import { findClubs, sessionOf } from './rows.ts';
import { putOnRecord, sessionAt, sessionsOf } from './sessions.ts';

/** What the planner of clubs asks and writes while nobody else plans. */
export interface ClubPlanning {
  club(id: string): Promise<Club | undefined>;
  sessions(clubId: string, after: number): Promise<PlannedSession[]>;
  session(clubId: string, date: string): Promise<PlannedSession | undefined>;
  /** Names of the deliveries that are on record, of sessions from a date on. */
  done(clubId: string, from: string): Promise<Set<string>>;
  /** Ids of the papers that were announced for a session, each time, the latest last; undefined: that there is none. */
  announced(clubId: string, date: string): Promise<(string | undefined)[]>;
  /**
   * To whom the question who presents went, each time, the latest last: to a person, or to all; `settled`: it was not
   * asked.
   */
  asked(clubId: string, name: string): Promise<('person' | 'all' | 'settled')[]>;
  nominations(clubId: string): Promise<Nomination[]>;
  /** Opens the ballot with these papers; again it does nothing. `poll`: as a poll of Discord's. */
  openBallot(clubId: string, session: Session, candidates: readonly Candidate[], how: { poll: boolean }): Promise<void>;
  /** People are told when its ballot closes, or that it has closed; the first time stays. */
  tellClosing(clubId: string, session: Session, at: number): Promise<void>;
  /** No vote is taken any more; every vote that was taken is in the answer. `counted`: those of Discord's poll. */
  closeBallot(clubId: string, date: string, counted?: readonly Approval[]): Promise<Ballot>;
  /**
   * The session's paper. Its nominations stay until the session is held, should it be cancelled or get another paper.
   */
  decide(clubId: string, session: Session, paper: NonNullable<PlannedSession['paper']>): Promise<void>;
  /** What was read is not nominated any more. */
  forgetRead(clubId: string, now: number): Promise<void>;
  /**
   * Sessions to come, also on holidays, of which people have still to hear that they were moved, cancelled or restored.
   */
  untold(clubId: string, now: number): Promise<PlannedSession[]>;
  /** People hear of it now. */
  told(clubId: string, date: string): Promise<void>;
  /** Whether people have still to hear of a new rule; from now on not any more. */
  tellRule(clubId: string): Promise<boolean>;
  /** Of the sessions that begin after an instant. */
  events(clubId: string, after: number): Promise<EventState[]>;
  /** The name of the next delivery of a session's event; undefined while one is under way. */
  nextEvent(clubId: string, date: string): Promise<string | undefined>;
  /** What an event is to show from now on. */
  planEvent(clubId: string, session: Pick<Session, 'date' | 'at'>, facts: string): Promise<void>;
  members(clubId: string): Promise<Member[]>;
  passed(clubId: string, date: string): Promise<Set<string>>;
  /** How many people passed on after they were asked. */
  passedOn(clubId: string, date: string): Promise<number>;
  ask(clubId: string, session: Session, userId: string): Promise<void>;
  /** The presenter of a session goes to the end of the rotation. */
  presented(clubId: string, userId: string, at: number): Promise<void>;
  /** People who want to be reminded in direct messages. */
  reminded(clubId: string, date: string): Promise<string[]>;
}

/** By the numbers that end the names of deliveries; the first has none. */
function inTurn<T extends { date: string | null }>(rows: readonly T[]): T[] {
  const number = ({ date }: T) => Number(/:(\d+)$/.exec(date ?? '')?.[1] ?? 1);
  return rows.toSorted((a, b) => number(a) - number(b));
}

export function clubPlanning(trx: Kysely<Tables>): ClubPlanning {
  return {
    async club(id) {
      return (await findClubs(trx, { id }))[0];
    },
    sessions: (clubId, after) => sessionsOf(trx, clubId, after),
    session: (clubId, date) => sessionAt(trx, clubId, date),

    done: (clubId, from) => datesFrom(trx, clubId, from),

    async announced(clubId, date) {
      const rows = await trx
        .selectFrom('delivery')
        .leftJoin('delivery_paper', 'delivery_id', 'id')
        .where('subscription_id', '=', clubId)
        .where('delivery.date', 'like', `${stepName({ date, moves: 0 }, 'ballot-closes')}%`)
        .select(['paper_id', 'date'])
        .execute();
      return inTurn(rows).map(row => row.paper_id ?? undefined);
    },

    async asked(clubId, name) {
      const rows = await trx
        .selectFrom('delivery')
        .select(['date', 'recipient_id', 'note'])
        .where('subscription_id', '=', clubId)
        .where(({ eb, or }) => or([eb('date', '=', name), eb('date', 'like', `${name}:%`)]))
        .execute();
      return inTurn(rows).map(row => {
        if (row.recipient_id !== null) return 'person';
        return row.note === 'settled' ? 'settled' : 'all';
      });
    },

    nominations: clubId => nominationsOf(trx, clubId),

    async openBallot(clubId, session, candidates, { poll }) {
      await putOnRecord(trx, clubId, session);
      const opened = await trx
        .updateTable('club_session')
        .set({ ballot: 'open', poll: poll ? 1 : 0 })
        .where('club_id', '=', clubId)
        .where('date', '=', session.date)
        .where('ballot', 'is', null)
        .returning('date')
        .executeTakeFirst();
      if (!opened) return;
      await trx
        .insertInto('club_candidate')
        .values(
          candidates.map(({ paperId, voices, nominatedAt }, position) => ({
            club_id: clubId,
            date: session.date,
            paper_id: paperId,
            position,
            voices,
            nominated_at: nominatedAt,
          })),
        )
        .execute();
    },

    async tellClosing(clubId, session, at) {
      await putOnRecord(trx, clubId, session);
      await trx
        .updateTable('club_session')
        .set({ closes_at: at })
        .where('club_id', '=', clubId)
        .where('date', '=', session.date)
        .where('closes_at', 'is', null)
        .execute();
    },

    async closeBallot(clubId, date, counted = []) {
      const closed = await trx
        .updateTable('club_session')
        .set({ ballot: 'closed' })
        .where('club_id', '=', clubId)
        .where('date', '=', date)
        .where('ballot', '=', 'open')
        .returning('date')
        .executeTakeFirst();
      if (closed) await addVotes(trx, clubId, date, counted);
      return ballotOf(trx, clubId, date);
    },

    async decide(clubId, session, { id, decidedBy, votes, voters, nominatorId }) {
      await putOnRecord(trx, clubId, session);
      await trx
        .updateTable('club_session')
        .set({ paper_id: id, decided_by: decidedBy, votes, voters, nominator_id: nominatorId ?? null })
        .where('club_id', '=', clubId)
        .where('date', '=', session.date)
        .execute();
    },

    forgetRead: (clubId, now) => forgetRead(trx, clubId, now),

    async untold(clubId, now) {
      const rows = await trx
        .selectFrom('club_session')
        .selectAll()
        .where('club_id', '=', clubId)
        .where('at', '>', now)
        .whereRef('changes', '>', 'told')
        .orderBy('at')
        .execute();
      return rows.map(sessionOf);
    },

    async told(clubId, date) {
      await trx
        .updateTable('club_session')
        .set(({ ref }) => ({ told: ref('changes') }))
        .where('club_id', '=', clubId)
        .where('date', '=', date)
        .execute();
    },

    async tellRule(clubId) {
      const untold = await trx
        .updateTable('club')
        .set({ rule_told: 1 })
        .where('id', '=', clubId)
        .where('rule_told', '=', 0)
        .returning('id')
        .executeTakeFirst();
      return untold !== undefined;
    },

    events: (clubId, after) => eventsOf(trx, clubId, { after }),
    nextEvent: (clubId, date) => nextEventName(trx, clubId, date),
    planEvent: (clubId, session, facts) => planEvent(trx, clubId, session, facts),

    members: clubId => membersOf(trx, clubId),
    passed: (clubId, date) => passedOn(trx, clubId, date),
    async passedOn(clubId, date) {
      const { people } = await trx
        .selectFrom('club_pass')
        .select(({ fn }) => fn.countAll<number>().as('people'))
        .where('club_id', '=', clubId)
        .where('date', '=', date)
        .where('ahead', '=', 0)
        .executeTakeFirstOrThrow();
      return people;
    },

    async ask(clubId, session, userId) {
      await putOnRecord(trx, clubId, session);
      await trx
        .updateTable('club_session')
        .set({ presenter_id: userId, presenter_state: 'asked' })
        .where('club_id', '=', clubId)
        .where('date', '=', session.date)
        .execute();
    },

    async presented(clubId, userId, at) {
      const before = await membersOf(trx, clubId);
      const after = presented(before, userId, at);
      await waitSince(
        trx,
        clubId,
        after.filter((member, i) => member.waitingSince !== before[i]?.waitingSince),
      );
    },

    async reminded(clubId, date) {
      const rows = await trx
        .selectFrom('club_attendance')
        .select('user_id')
        .where('club_id', '=', clubId)
        .where('date', '=', date)
        .where('remind', '=', 1)
        .orderBy('user_id')
        .execute();
      return rows.map(row => row.user_id);
    },
  };
}
