import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** What a server decided; everything may be missing. */
export interface GuildSettings {
  /** Where new discussions are opened: a text, announcement or forum channel. */
  discussionChannelId?: string;
  /** Where the bot says that something is wrong: a text or announcement channel. */
  noticeChannelId?: string;
  /** An IANA name. */
  timeZone?: string;
  /** Who may open a thread where there is none yet. */
  openers: Openers;
}

export type Openers = { who: 'everyone' | 'managers' } | { who: 'role'; roleId: string };

export interface Settings {
  get(guildId: string): Promise<GuildSettings>;
  /** Null takes a setting back; what is not given stays. */
  set(
    guildId: string,
    change: {
      discussionChannelId?: string | null;
      noticeChannelId?: string | null;
      timeZone?: string | null;
      openers?: Openers;
    },
  ): Promise<GuildSettings>;
}

export function settings(db: Kysely<Tables>): Settings {
  const get: Settings['get'] = async guildId => {
    const row = await db.selectFrom('guild_setting').selectAll().where('guild_id', '=', guildId).executeTakeFirst();
    return {
      openers:
        row?.openers === 'role' && row.opener_role_id !== null
          ? { who: 'role', roleId: row.opener_role_id }
          : { who: row?.openers === 'managers' ? 'managers' : 'everyone' },
      ...(row?.discussion_channel_id && { discussionChannelId: row.discussion_channel_id }),
      ...(row?.notice_channel_id && { noticeChannelId: row.notice_channel_id }),
      ...(row?.time_zone && { timeZone: row.time_zone }),
    };
  };

  return {
    get,
    async set(guildId, { discussionChannelId, noticeChannelId, timeZone, openers }) {
      const changed = {
        ...(discussionChannelId !== undefined && { discussion_channel_id: discussionChannelId }),
        ...(noticeChannelId !== undefined && { notice_channel_id: noticeChannelId }),
        ...(timeZone !== undefined && { time_zone: timeZone }),
        ...(openers && { openers: openers.who, opener_role_id: openers.who === 'role' ? openers.roleId : null }),
      };
      const fresh: Tables['guild_setting'] = {
        guild_id: guildId,
        discussion_channel_id: null,
        time_zone: null,
        openers: 'everyone',
        opener_role_id: null,
        notice_channel_id: null,
        ...changed,
      };
      await db
        .insertInto('guild_setting')
        .values(fresh)
        .onConflict(conflict =>
          Object.keys(changed).length > 0
            ? conflict.column('guild_id').doUpdateSet(changed)
            : conflict.column('guild_id').doNothing(),
        )
        .execute();
      return get(guildId);
    },
  };
}
