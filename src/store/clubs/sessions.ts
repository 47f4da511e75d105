import type { Kysely } from 'kysely';
import type { PlannedSession, Session } from '../../clubs/club.ts';
import type { Database } from '../database.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { Tables } from '../schema.ts';
import { lookAgain } from './clubs.ts';
import { sessionOf } from './rows.ts';

const DAY_MS = 24 * 60 * 60_000;

/** `changed`: somebody else has moved or cancelled it since it was looked at. */
export type SessionChanged = 'done' | 'changed';

/** Sessions that are on record. Each change is made only where the session still is as it was looked at. */
export interface ClubSessions {
  /** Those that begin after an instant, and those that would without having been moved; by their date. */
  of(clubId: string, after: number): Promise<PlannedSession[]>;
  get(clubId: string, date: string): Promise<PlannedSession | undefined>;
  /** Whether a paper is read, or was, in a session that takes place. */
  reads(clubId: string, paperId: string): Promise<boolean>;
  move(clubId: string, session: Session, to: number, now: number): Promise<SessionChanged>;
  /** Or lets a cancelled one take place after all. */
  cancel(clubId: string, session: Session, cancelled: boolean, now: number): Promise<SessionChanged>;
  /** A paper that no ballot decides; undefined takes it back. */
  setGuest(clubId: string, session: Session, paperId: string | undefined, now: number): Promise<SessionChanged>;
}

export function clubSessions({ db, traits }: Pick<Database, 'db' | 'traits'>): ClubSessions {
  type Set = Partial<Tables['club_session']>;
  const change = (clubId: string, session: Session, set: Set, now: number): Promise<SessionChanged> =>
    db.transaction().execute(async trx => {
      await oneAtATime(trx, traits, 'planning');
      await putOnRecord(trx, clubId, session);
      const changed = await trx
        .updateTable('club_session')
        .set(set)
        .where('club_id', '=', clubId)
        .where('date', '=', session.date)
        .where('moves', '=', session.moves)
        .where('cancelled', '=', session.cancelled ? 1 : 0)
        .returning('date')
        .executeTakeFirst();
      await lookAgain(trx, clubId, now);
      return changed ? 'done' : 'changed';
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
    move: (clubId, session, at, now) => change(clubId, session, { at, moves: session.moves + 1 }, now),
    cancel: (clubId, session, cancelled, now) => change(clubId, session, { cancelled: cancelled ? 1 : 0 }, now),
    setGuest: (clubId, session, paperId, now) =>
      change(
        clubId,
        session,
        paperId === undefined
          ? { paper_id: null, decided_by: null, votes: 0, voters: 0, nominator_id: null }
          : { paper_id: paperId, decided_by: 'guest', votes: 0, voters: 0, nominator_id: null },
        now,
      ),
  };
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
    })
    .onConflict(conflict => conflict.columns(['club_id', 'date']).doNothing())
    .execute();
}
