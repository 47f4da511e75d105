import type { z } from 'zod';
import { StoreError } from './store-error.ts';

/**
 * What a column of JSON holds. SQLite has no checksums, so damage within a text shows only here.
 * @throws {StoreError} when it is not what was written. Without the text, which may be a person's.
 */
export function parseStored<T>(schema: z.ZodType<T>, text: string, what: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new StoreError(
      `The database holds ${what} that cannot be read: it is damaged, or another program wrote into it. Restore the last backup into a new database: npm run restore -- <backup> (docs/backup.md).`,
    );
  }
}
