import type { Kysely } from 'kysely';
import { clubOfMark, dateOfMark, sessionMark } from '../../clubs/ics.ts';
import type { Database } from '../database.ts';
import type { Tables } from '../schema.ts';
import { NO_EVENT } from './events.ts';
import { lookAgain } from './looking.ts';

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

export interface TakenUp extends LeftEvent {
  /** How often it was to be cancelled. */
  tries: number;
}

/** Events in Discord of clubs that were removed: they are cancelled there, whichever process ends meanwhile. */
export interface LeftEvents {
  /** An event was made whose club was removed meanwhile. */
  leave(event: LeftEvent, now: number): Promise<void>;
  /** Those that are to be cancelled now. Whoever takes them up has some time, then they are tried again. */
  takeUp(now: number, limit: number): Promise<TakenUp[]>;
  /** Immediately before one is cancelled. False where it is not to be: its club is back, or another process does it. */
  begin(event: TakenUp, now: number): Promise<boolean>;
  /** Discord does not have it any more. */
  settled(event: LeftEvent): Promise<void>;
}

export function leftEvents({ db }: Pick<Database, 'db'>): LeftEvents {
  const isBack = async (mark: string) =>
    (await db.selectFrom('subscription').select('id').where('id', '=', clubOfMark(mark)).executeTakeFirst()) !==
    undefined;

  async function gone({ guildId, mark }: LeftEvent): Promise<void> {
    await db.deleteFrom('club_event_left').where('guild_id', '=', guildId).where('mark', '=', mark).execute();
  }

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
      const taken: TakenUp[] = [];
      for (const { guild_id, mark, event_id, tries, try_at } of due) {
        const row = db.updateTable('club_event_left').where('guild_id', '=', guild_id).where('mark', '=', mark);
        // Whatever became of the last try, nothing of it is under way any more: the club looks for its event itself.
        if (await isBack(mark)) await gone({ guildId: guild_id, mark });
        else if (
          await row
            .set({ try_at: now + FIRST_PAUSE_MS })
            .where('try_at', '=', try_at)
            .returning('mark')
            .executeTakeFirst()
        )
          taken.push({ guildId: guild_id, mark, tries, ...(event_id !== null && { eventId: event_id }) });
      }
      return taken;
    },

    async begin({ guildId, mark, tries }, now) {
      if (await isBack(mark)) return false;
      const begun = await db
        .updateTable('club_event_left')
        .set({ tries: tries + 1, try_at: now + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries) })
        .where('guild_id', '=', guildId)
        .where('mark', '=', mark)
        .where('tries', '=', tries)
        .returning('mark')
        .executeTakeFirst();
      return begun !== undefined;
    },

    settled: gone,
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

/**
 * A club is back: what nobody has begun to cancel is its own again. What was begun stays left until that is over,
 * whatever comes of it: then the club looks for its event by the mark, and makes it again where it is gone.
 */
export async function takeBackEvents(trx: Kysely<Tables>, id: string, now: number): Promise<void> {
  const rows = await trx
    .deleteFrom('club_event_left')
    .where('mark', 'like', `${id}-%`)
    .where('tries', '=', 0)
    .returning(['mark', 'event_id'])
    .execute();
  for (const { mark, event_id } of rows)
    await trx
      .updateTable('club_event')
      .set({ event_id })
      .where('club_id', '=', id)
      .where('date', '=', dateOfMark(mark))
      .execute();
  await trx
    .updateTable('club_event_left')
    .set({ try_at: now + SETTLE_MS })
    .where('mark', 'like', `${id}-%`)
    .execute();
  await lookAgain(trx, id, now);
}
