import { lstat, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file so that whoever reads it, and whatever happens, finds it as it was or as it is to be: into a temporary
 * file next to it, to the disk, then renamed. Keeps the file's mode; a symbolic link keeps pointing to it.
 * @param options `mode`: instead of the file's. `overwrite`: whether one that is there is replaced.
 * @throws EEXIST when one is there that is not to be replaced.
 */
export async function writeWhole(
  path: string,
  text: string | AsyncIterable<string>,
  { mode: given, overwrite = true }: { mode?: number; overwrite?: boolean } = {},
): Promise<void> {
  if (!overwrite) await refuseToReplace(path);
  await mkdir(dirname(path), { recursive: true });
  const target = await realpath(path).catch(() => path);
  const mode =
    given ??
    (await stat(target).then(
      found => found.mode & 0o7777,
      () => undefined,
    ));
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    const file = await open(temporary, 'w', mode);
    try {
      // Opening applies the process's mask.
      if (mode !== undefined) await file.chmod(mode);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (!overwrite) await refuseToReplace(path);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dirname(target));
}

/** Asked before the work, and again after it: it may take minutes. */
async function refuseToReplace(path: string): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (there) throw Object.assign(new Error(`${path} is there already.`), { code: 'EEXIST' });
}

/** The rename is lasting only when the directory has reached the disk, too. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
