import type { Kysely } from 'kysely';
import { overlapping } from '../../clubs/calendar.ts';
import type { PlannedSession, Session } from '../../clubs/club.ts';
import { stepName } from '../../clubs/steps.ts';
import type { Database } from '../database.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { Tables } from '../schema.ts';
import { lookAgain } from './looking.ts';
import { findClubs, sessionOf } from './rows.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** `changed`: somebody else has moved or cancelled it since it was looked at. */
export type SessionChanged = 'done' | 'changed';
/** `taken`: another session of the club is at that time. Nothing was changed. */
export type SessionMoved = SessionChanged | 'taken';

/** Sessions that are on record. Each change is made only where the session still is as it was looked at. */
export interface ClubSessions {
  /** Those that begin after an instant, and those that would without having been moved; by their date. */
  of(clubId: string, after: number): Promise<PlannedSession[]>;
  get(clubId: string, date: string): Promise<PlannedSession | undefined>;
  /** Whether a paper is read, or was, in a session that takes place. */
  reads(clubId: string, paperId: string): Promise<boolean>;
  move(clubId: string, session: Session, to: number, now: number): Promise<SessionMoved>;
  cancel(clubId: string, session: Session, now: number): Promise<SessionChanged>;
  /** A cancelled one takes place after all. */
  restore(clubId: string, session: Session, now: number): Promise<SessionMoved>;
  /** A paper that no ballot decides. */
  setGuest(clubId: string, session: Session, paperId: string, now: number): Promise<SessionChanged>;
  /**
   * The ballot decides again; one that did not open because of the guest's paper can. `changed` also where there is
   * none.
   */
  takeGuestBack(clubId: string, session: Session, now: number): Promise<SessionChanged>;
}

export function clubSessions({ db, traits }: Pick<Database, 'db' | 'traits'>): ClubSessions {
  type Set = Partial<Tables['club_session']>;

  async function change(
    trx: Kysely<Tables>,
    clubId: string,
    session: Session,
    set: Set,
    { now, isToTell }: { now: number; isToTell: boolean },
  ): Promise<SessionChanged> {
    await putOnRecord(trx, clubId, session);
    const changed = await trx
      .updateTable('club_session')
      .set(({ eb }) => ({ ...set, ...(isToTell && { changes: eb('changes', '+', 1) }) }))
      .where('club_id', '=', clubId)
      .where('date', '=', session.date)
      .where('moves', '=', session.moves)
      .where('cancelled', '=', session.cancelled ? 1 : 0)
      .returning('date')
      .executeTakeFirst();
    await lookAgain(trx, clubId, now);
    return changed ? 'done' : 'changed';
  }

  const alone = <T>(work: (trx: Kysely<Tables>) => Promise<T>): Promise<T> =>
    db.transaction().execute(async trx => {
      await oneAtATime(trx, traits, 'planning');
      return work(trx);
    });

  /** It takes place at an instant, if no other session of the club does. */
  const takesPlace = (clubId: string, session: Session, at: number, set: Set, now: number): Promise<SessionMoved> =>
    alone(async trx => {
      if (await isTaken(trx, clubId, session, at)) return 'taken';
      return change(trx, clubId, session, { ...set, since: now }, { now, isToTell: true });
    });

  return {
    of: (clubId, after) => sessionsOf(db, clubId, after),
    get: (clubId, date) => sessionAt(db, clubId, date),
    async reads(clubId, paperId) {
      const found = await db
        .selectFrom('club_session')
        .select('date')
        .where('club_id', '=', clubId)
        .where('paper_id', '=', paperId)
        .where('cancelled', '=', 0)
        .executeTakeFirst();
      return found !== undefined;
    },
    move: (clubId, session, at, now) =>
      takesPlace(clubId, session, at, { at, moves: session.moves + 1, restored: 0 }, now),
    cancel: (clubId, session, now) =>
      alone(trx => change(trx, clubId, session, { cancelled: 1 }, { now, isToTell: true })),
    restore: (clubId, session, now) => takesPlace(clubId, session, session.at, { cancelled: 0, restored: 1 }, now),
    setGuest: (clubId, session, paperId, now) =>
      alone(trx => change(trx, clubId, session, chosenByGuest(paperId), { now, isToTell: false })),
    takeGuestBack: (clubId, session, now) =>
      alone(async trx => {
        const known = await sessionAt(trx, clubId, session.date);
        if (known?.paper?.decidedBy !== 'guest') return 'changed';
        await trx
          .deleteFrom('delivery')
          .where('subscription_id', '=', clubId)
          .where('date', '=', stepName(session, 'ballot-opens'))
          .where('note', '=', 'settled')
          .execute();
        return change(trx, clubId, session, chosenByGuest(undefined), { now, isToTell: false });
      }),
  };
}

function chosenByGuest(paperId: string | undefined) {
  return {
    paper_id: paperId ?? null,
    decided_by: paperId === undefined ? null : ('guest' as const),
    votes: 0,
    voters: 0,
    nominator_id: null,
  };
}

async function isTaken(trx: Kysely<Tables>, clubId: string, session: Session, at: number): Promise<boolean> {
  const [club] = await findClubs(trx, { id: clubId });
  if (!club) return false;
  const lengthMs = club.minutes * MINUTE_MS;
  const known = await sessionsOf(trx, clubId, at - lengthMs);
  return overlapping({ rule: club.rule, holidays: club.holidays, known }, session, at, lengthMs) !== undefined;
}

export async function sessionsOf(db: Kysely<Tables>, clubId: string, after: number): Promise<PlannedSession[]> {
  const rows = await db
    .selectFrom('club_session')
    .selectAll()
    .where('club_id', '=', clubId)
    .where(({ eb, or }) => or([eb('at', '>', after), eb('date', '>=', dateBefore(after))]))
    .orderBy('date')
    .execute();
  return rows.map(sessionOf);
}

/** No session whose date is earlier begins after the instant, in any time zone, unless it was moved. */
function dateBefore(after: number): string {
  return new Date(after - 2 * DAY_MS).toISOString().slice(0, 10);
}

export async function sessionAt(db: Kysely<Tables>, clubId: string, date: string): Promise<PlannedSession | undefined> {
  const row = await db
    .selectFrom('club_session')
    .selectAll()
    .where('club_id', '=', clubId)
    .where('date', '=', date)
    .executeTakeFirst();
  return row && sessionOf(row);
}

/** Does nothing where it is on record. */
export async function putOnRecord(trx: Kysely<Tables>, clubId: string, session: Session): Promise<void> {
  await trx
    .insertInto('club_session')
    .values({
      club_id: clubId,
      date: session.date,
      at: session.at,
      moves: session.moves,
      cancelled: session.cancelled ? 1 : 0,
      ballot: null,
      poll: 0,
      paper_id: null,
      decided_by: null,
      votes: 0,
      voters: 0,
      nominator_id: null,
      presenter_id: null,
      presenter_state: null,
      changes: 0,
      told: 0,
      restored: 0,
      since: null,
      closes_at: null,
    })
    .onConflict(conflict => conflict.columns(['club_id', 'date']).doNothing())
    .execute();
}
