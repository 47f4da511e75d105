import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import { MOST_KEPT_TEXTS } from './quotas.ts';
import type { Tables } from './schema.ts';

/** Texts too long for a `custom_id`, kept under a short key, so that a button works after any number of restarts. */
export interface KeptTexts {
  /**
   * The key: 16 characters, the same for the same text of the same person. `userId`: who asked; missing for a post. Of
   * one person {@link MOST_KEPT_TEXTS} are kept: beyond, the one used longest ago goes.
   */
  keep(text: string, userId?: string): Promise<string>;
  get(key: string): Promise<string | undefined>;
  /** Deletes what no button of the last ninety days needs. */
  forgetUnused(): Promise<void>;
}

/** 96 bits of the SHA-256: two texts with one key are out of the question. */
const KEY_CHARACTERS = 16;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const UNUSED_MS = 90 * DAY_MS;

export function keptTexts(db: Kysely<Tables>, clock: Clock): KeptTexts {
  return {
    async keep(text, userId) {
      const key = keyOf(text, userId);
      const used_at = clock.now();
      const known = await db.selectFrom('kept_text').select('used_at').where('key', '=', key).executeTakeFirst();
      // Who turns pages keeps the same text again and again: nothing is written for that more than once an hour.
      if (known && Math.abs(used_at - known.used_at) < HOUR_MS) return key;
      await db
        .insertInto('kept_text')
        .values({ key, text, used_at, user_id: userId ?? null })
        .onConflict(conflict => conflict.column('key').doUpdateSet({ used_at }))
        .execute();
      if (userId !== undefined) {
        const newest = db
          .selectFrom('kept_text')
          .select('key')
          .where('user_id', '=', userId)
          .orderBy('used_at', 'desc')
          .orderBy('key')
          .limit(MOST_KEPT_TEXTS);
        await db.deleteFrom('kept_text').where('user_id', '=', userId).where('key', 'not in', newest).execute();
      }
      return key;
    },
    async get(key) {
      const row = await db.selectFrom('kept_text').selectAll().where('key', '=', key).executeTakeFirst();
      const now = clock.now();
      // Once a day is often enough to know what is in use.
      if (row && row.used_at < now - DAY_MS) {
        await db.updateTable('kept_text').set({ used_at: now }).where('key', '=', key).execute();
      }
      return row?.text;
    },
    async forgetUnused() {
      await db
        .deleteFrom('kept_text')
        .where('used_at', '<', clock.now() - UNUSED_MS)
        .execute();
    },
  };
}

export function keyOf(text: string, userId = ''): string {
  return createHash('sha256').update(`${userId}\n${text}`).digest('base64url').slice(0, KEY_CHARACTERS);
}
