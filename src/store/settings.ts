import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import { type BroughtBack, type By, keepForUndo, putBack, undoStep } from './undo.ts';

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
  set(guildId: string, change: SettingsChange): Promise<GuildSettings>;
  /** As `set`; with the step that brings the old settings back. */
  change(guildId: string, change: SettingsChange, by: By): Promise<{ settings: GuildSettings; step: string }>;
  bringBack(step: string, by: By): Promise<BroughtBack>;
}

export interface SettingsChange {
  discussionChannelId?: string | null;
  noticeChannelId?: string | null;
  timeZone?: string | null;
  openers?: Openers;
}

export function settings(db: Kysely<Tables>): Settings {
  return {
    get: guildId => read(db, guildId),
    set: (guildId, change) => write(db, guildId, change),
    change: (guildId, change, { userId, now }) =>
      db.transaction().execute(async trx => {
        const before = await trx
          .selectFrom('guild_setting')
          .selectAll()
          .where('guild_id', '=', guildId)
          .executeTakeFirst();
        const row = before ?? nothingSet(guildId);
        const step = await keepForUndo(trx, 'settings', { userId, guildId, now }, [{ table: 'guild_setting', row }]);
        return { settings: await write(trx, guildId, change), step };
      }),
    bringBack: (step, by) =>
      db.transaction().execute(trx =>
        undoStep(trx, step, 'settings', by, async rows => {
          for (const { row } of rows)
            await trx.deleteFrom('guild_setting').where('guild_id', '=', String(row.guild_id)).execute();
          await putBack(trx, rows);
          return true;
        }),
      ),
  };
}

async function read(db: Kysely<Tables>, guildId: string): Promise<GuildSettings> {
  const row = await db.selectFrom('guild_setting').selectAll().where('guild_id', '=', guildId).executeTakeFirst();
  return {
    openers: openersOf(row, guildId),
    ...(row?.discussion_channel_id && { discussionChannelId: row.discussion_channel_id }),
    ...(row?.notice_channel_id && { noticeChannelId: row.notice_channel_id }),
    ...(row?.time_zone && { timeZone: row.time_zone }),
  };
}

/** The role that has the server's own id is @everyone. */
function openersOf(row: Tables['guild_setting'] | undefined, guildId: string): Openers {
  if (row?.openers === 'managers') return { who: 'managers' };
  if (row?.openers !== 'role' || row.opener_role_id === null || row.opener_role_id === guildId)
    return { who: 'everyone' };
  return { who: 'role', roleId: row.opener_role_id };
}

async function write(
  db: Kysely<Tables>,
  guildId: string,
  { discussionChannelId, noticeChannelId, timeZone, openers }: SettingsChange,
): Promise<GuildSettings> {
  const changed = {
    ...(discussionChannelId !== undefined && { discussion_channel_id: discussionChannelId }),
    ...(noticeChannelId !== undefined && { notice_channel_id: noticeChannelId }),
    ...(timeZone !== undefined && { time_zone: timeZone }),
    ...(openers && { openers: openers.who, opener_role_id: openers.who === 'role' ? openers.roleId : null }),
  };
  await db
    .insertInto('guild_setting')
    .values({ ...nothingSet(guildId), ...changed })
    .onConflict(conflict =>
      Object.keys(changed).length > 0
        ? conflict.column('guild_id').doUpdateSet(changed)
        : conflict.column('guild_id').doNothing(),
    )
    .execute();
  return read(db, guildId);
}

function nothingSet(guildId: string): Tables['guild_setting'] {
  return {
    guild_id: guildId,
    discussion_channel_id: null,
    time_zone: null,
    openers: 'everyone',
    opener_role_id: null,
    notice_channel_id: null,
  };
}
