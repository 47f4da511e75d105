import type { Kysely } from 'kysely';
import { dateOfMark, sessionMark } from '../../clubs/ics.ts';
import type { Database } from '../database.ts';
import type { Tables } from '../schema.ts';
import { NO_EVENT } from './events.ts';

/** Where Discord has not said whether it has made an event, an answer may still be under way for so long, in ms. */
const SETTLE_MS = 60_000;
/** After so many tries, some days, it is given up: Discord refuses it for good. */
const MOST_TRIES = 20;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 6 * 60 * 60_000;

/** An event in Discord whose session is gone. */
export interface LeftEvent {
  guildId: string;
  mark: string;
  /** Missing where Discord may have made it and has not said so. */
  eventId?: string;
}

/** Events in Discord of clubs that were removed: they are cancelled there, whichever process ends meanwhile. */
export interface LeftEvents {
  /** An event was made whose club was removed meanwhile. */
  leave(event: LeftEvent, now: number): Promise<void>;
  /** Those that are to be cancelled now. Whoever takes them up has some time, then they are tried again. */
  takeUp(now: number, limit: number): Promise<LeftEvent[]>;
  /** Discord does not have it any more. */
  settled(event: LeftEvent): Promise<void>;
}

export function leftEvents({ db }: Pick<Database, 'db'>): LeftEvents {
  return {
    async leave({ guildId, mark, eventId }, now) {
      await db
        .insertInto('club_event_left')
        .values({ guild_id: guildId, mark, event_id: eventId ?? null, try_at: now, tries: 0 })
        .onConflict(conflict =>
          conflict.columns(['guild_id', 'mark']).doUpdateSet({ event_id: eventId ?? null, try_at: now, tries: 0 }),
        )
        .execute();
    },

    async takeUp(now, limit) {
      await db.deleteFrom('club_event_left').where('tries', '>=', MOST_TRIES).where('try_at', '<=', now).execute();
      const due = await db
        .selectFrom('club_event_left')
        .selectAll()
        .where('try_at', '<=', now)
        .orderBy('try_at')
        .limit(limit)
        .execute();
      const taken: LeftEvent[] = [];
      for (const { guild_id, mark, event_id, tries } of due) {
        const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
        const own = await db
          .updateTable('club_event_left')
          .set({ tries: tries + 1, try_at: now + pauseMs })
          .where('guild_id', '=', guild_id)
          .where('mark', '=', mark)
          .where('tries', '=', tries)
          .returning('mark')
          .executeTakeFirst();
        if (own) taken.push({ guildId: guild_id, mark, ...(event_id !== null && { eventId: event_id }) });
      }
      return taken;
    },

    async settled({ guildId, mark }) {
      await db.deleteFrom('club_event_left').where('guild_id', '=', guildId).where('mark', '=', mark).execute();
    },
  };
}

/** A club goes: its events that are to come are left. Should it come back, they are its own again, or made again. */
export async function leaveEvents(
  trx: Kysely<Tables>,
  { id, guildId, now }: { id: string; guildId: string; now: number },
): Promise<void> {
  const rows = await trx
    .selectFrom('club_event')
    .selectAll()
    .where('club_id', '=', id)
    .where('at', '>', now)
    .where('gone', '=', 0)
    .where(({ eb, or }) => or([eb('event_id', 'is not', null), eb('facts', 'not in', ['', NO_EVENT])]))
    .execute();
  for (const { date, event_id } of rows)
    await trx
      .insertInto('club_event_left')
      .values({
        guild_id: guildId,
        mark: sessionMark(id, date),
        event_id,
        try_at: event_id === null ? now + SETTLE_MS : now,
        tries: 0,
      })
      .onConflict(conflict => conflict.columns(['guild_id', 'mark']).doNothing())
      .execute();
  await trx.updateTable('club_event').set({ event_id: null, facts: '' }).where('club_id', '=', id).execute();
}

/** A club is back: what was not cancelled meanwhile is its own again. */
export async function takeBackEvents(trx: Kysely<Tables>, id: string): Promise<void> {
  const rows = await trx
    .deleteFrom('club_event_left')
    .where('mark', 'like', `${id}-%`)
    .returning(['mark', 'event_id'])
    .execute();
  for (const { mark, event_id } of rows)
    await trx
      .updateTable('club_event')
      .set({ event_id })
      .where('club_id', '=', id)
      .where('date', '=', dateOfMark(mark))
      .execute();
}
