import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import { oneAtATime } from './one-at-a-time.ts';
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
  mark: string;
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

export type DiscussionState = { state: 'open'; discussion: Discussion } | { state: 'opening'; claim: Claim };

interface Thread {
  threadId: string;
  channelId: string;
}

export interface Discussions {
  /** All of a paper's in a server, whoever may see them; the oldest first. */
  of(key: Key): Promise<DiscussionState[]>;
  /** The discussion that a thread is. */
  ofThread(threadId: string): Promise<Discussion | undefined>;
  /** The threads of those of the papers that have any, the oldest first. */
  among(guildId: string, paperIds: readonly string[]): Promise<Map<string, Discussion[]>>;
  /** All of a server's threads, the last active first. */
  all(guildId: string): Promise<Discussion[]>;
  /**
   * Undefined when the paper has a thread or a claim already: `of` tells which.
   * @param besides The marks of those that do not count, since whoever claims cannot see them.
   */
  claim(
    key: Key,
    place: ThreadPlace,
    time: { now: number; until: number },
    besides?: readonly string[],
  ): Promise<Claim | undefined>;
  /** Takes a claim whose time is over from its holder; undefined if someone else was quicker or it was kept. */
  takeOver(claim: Claim, time: { now: number; until: number }): Promise<Claim | undefined>;
  /** The thread is there. False if the claim was lost meanwhile. */
  record(claim: Claim, thread: Thread & { openedBy?: string; now: number }): Promise<boolean>;
  /** Nothing was made. */
  release(claim: Claim): Promise<void>;
  /**
   * A thread that was made in another way (a forum's daily post) becomes the paper's, unless it has one that counts.
   */
  adopt(
    key: Key,
    thread: Thread & { place: ThreadPlace['kind']; now: number },
    besides?: readonly string[],
  ): Promise<boolean>;
  /** The thread is gone. */
  forget(discussion: Pick<Discussion, 'mark' | 'threadId'>): Promise<void>;
  /** A thread, or a channel with all its threads, is gone. */
  channelGone(channelId: string): Promise<void>;
  active(threads: readonly { threadId: string; activeAt: number }[]): Promise<void>;
  /** Claims whose holder has gone: their time is over. */
  abandoned(now: number): Promise<Claim[]>;
}

export function discussions({ db, traits }: Pick<Database, 'db' | 'traits'>): Discussions {
  /** Otherwise two at once would each find nothing and make a thread. */
  function insertAlone(row: Tables['discussion'], besides: readonly string[]): Promise<boolean> {
    return db.transaction().execute(async trx => {
      await oneAtATime(trx, traits, 'discussions');
      const there = await trx
        .selectFrom('discussion')
        .select('mark')
        .where('guild_id', '=', row.guild_id)
        .where('paper_id', '=', row.paper_id)
        .execute();
      if (there.some(({ mark }) => !besides.includes(mark))) return false;
      await trx.insertInto('discussion').values(row).execute();
      return true;
    });
  }

  return {
    async of({ guildId, paperId }) {
      const rows = await db
        .selectFrom('discussion')
        .selectAll()
        .where('guild_id', '=', guildId)
        .where('paper_id', '=', paperId)
        .orderBy('claimed_at')
        .orderBy('mark')
        .execute();
      return rows.map(row => {
        const discussion = toDiscussion(row);
        return discussion ? { state: 'open', discussion } : { state: 'opening', claim: toClaim(row) };
      });
    },

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
        .orderBy('claimed_at')
        .orderBy('mark')
        .execute();
      return Map.groupBy(
        rows.map(toDiscussion).filter(found => found !== undefined),
        ({ paperId }) => paperId,
      );
    },

    async all(guildId) {
      const rows = await db
        .selectFrom('discussion')
        .selectAll()
        .where('guild_id', '=', guildId)
        .where('thread_id', 'is not', null)
        .orderBy('active_at', 'desc')
        .orderBy('paper_id')
        .orderBy('mark')
        .execute();
      return rows.map(toDiscussion).filter(found => found !== undefined);
    },

    async claim({ guildId, paperId }, place, { now, until }, besides = []) {
      const row = {
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
      };
      return (await insertAlone(row, besides)) ? toClaim(row) : undefined;
    },

    async takeOver({ mark, holder }, { now, until }) {
      const row = await db
        .updateTable('discussion')
        .set({ claim: newName(), claimed_until: until })
        .where('mark', '=', mark)
        .where('claim', '=', holder)
        .where('thread_id', 'is', null)
        .where('claimed_until', '<=', now)
        .returningAll()
        .executeTakeFirst();
      return row && toClaim(row);
    },

    async record({ mark, holder }, { threadId, channelId, openedBy, now }) {
      const { numUpdatedRows } = await db
        .updateTable('discussion')
        .set({
          thread_id: threadId,
          channel_id: channelId,
          opened_by: openedBy ?? null,
          opened_at: now,
          active_at: now,
        })
        .where('mark', '=', mark)
        .where('claim', '=', holder)
        .where('thread_id', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async release({ mark, holder }) {
      await db
        .deleteFrom('discussion')
        .where('mark', '=', mark)
        .where('claim', '=', holder)
        .where('thread_id', 'is', null)
        .execute();
    },

    adopt({ guildId, paperId }, { threadId, channelId, place, now }, besides = []) {
      const row = {
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
      };
      return insertAlone(row, besides);
    },

    async forget({ mark, threadId }) {
      await db.deleteFrom('discussion').where('mark', '=', mark).where('thread_id', '=', threadId).execute();
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
    mark: row.mark,
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
