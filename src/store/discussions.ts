import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** Where a thread is made: from a public post, in a text or announcement channel, or as a post in a forum. */
export interface ThreadPlace {
  kind: 'message' | 'channel' | 'forum';
  channelId: string;
  /** The public post, for `message`. */
  messageId?: string;
}

interface Key {
  guildId: string;
  paperId: string;
}

/** A paper's thread. */
export interface Discussion extends Key {
  threadId: string;
  /** The channel that the thread hangs in. */
  channelId: string;
  /** Ms since the epoch. */
  activeAt: number;
}

/** A paper's thread that somebody is about to make, or was when the program ended. */
export interface Claim extends Key {
  place: ThreadPlace;
  /** Stands in the opening message; stays when the claim changes hands. */
  mark: string;
  /** Whoever holds the claim. */
  holder: string;
  claimedAt: number;
  /** From then on anyone may take it over. */
  until: number;
}

export type Found = { state: 'open'; discussion: Discussion } | { state: 'opening'; claim: Claim };

export interface Discussions {
  find(key: Key): Promise<Found | undefined>;
  /** The discussion that a thread is. */
  ofThread(threadId: string): Promise<Discussion | undefined>;
  /** The threads of those of the papers that have one. */
  among(guildId: string, paperIds: readonly string[]): Promise<Map<string, Discussion>>;
  /** All of a server's threads, the last active first. */
  all(guildId: string): Promise<Discussion[]>;
  /** Undefined when there is a thread or a claim already: `find` tells which. */
  claim(key: Key, place: ThreadPlace, time: { now: number; until: number }): Promise<Claim | undefined>;
  /** Takes a claim whose time is over from its holder; undefined if someone else was quicker or it was kept. */
  takeOver(claim: Claim, time: { now: number; until: number }): Promise<Claim | undefined>;
  /** The thread is there. False if the claim was lost meanwhile. */
  record(
    claim: Claim,
    thread: { threadId: string; channelId: string; openedBy?: string; now: number },
  ): Promise<boolean>;
  /** Nothing was made. */
  release(claim: Claim): Promise<void>;
  /** A thread that came about otherwise (a forum's daily post) becomes the paper's, if it has none. */
  adopt(
    key: Key,
    thread: { threadId: string; channelId: string; place: ThreadPlace['kind']; now: number },
  ): Promise<boolean>;
  /** The thread is gone. */
  forget(discussion: Discussion): Promise<void>;
  /** A thread, or a channel with all its threads, is gone. */
  channelGone(channelId: string): Promise<void>;
  active(threads: readonly { threadId: string; activeAt: number }[]): Promise<void>;
  /** Claims whose holder has gone: their time is over. */
  abandoned(now: number): Promise<Claim[]>;
}

export function discussions(db: Kysely<Tables>): Discussions {
  const find: Discussions['find'] = async ({ guildId, paperId }) => {
    const row = await db
      .selectFrom('discussion')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('paper_id', '=', paperId)
      .executeTakeFirst();
    if (!row) return undefined;
    const discussion = toDiscussion(row);
    return discussion ? { state: 'open', discussion } : { state: 'opening', claim: toClaim(row) };
  };

  return {
    find,

    async ofThread(threadId) {
      const row = await db.selectFrom('discussion').selectAll().where('thread_id', '=', threadId).executeTakeFirst();
      return row && toDiscussion(row);
    },

    async among(guildId, paperIds) {
      if (paperIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('discussion')
        .selectAll()
        .where('guild_id', '=', guildId)
        .where('paper_id', 'in', paperIds)
        .execute();
      return new Map(rows.map(toDiscussion).flatMap(found => (found ? [[found.paperId, found]] : [])));
    },

    async all(guildId) {
      const rows = await db
        .selectFrom('discussion')
        .selectAll()
        .where('guild_id', '=', guildId)
        .where('thread_id', 'is not', null)
        .orderBy('active_at', 'desc')
        .orderBy('paper_id')
        .execute();
      return rows.map(toDiscussion).filter(found => found !== undefined);
    },

    async claim({ guildId, paperId }, place, { now, until }) {
      const row = await db
        .insertInto('discussion')
        .values({
          guild_id: guildId,
          paper_id: paperId,
          mark: newName(),
          claim: newName(),
          claimed_at: now,
          claimed_until: until,
          place: place.kind,
          channel_id: place.channelId,
          message_id: place.messageId ?? null,
          thread_id: null,
          opened_by: null,
          opened_at: null,
          active_at: null,
        })
        .onConflict(conflict => conflict.columns(['guild_id', 'paper_id']).doNothing())
        .returningAll()
        .executeTakeFirst();
      return row && toClaim(row);
    },

    async takeOver({ guildId, paperId, holder }, { now, until }) {
      const row = await db
        .updateTable('discussion')
        .set({ claim: newName(), claimed_until: until })
        .where('guild_id', '=', guildId)
        .where('paper_id', '=', paperId)
        .where('claim', '=', holder)
        .where('thread_id', 'is', null)
        .where('claimed_until', '<=', now)
        .returningAll()
        .executeTakeFirst();
      return row && toClaim(row);
    },

    async record({ guildId, paperId, holder }, { threadId, channelId, openedBy, now }) {
      const { numUpdatedRows } = await db
        .updateTable('discussion')
        .set({
          thread_id: threadId,
          channel_id: channelId,
          opened_by: openedBy ?? null,
          opened_at: now,
          active_at: now,
        })
        .where('guild_id', '=', guildId)
        .where('paper_id', '=', paperId)
        .where('claim', '=', holder)
        .where('thread_id', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async release({ guildId, paperId, holder }) {
      await db
        .deleteFrom('discussion')
        .where('guild_id', '=', guildId)
        .where('paper_id', '=', paperId)
        .where('claim', '=', holder)
        .where('thread_id', 'is', null)
        .execute();
    },

    async adopt({ guildId, paperId }, { threadId, channelId, place, now }) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('discussion')
        .values({
          guild_id: guildId,
          paper_id: paperId,
          mark: newName(),
          claim: newName(),
          claimed_at: now,
          claimed_until: now,
          place,
          channel_id: channelId,
          message_id: null,
          thread_id: threadId,
          opened_by: null,
          opened_at: now,
          active_at: now,
        })
        .onConflict(conflict => conflict.columns(['guild_id', 'paper_id']).doNothing())
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    async forget({ guildId, paperId, threadId }) {
      await db
        .deleteFrom('discussion')
        .where('guild_id', '=', guildId)
        .where('paper_id', '=', paperId)
        .where('thread_id', '=', threadId)
        .execute();
    },

    async channelGone(channelId) {
      await db
        .deleteFrom('discussion')
        .where('thread_id', 'is not', null)
        .where(gone => gone.or([gone('thread_id', '=', channelId), gone('channel_id', '=', channelId)]))
        .execute();
    },

    async active(threads) {
      for (const { threadId, activeAt } of threads) {
        await db.updateTable('discussion').set({ active_at: activeAt }).where('thread_id', '=', threadId).execute();
      }
    },

    async abandoned(now) {
      const rows = await db
        .selectFrom('discussion')
        .selectAll()
        .where('thread_id', 'is', null)
        .where('claimed_until', '<=', now)
        .execute();
      return rows.map(toClaim);
    },
  };
}

/** 72 bits by chance: no two alike, and short enough for a `custom_id` or a nonce. */
function newName(): string {
  return randomBytes(9).toString('base64url');
}

function toDiscussion(row: Tables['discussion']): Discussion | undefined {
  if (row.thread_id === null) return undefined;
  return {
    guildId: row.guild_id,
    paperId: row.paper_id,
    threadId: row.thread_id,
    channelId: row.channel_id,
    activeAt: row.active_at ?? row.claimed_at,
  };
}

function toClaim(row: Tables['discussion']): Claim {
  return {
    guildId: row.guild_id,
    paperId: row.paper_id,
    place: {
      kind: row.place,
      channelId: row.channel_id,
      ...(row.message_id !== null && { messageId: row.message_id }),
    },
    mark: row.mark,
    holder: row.claim,
    claimedAt: row.claimed_at,
    until: row.claimed_until,
  };
}
