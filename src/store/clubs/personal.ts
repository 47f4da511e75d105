import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';
import { lookAgain } from './looking.ts';

/** What a person did in journal clubs. */
export interface ClubData {
  /** How the clubs are called whose ids stand below. */
  names: { club: string; name: string }[];
  /** Clubs set up, or run as an organiser. */
  organised: { club: string; as: 'founder' | 'organiser' }[];
  nominated: { club: string; paper: string; why?: string; at: string }[];
  votes: { club: string; session: string; paper: string }[];
  presenting: { club: string; waitingSince: string; awayUntil?: string }[];
  presented: { club: string; session: string }[];
  /** Sessions whose paper this person nominated. */
  nominatedWhatWasRead: { club: string; session: string; paper: string }[];
  /** Direct messages of clubs: to what they belong, and when they were due. */
  told: { club: string; about: string; at: string }[];
  passedOn: { club: string; session: string }[];
  questions: { club: string; session: string; text: string; anonymous: boolean; at: string }[];
  /** What this person has read, and how they rate it. */
  readings: { club: string; paper: string; readAt?: string; rating?: number }[];
  attendance: { club: string; session: string; going: boolean; remind: boolean; present: boolean }[];
}

/** Empty where the person did nothing. */
export async function exportClubs(db: Kysely<Tables>, userId: string): Promise<ClubData[]> {
  const founded = await db
    .selectFrom('club')
    .innerJoin('subscription', 'subscription.id', 'club.id')
    .select('club.id')
    .where('set_up_by', '=', userId)
    .execute();
  const organised = await db.selectFrom('club_organiser').selectAll().where('user_id', '=', userId).execute();
  const nominated = await db
    .selectFrom('club_nomination')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('nominated_at')
    .execute();
  const votes = await db.selectFrom('club_vote').selectAll().where('user_id', '=', userId).orderBy('date').execute();
  const members = await db.selectFrom('club_member').selectAll().where('user_id', '=', userId).execute();
  const passed = await db.selectFrom('club_pass').selectAll().where('user_id', '=', userId).orderBy('date').execute();
  const attendance = await db
    .selectFrom('club_attendance')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('date')
    .execute();
  const presented = await db
    .selectFrom('club_session')
    .select(['club_id', 'date'])
    .where('presenter_id', '=', userId)
    .orderBy('date')
    .execute();
  const questions = await db
    .selectFrom('club_question')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('asked_at')
    .execute();
  const readings = await db
    .selectFrom('club_reading')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('paper_id')
    .execute();
  const read = await db
    .selectFrom('club_session')
    .select(['club_id', 'date', 'paper_id'])
    .where('nominator_id', '=', userId)
    .orderBy('date')
    .execute();
  const told = await db
    .selectFrom('delivery')
    .select(['subscription_id', 'date', 'due_at'])
    .where('recipient_id', '=', userId)
    .orderBy('due_at')
    .execute();
  const data: Omit<ClubData, 'names'> = {
    nominatedWhatWasRead: read.map(row => ({ club: row.club_id, session: row.date, paper: row.paper_id ?? '' })),
    told: told.map(row => ({ club: row.subscription_id, about: row.date ?? '', at: iso(row.due_at) })),
    organised: [
      ...founded.map(({ id }) => ({ club: id, as: 'founder' as const })),
      ...organised.map(row => ({ club: row.club_id, as: 'organiser' as const })),
    ],
    nominated: nominated.map(row => ({
      club: row.club_id,
      paper: row.paper_id,
      ...(row.why !== null && { why: row.why }),
      at: iso(row.nominated_at),
    })),
    votes: votes.map(row => ({ club: row.club_id, session: row.date, paper: row.paper_id })),
    presenting: members.map(row => ({
      club: row.club_id,
      waitingSince: iso(row.waiting_since),
      ...(row.away_until !== null && { awayUntil: row.away_until }),
    })),
    presented: presented.map(row => ({ club: row.club_id, session: row.date })),
    passedOn: passed.map(row => ({ club: row.club_id, session: row.date })),
    questions: questions.map(row => ({
      club: row.club_id,
      session: row.date,
      text: row.text,
      anonymous: row.anonymous === 1,
      at: iso(row.asked_at),
    })),
    readings: readings.map(row => ({
      club: row.club_id,
      paper: row.paper_id,
      ...(row.read_at !== null && { readAt: iso(row.read_at) }),
      ...(row.rating !== null && { rating: row.rating }),
    })),
    attendance: attendance.map(row => ({
      club: row.club_id,
      session: row.date,
      going: row.going === 1,
      remind: row.remind === 1,
      present: row.present === 1,
    })),
  };
  const ids = new Set(Object.values(data).flatMap(some => some.map(({ club }) => club)));
  if (ids.size === 0) return [];
  const names = await db
    .selectFrom('club')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute();
  return [{ names: names.map(({ id, name }) => ({ club: id, name })), ...data }];
}

/** Sessions and their papers stay; votes of ballots that are over have been counted. */
export async function forgetInClubs(trx: Kysely<Tables>, userId: string): Promise<void> {
  for (const table of [
    'club_organiser',
    'club_nomination',
    'club_vote',
    'club_member',
    'club_pass',
    'club_attendance',
    'club_question',
    'club_reading',
  ] as const)
    await trx.deleteFrom(table).where('user_id', '=', userId).execute();
  await trx.updateTable('club_session').set({ nominator_id: null }).where('nominator_id', '=', userId).execute();
  const presented = await trx
    .updateTable('club_session')
    .set({ presenter_id: null, presenter_state: null })
    .where('presenter_id', '=', userId)
    .returning('club_id')
    .execute();
  // At once, whatever the time: the next one is asked, and events name nobody who is gone.
  for (const clubId of new Set(presented.map(row => row.club_id))) await lookAgain(trx, clubId, 0);
  // Not null: what was for one person alone must not go to the channel instead.
  await trx.updateTable('delivery').set({ recipient_id: NOBODY }).where('recipient_id', '=', userId).execute();
}

/**
 * No Discord id. Whoever set something up had their data deleted, and nobody is told about it in private; a delivery to
 * them ends.
 */
export const NOBODY = '';

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
