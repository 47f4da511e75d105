import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Tables } from './schema.ts';

/** Texts too long for a `custom_id`, kept under a short key, so that a button works after any number of restarts. */
export interface KeptTexts {
  /** The key: 16 characters, the same for the same text. */
  keep(text: string): Promise<string>;
  get(key: string): Promise<string | undefined>;
}

/** 96 bits of the SHA-256: two texts with one key are out of the question. */
const KEY_CHARACTERS = 16;

export function keptTexts(db: Kysely<Tables>, clock: Clock): KeptTexts {
  return {
    async keep(text) {
      const key = keyOf(text);
      await db
        .insertInto('kept_text')
        .values({ key, text, kept_at: clock.now() })
        .onConflict(conflict => conflict.column('key').doNothing())
        .execute();
      return key;
    },
    async get(key) {
      const row = await db.selectFrom('kept_text').select('text').where('key', '=', key).executeTakeFirst();
      return row?.text;
    },
  };
}

export function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, KEY_CHARACTERS);
}
