import type { Selectable } from 'kysely';
import { foldedWords } from '../papers/folded-words.ts';
import type { Database } from './database.ts';
import { MOST_NOTES, MOST_NOTES_OF_ONE } from './quotas.ts';
import type { Tables } from './schema.ts';
import { type BroughtBack, type By, keepForUndo, putBack, undoStep } from './undo.ts';

/** What somebody of a server wrote on a paper. */
export interface Note {
  paperId: string;
  /** Whoever sees this channel may see the note. */
  channelId: string;
  userId: string;
  text: string;
  /** Ms since the epoch; of the newest change. */
  writtenAt: number;
}

/** Which note: a person has one of a paper in a channel. */
export interface NoteKey {
  guildId: string;
  channelId: string;
  paperId: string;
  userId: string;
}

/** Notes on papers, of each server its own. */
export interface Notes {
  /**
   * Takes the place of what this person had written there. `full`: the server, or this person in it, has as many as one
   * may have.
   */
  write(key: NoteKey, text: string, now: number): Promise<'written' | 'changed' | 'full'>;
  /** The step by which it comes back; undefined where there was none. */
  remove(key: NoteKey, by: { userId: string; now: number }): Promise<string | undefined>;
  /** A note that was written again meanwhile stays. */
  bringBack(step: string, by: By): Promise<BroughtBack>;
  get(key: NoteKey): Promise<Note | undefined>;
  /** Of these papers, by id, the oldest first. */
  among(guildId: string, paperIds: readonly string[]): Promise<Map<string, Note[]>>;
  /** The newest ones of a server, the newest first. */
  latest(guildId: string, limit: number): Promise<Note[]>;
  /**
   * Papers with a note that has these words one after another, the last one perhaps unfinished, and where the notes
   * are.
   */
  matching(guildId: string, text: string): Promise<Pick<Note, 'paperId' | 'channelId'>[]>;
}

export function notes({ db }: Pick<Database, 'db'>): Notes {
  const one = ({ guildId, channelId, paperId, userId }: NoteKey, by = db) =>
    by
      .selectFrom('paper_note')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('paper_id', '=', paperId)
      .where('channel_id', '=', channelId)
      .where('user_id', '=', userId)
      .executeTakeFirst();

  return {
    write: (key, text, now) =>
      db.transaction().execute(async trx => {
        const there = await one(key, trx);
        if (!there) {
          const { all, own } = await trx
            .selectFrom('paper_note')
            .select(({ fn, eb }) => [
              fn.countAll<number>().as('all'),
              fn.count<number>(eb.case().when('user_id', '=', key.userId).then(1).end()).as('own'),
            ])
            .where('guild_id', '=', key.guildId)
            .executeTakeFirstOrThrow();
          if (all >= MOST_NOTES || own >= MOST_NOTES_OF_ONE) return 'full';
        }
        const set = { text, folded: foldedWords(text), written_at: now };
        await trx
          .insertInto('paper_note')
          .values({
            guild_id: key.guildId,
            paper_id: key.paperId,
            channel_id: key.channelId,
            user_id: key.userId,
            ...set,
          })
          .onConflict(conflict => conflict.columns(['guild_id', 'paper_id', 'channel_id', 'user_id']).doUpdateSet(set))
          .execute();
        return there ? 'changed' : 'written';
      }),

    remove: ({ guildId, channelId, paperId, userId }, by) =>
      db.transaction().execute(async trx => {
        const row = await trx
          .deleteFrom('paper_note')
          .where('guild_id', '=', guildId)
          .where('paper_id', '=', paperId)
          .where('channel_id', '=', channelId)
          .where('user_id', '=', userId)
          .returningAll()
          .executeTakeFirst();
        return row && keepForUndo(trx, 'paper-note', { ...by, guildId }, [{ table: 'paper_note', row }]);
      }),

    bringBack: (step, by) =>
      db.transaction().execute(trx =>
        undoStep(trx, step, 'paper-note', by, async rows => {
          await putBack(trx, rows);
          return true;
        }),
      ),

    async get(key) {
      const row = await one(key);
      return row && noteOf(row);
    },

    async among(guildId, paperIds) {
      if (paperIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('paper_note')
        .selectAll()
        .where('guild_id', '=', guildId)
        .where('paper_id', 'in', paperIds)
        .orderBy('written_at')
        .orderBy('user_id')
        .execute();
      return Map.groupBy(rows.map(noteOf), ({ paperId }) => paperId);
    },

    async latest(guildId, limit) {
      const rows = await db
        .selectFrom('paper_note')
        .selectAll()
        .where('guild_id', '=', guildId)
        .orderBy('written_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(noteOf);
    },

    async matching(guildId, text) {
      const words = foldedWords(text).trimEnd();
      if (words === '') return [];
      const rows = await db
        .selectFrom('paper_note')
        .select(['paper_id', 'channel_id'])
        .distinct()
        .where('guild_id', '=', guildId)
        // Letters and digits alone: nothing in it is a wildcard.
        .where('folded', 'like', `%${words}%`)
        .execute();
      return rows.map(row => ({ paperId: row.paper_id, channelId: row.channel_id }));
    },
  };
}

function noteOf(row: Selectable<Tables['paper_note']>): Note {
  return {
    paperId: row.paper_id,
    channelId: row.channel_id,
    userId: row.user_id,
    text: row.text,
    writtenAt: row.written_at,
  };
}
