import { createHash } from 'node:crypto';
import { z } from 'zod';
import { StoreError } from './store-error.ts';

/** One row of a table, as a backup holds it. */
export interface BackupRow {
  table: string;
  row: Record<string, string | number | null>;
}

/** `ends`: the last line is an end mark. Older backups have none. */
const headSchema = z.object({
  offprint: z.literal('backup'),
  ends: z.literal(true).exactOptional(),
  migrations: z.array(z.string()).min(1),
});
const rowSchema = z.object({
  table: z.string(),
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
const endSchema = z.object({ offprint: z.literal('end'), rows: z.int(), sha256: z.string() });
const lineSchema = z.union([rowSchema, endSchema]);

/**
 * The lines of a backup: a head, the rows, and an end mark with their count and the checksum of all lines before it.
 */
export async function* backupLines(
  migrations: readonly string[],
  rows: AsyncIterable<readonly BackupRow[]>,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let count = 0;
  const head = `${JSON.stringify({ offprint: 'backup', ends: true, migrations })}\n`;
  hash.update(head);
  yield head;
  for await (const some of rows) {
    const text = some.map(row => `${JSON.stringify(row)}\n`).join('');
    hash.update(text);
    count += some.length;
    yield text;
  }
  yield `${JSON.stringify({ offprint: 'end', rows: count, sha256: hash.digest('hex') })}\n`;
}

/** What a backup holds: first the migrations that its database had been through, then row by row. */
export type BackupPart = { migrations: readonly string[]; ends: boolean } | BackupRow;

/**
 * Reads the lines of a backup and checks them against its end mark.
 * @param tables Those that a backup may have.
 * @throws {StoreError} for what is no backup, and, at its end, for one that is cut off or was changed.
 */
export async function* backupParts(
  lines: AsyncIterable<string>,
  tables: readonly string[],
): AsyncGenerator<BackupPart> {
  const hash = createHash('sha256');
  let number = 0;
  let rows = 0;
  let ends = false;
  let end: z.infer<typeof endSchema> | undefined;
  for await (const line of lines) {
    number++;
    if (number === 1) {
      const { migrations, ends: marked } = read(headSchema, line, number);
      ends = marked ?? false;
      yield { migrations, ends };
    } else if (line !== '') {
      if (end) throw damaged(`line ${number} follows its end mark`);
      const part = read(lineSchema, line, number);
      if ('offprint' in part) {
        end = part;
        continue;
      }
      if (!tables.includes(part.table)) throw damaged(`line ${number} names a table that there is not`);
      rows++;
      yield part;
    }
    if (!end) hash.update(`${line}\n`);
  }
  if (!ends && !end) return;
  if (!end) throw damaged(`it is cut off after line ${number}: its end mark is missing`);
  if (end.rows !== rows) throw damaged(`it holds ${rows} rows, and its end mark counts ${end.rows}`);
  if (end.sha256 !== hash.digest('hex')) throw damaged('its checksum is wrong, so something in it was changed');
}

function read<T>(schema: z.ZodType<T>, line: string, number: number): T {
  try {
    return schema.parse(JSON.parse(line));
  } catch (error) {
    throw new StoreError(
      `Line ${number} of the file is not one of a backup of Offprint: it is another file, or it is cut off or damaged. Nothing was changed. Take another backup.`,
      error,
    );
  }
}

function damaged(how: string): StoreError {
  return new StoreError(`The backup is not whole: ${how}. Nothing was changed. Take another backup.`);
}
