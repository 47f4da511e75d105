import { statSync } from 'node:fs';
import { StoreError } from './store-error.ts';

/** What to do about a damaged database, in the same words wherever one is noticed. */
function restoreWords(file: string): string {
  return `End Offprint, move ${file} and ${file}-wal away, and put the last backup into a new database: npm run restore -- <backup>. Then look after the disk (docs/backup.md).`;
}

/**
 * SQLite's primary result codes that are about the file or its disk (https://sqlite.org/rescode.html), and what they
 * mean for the operator.
 */
const MEANINGS: ReadonlyMap<number, (file: string, why: string) => string> = new Map([
  [8, (file, why) => `The database ${file} may only be read (${why}). Let this user write it, and its folder.`],
  [
    10,
    (file, why) =>
      `The disk fails to read or write the database ${file} (${why}). Look after the disk. If it stays so: ${restoreWords(file)}`,
  ],
  [11, damagedWords],
  [
    13,
    (file, why) =>
      `The disk of the database ${file} is full (${why}). What was to be saved is not. Make room; Offprint then goes on by itself.`,
  ],
  [
    14,
    (file, why) =>
      `The database ${file} cannot be opened (${why}). DATABASE_PATH must name a SQLite file (or a new file) that this user may write.`,
  ],
  [26, damagedWords],
]);

function damagedWords(file: string, why: string): string {
  return `The database ${file} is damaged, or is no database (${why}). ${restoreWords(file)}`;
}

export function damagedDatabase(file: string, why: string): StoreError {
  return new StoreError(damagedWords(file, why));
}

/**
 * What is said for the operator when the file or its disk is at fault; undefined for any other error, such as of a
 * statement.
 */
export function storeErrorOf(file: string, error: unknown): StoreError | undefined {
  if (error instanceof StoreError) return error;
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  // The low byte; the others tell it more exactly.
  const meaning = MEANINGS.get(error.errcode & 0xff);
  return meaning && new StoreError(meaning(file, error.message), error);
}

/** Runs what asks SQLite, with errors of the file or its disk as error messages. */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeErrorOf(file, error) ?? error;
  }
}

/**
 * SQLite takes an empty file for a new database, and would begin silently with no data.
 * @throws {StoreError} when the file is empty, or is none.
 */
export function refuseEmpty(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    throw new StoreError(`The database ${file} is a folder. DATABASE_PATH must name a SQLite file (or a new file).`);
  }
  if (found?.size === 0) {
    throw new StoreError(
      `The database ${file} is empty, as a full disk or a broken copy leaves it. ${restoreWords(file)} If there never was anything in it, delete the file and start again.`,
    );
  }
}
