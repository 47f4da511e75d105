import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const MEMORY = '/dev/shm';
/** What tests that run at the same time need by far, in bytes. A container has 64 MB of it, unless it is given more. */
const ROOM_BYTES = 2 ** 31;

/**
 * Environment of a process: its temporary files are in memory where there is room. What a test writes need not outlive
 * the machine, and SQLite would wait for the disk at each commit.
 */
export const TEMPORARY = { TMPDIR: hasRoom() ? MEMORY : tmpdir() };

function hasRoom(): boolean {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM_BYTES;
}
