import type { ExpressionBuilder, Selectable } from 'kysely';
import { isFollow } from '../model/subscription.ts';
import { type ClubData, exportClubs, forgetInClubs, NOBODY } from './clubs/personal.ts';
import type { Database } from './database.ts';
import { listId } from './list-reads.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Tables } from './schema.ts';

/** Everything that is stored about one person. Discord's ids only: names and messages are not kept. */
export interface PersonalData {
  readingList: { paper: string; savedAt: string; readAt?: string; note?: string }[];
  savedInServers: { server: string; paper: string; savedAt: string }[];
  readInServerLists: { server: string; paper: string; readAt: string }[];
  addedToServerLists: { server: string; paper: string; savedAt: string }[];
  votes: { server: string; paper: string; votedAt: string }[];
  discussionsOpened: { server: string; paper: string; openedAt: string }[];
  /** Set up by this person; `server` is missing for direct messages. */
  papersOfTheDay: {
    server?: string;
    channel: string;
    time: string;
    timeZone: string;
    query?: string;
    topic?: string;
    setUpAt: string;
  }[];
  /** Sources of papers added to the collection. */
  sourcesAdded: { name: string; settings: string; addedAt: string }[];
  /** Set up by this person; `server` is missing for direct messages. */
  follows: {
    server?: string;
    channel: string;
    topic?: string;
    query?: string;
    author?: string;
    category?: string;
    how: string;
    /** Of a digest. */
    time?: string;
    timeZone?: string;
    setUpAt: string;
    /** Ids of the papers that it told of. */
    told: string[];
  }[];
  /** Notes on papers, in the server where each was written. */
  notes: { server: string; channel: string; paper: string; text: string; writtenAt: string }[];
  /** One entry, or none where the person did nothing in a club. */
  clubs: ClubData[];
  /** What this person removed in the last minutes, and can still bring back. */
  removedLately: { what: string; rows: string; until: string }[];
  /** Long searches whose page buttons are kept for this person. */
  searches: string[];
}

export interface Personal {
  export(userId: string): Promise<PersonalData>;
  /**
   * What belongs to a server (its list, its threads, its papers of the day, what it follows) stays, without the person.
   */
  forget(userId: string): Promise<void>;
}

export function personal({ db, traits, scrub }: Pick<Database, 'db' | 'traits' | 'scrub'>): Personal {
  return {
    async export(userId) {
      const entries = await db
        .selectFrom('list_entry')
        .selectAll()
        .where('list', '=', listId({ person: userId }))
        .execute();
      const shared = await db
        .selectFrom('list_entry')
        .selectAll()
        .where('saved_by', '=', userId)
        .where('list', 'like', `${SERVER_LIST}%`)
        .execute();
      const reads = await db.selectFrom('list_read').selectAll().where('user_id', '=', userId).execute();
      const readAt = new Map(reads.map(row => [`${row.list} ${row.paper_id}`, row.read_at]));
      const removed = await db.selectFrom('undo_step').selectAll().where('user_id', '=', userId).execute();
      const saved = await db.selectFrom('saved_here').selectAll().where('user_id', '=', userId).execute();
      const votes = await db
        .selectFrom('vote')
        .selectAll()
        .where('user_id', '=', userId)
        .where('active', '=', 1)
        .execute();
      const opened = await db.selectFrom('discussion').selectAll().where('opened_by', '=', userId).execute();
      const subscriptions = await db.selectFrom('subscription').selectAll().where('set_up_by', '=', userId).execute();
      const told = await db
        .selectFrom('subscription')
        .innerJoin('delivery', 'delivery.subscription_id', 'subscription.id')
        .innerJoin('delivery_paper', 'delivery_paper.delivery_id', 'delivery.id')
        .where('set_up_by', '=', userId)
        .where('kind', 'in', ['digest', 'at-once'])
        .where('state', '=', 'sent')
        .select(['subscription_id', 'paper_id'])
        .execute();
      const toldBy = Map.groupBy(told, row => row.subscription_id);
      const added = await db.selectFrom('added_source').selectAll().where('added_by', '=', userId).execute();
      const notes = await db
        .selectFrom('paper_note')
        .selectAll()
        .where('user_id', '=', userId)
        .orderBy('written_at')
        .execute();
      const kept = await db.selectFrom('kept_text').select('text').where(keptOf(userId)).execute();
      return {
        readingList: entries.map(row => {
          const read = readAt.get(`${row.list} ${row.paper_id}`);
          return {
            paper: row.paper_id,
            savedAt: iso(row.saved_at),
            ...(read !== undefined && { readAt: iso(read) }),
            ...(row.note !== null && { note: row.note }),
          };
        }),
        readInServerLists: reads
          .filter(({ list }) => list.startsWith(SERVER_LIST))
          .map(row => ({ server: row.list.slice(SERVER_LIST.length), paper: row.paper_id, readAt: iso(row.read_at) })),
        removedLately: removed.map(({ what, rows, until }) => ({ what, rows, until: iso(until) })),
        savedInServers: saved.map(row => ({ server: row.guild_id, paper: row.paper_id, savedAt: iso(row.saved_at) })),
        addedToServerLists: shared.map(row => ({
          server: row.list.slice(SERVER_LIST.length),
          paper: row.paper_id,
          savedAt: iso(row.saved_at),
          ...(row.note !== null && { note: row.note }),
        })),
        votes: votes.map(row => ({ server: row.guild_id, paper: row.paper_id, votedAt: iso(row.voted_at) })),
        discussionsOpened: opened.map(row => ({
          server: row.guild_id,
          paper: row.paper_id,
          openedAt: iso(row.opened_at ?? row.claimed_at),
        })),
        papersOfTheDay: subscriptions
          .filter(({ kind }) => kind === 'daily')
          .map(row => ({ ...whatIsSetUp(row), time: row.time, timeZone: row.time_zone })),
        follows: subscriptions.filter(isFollow).map(row => ({
          ...whatIsSetUp(row),
          ...(row.author !== null && { author: row.author }),
          ...(row.category !== null && { category: row.category }),
          ...(row.kind === 'digest'
            ? { how: 'in a digest', time: row.time, timeZone: row.time_zone }
            : { how: 'at once' }),
          told: (toldBy.get(row.id) ?? []).map(({ paper_id }) => paper_id),
        })),
        sourcesAdded: added.map(({ name, settings, added_at }) => ({ name, settings, addedAt: iso(added_at) })),
        notes: notes.map(row => ({
          server: row.guild_id,
          channel: row.channel_id,
          paper: row.paper_id,
          text: row.text,
          writtenAt: iso(row.written_at),
        })),
        clubs: await exportClubs(db, userId),
        searches: kept.map(row => row.text),
      };
    },

    async forget(userId) {
      await db.transaction().execute(async transaction => {
        // Whoever plans has read who presents, and would write it down again.
        await oneAtATime(transaction, traits, 'planning');
        await transaction
          .deleteFrom('list_entry')
          .where('list', '=', listId({ person: userId }))
          .execute();
        await transaction.updateTable('list_entry').set({ saved_by: null }).where('saved_by', '=', userId).execute();
        await transaction.deleteFrom('list_read').where('user_id', '=', userId).execute();
        // Also what others removed, where this person stands in it: to bring that back would bring them back.
        await transaction
          .deleteFrom('undo_step')
          .where(step => step.or([step('user_id', '=', userId), step('rows', 'like', `%${userId}"%`)]))
          .execute();
        await forgetInClubs(transaction, userId);
        await transaction.deleteFrom('paper_note').where('user_id', '=', userId).execute();
        await transaction.deleteFrom('saved_here').where('user_id', '=', userId).execute();
        await transaction.deleteFrom('vote').where('user_id', '=', userId).execute();
        await transaction.updateTable('discussion').set({ opened_by: null }).where('opened_by', '=', userId).execute();
        await transaction
          .deleteFrom('subscription')
          .where('set_up_by', '=', userId)
          .where('guild_id', 'is', null)
          .execute();
        await transaction
          .updateTable('subscription')
          .set({ set_up_by: NOBODY })
          .where('set_up_by', '=', userId)
          .execute();
        await transaction.updateTable('added_source').set({ added_by: null }).where('added_by', '=', userId).execute();
        await transaction.deleteFrom('kept_text').where(keptOf(userId)).execute();
      });
      scrub?.();
    },
  };
}

/** How a server's list is called, before the server's id. */
const SERVER_LIST = listId({ server: '' });

/**
 * What was kept before rows had an owner names its person in its JSON; an id of Discord's holds no character that
 * `like` takes for more than itself.
 */
function keptOf(userId: string) {
  return (eb: ExpressionBuilder<Tables, 'kept_text'>) =>
    eb.or([eb('user_id', '=', userId), eb.and([eb('user_id', 'is', null), eb('text', 'like', `%"${userId}"%`)])]);
}

function whatIsSetUp(row: Selectable<Tables['subscription']>) {
  return {
    ...(row.guild_id !== null && { server: row.guild_id }),
    channel: row.channel_id,
    ...(row.query !== null && { query: row.query }),
    ...(row.topic !== null && { topic: row.topic }),
    setUpAt: iso(row.created_at),
  };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
