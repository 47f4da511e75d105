import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ReplyFile } from '../interactions/reply.ts';

const pack = promisify(gzip);

/**
 * https://discord.com/developers/docs/reference#uploading-files: files of a message, and bytes of a request with all of
 * them.
 */
const MOST_FILES = 10;
const REQUEST_BYTES = 24 * 1024 * 1024;

/**
 * `packed`: some had to be compressed; `parts`: and cut in parts as well. Undefined where they are too large all the
 * same.
 */
export interface Fitting {
  files: { name: string; data: Buffer; alt?: string }[];
  how: 'whole' | 'packed' | 'parts';
}

/**
 * Files as Discord takes them: whole where they fit, else compressed, else in parts of which each is compressed by
 * itself, so that `gunzip -c` of all of them in their order gives the file. `limit`: bytes of one file, as the
 * interaction says.
 */
export async function fitting(files: readonly ReplyFile[], limit: number): Promise<Fitting | undefined> {
  const fitted: Fitting['files'] = [];
  let how: Fitting['how'] = 'whole';
  for (const { name, content, alt } of files) {
    const data = Buffer.from(content);
    if (data.length <= limit) {
      fitted.push({ name, data, ...(alt !== undefined && { alt }) });
      continue;
    }
    const parts = await packed(data, limit, MOST_FILES);
    if (!parts) return undefined;
    if (parts.length > 1) how = 'parts';
    else if (how === 'whole') how = 'packed';
    const nameOf = (part: number) =>
      parts.length === 1 ? `${name}.gz` : `${name}.part-${part + 1}-of-${parts.length}.gz`;
    fitted.push(...parts.map((part, i) => ({ name: nameOf(i), data: part })));
  }
  const bytes = fitted.reduce((sum, { data }) => sum + data.length, 0);
  return fitted.length <= MOST_FILES && bytes <= REQUEST_BYTES ? { files: fitted, how } : undefined;
}

/** Halves until each part fits; undefined where that would be more than `most` parts. */
async function packed(data: Buffer, limit: number, most: number): Promise<Buffer[] | undefined> {
  const one = await pack(data);
  if (one.length <= limit) return [one];
  if (data.length <= 1 || most <= 1) return undefined;
  const middle = data.length >> 1;
  const first = await packed(data.subarray(0, middle), limit, most - 1);
  const second = first && (await packed(data.subarray(middle), limit, most - first.length));
  return second && [...first, ...second];
}
