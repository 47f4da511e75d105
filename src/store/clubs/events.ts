import type { Kysely } from 'kysely';
import type { Session } from '../../clubs/club.ts';
import { sessionMark } from '../../clubs/ics.ts';
import { stepName } from '../../clubs/steps.ts';
import type { Database } from '../database.ts';
import type { Tables } from '../schema.ts';
import { lookAgain } from './looking.ts';

/** What a session's event was last to show where there is to be none. */
export const NO_EVENT = 'none';

/** What was done about a session's event. */
export interface EventState {
  date: string;
  eventId?: string;
  /** What it was last to show, and when the session begins by that (ms since the epoch). */
  facts: string;
  at: number;
  /** Somebody took it away. */
  gone: boolean;
}

/** Events of sessions, as Discord has them. */
export interface ClubEvents {
  get(clubId: string, date: string): Promise<EventState | undefined>;
  /** Discord has it; or, without an id, does not have it any more. False where the club was removed meanwhile. */
  made(clubId: string, date: string, eventId: string | undefined): Promise<boolean>;
  /** Somebody took it away: it is not made again. */
  gone(clubId: string, date: string): Promise<void>;
  /** What could not be made or cancelled is tried again; in one server, or in all. Whether there is something. */
  retry(guildId: string | undefined, now: number): Promise<boolean>;
}

export function clubEvents({ db }: Pick<Database, 'db'>): ClubEvents {
  const of = (clubId: string, date: string) =>
    db.updateTable('club_event').where('club_id', '=', clubId).where('date', '=', date);
  return {
    async get(clubId, date) {
      return (await eventsOf(db, clubId, { date }))[0];
    },

    async made(clubId, date, eventId) {
      const noted = await of(clubId, date)
        .set({ event_id: eventId ?? null })
        .returning('date')
        .executeTakeFirst();
      return noted !== undefined;
    },

    async gone(clubId, date) {
      await of(clubId, date).set({ gone: 1 }).execute();
    },

    async retry(guildId, now) {
      const rows = await db
        .updateTable('club_event')
        .set({ facts: '' })
        .where('gone', '=', 0)
        .where(({ eb, and, or }) =>
          or([
            and([eb('event_id', 'is', null), eb('facts', '!=', NO_EVENT)]),
            and([eb('event_id', 'is not', null), eb('facts', '=', NO_EVENT)]),
          ]),
        )
        .where('at', '>', now)
        .where('club_id', 'in', query =>
          query
            .selectFrom('subscription')
            .select('id')
            .where('kind', '=', 'club')
            .$if(guildId !== undefined, some => some.where('guild_id', '=', guildId ?? '')),
        )
        .returning('club_id')
        .execute();
      for (const clubId of new Set(rows.map(row => row.club_id))) await lookAgain(db, clubId, now);
      return rows.length > 0;
    },
  };
}

/** Of one date, or of the sessions that begin after an instant. */
export async function eventsOf(
  db: Kysely<Tables>,
  clubId: string,
  which: { date: string } | { after: number },
): Promise<EventState[]> {
  const all = db.selectFrom('club_event').selectAll().where('club_id', '=', clubId).orderBy('date');
  const rows = await ('date' in which
    ? all.where('date', '=', which.date)
    : all.where('at', '>', which.after)
  ).execute();
  return rows.map(({ date, event_id, facts, at, gone }) => ({
    date,
    ...(event_id !== null && { eventId: event_id }),
    facts,
    at,
    gone: gone === 1,
  }));
}

/**
 * The name of the next delivery of a session's event; undefined while one is under way, or the club's removal is still
 * cancelling it.
 */
export async function nextEventName(trx: Kysely<Tables>, clubId: string, date: string): Promise<string | undefined> {
  const name = stepName({ date, moves: 0 }, 'event');
  const rows = await trx
    .selectFrom('delivery')
    .select('state')
    .where('subscription_id', '=', clubId)
    .where(({ eb, or }) => or([eb('date', '=', name), eb('date', 'like', `${name}:%`)]))
    .execute();
  if (rows.some(({ state }) => state === 'planned' || state === 'sending')) return undefined;
  if (await isLeft(trx, clubId, date)) return undefined;
  return rows.length === 0 ? name : `${name}:${rows.length + 1}`;
}

export async function planEvent(
  trx: Kysely<Tables>,
  clubId: string,
  { date, at }: Pick<Session, 'date' | 'at'>,
  facts: string,
) {
  await trx
    .insertInto('club_event')
    .values({ club_id: clubId, date, event_id: null, facts, at, gone: 0 })
    .onConflict(conflict => conflict.columns(['club_id', 'date']).doUpdateSet({ facts, at }))
    .execute();
}

/** Whether a session's event may be cancelled at any moment. */
async function isLeft(trx: Kysely<Tables>, clubId: string, date: string): Promise<boolean> {
  const mark = sessionMark(clubId, date);
  const row = await trx.selectFrom('club_event_left').select('mark').where('mark', '=', mark).executeTakeFirst();
  return row !== undefined;
}
