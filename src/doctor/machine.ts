import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { AskTime, Clock } from '../platform/clock.ts';
import type { Finding } from './finding.ts';

/** Below this nothing more may fit, in bytes; below the second somebody should look. */
const FULL_BYTES = 100 * 2 ** 20;
const LOW_BYTES = 2 ** 30;
/** An HTTP date counts seconds; what is less than this is no difference. In ms. */
const SAME_MS = 3_000;
/** An interaction lives for 3 s, and from here on a post comes noticeably at another time. In ms. */
const WRONG_MS = 60_000;

/**
 * Whether the folder of a file can be written, and has room. A folder that is not there yet is judged by the one above.
 */
export async function diskFinding(about: string, path: string): Promise<Finding> {
  const folder = await existing(dirname(resolve(path)));
  try {
    await access(folder, constants.W_OK);
  } catch {
    return {
      about,
      state: 'wrong',
      text: `This user may not write in ${folder}. Change its owner, or name another place.`,
    };
  }
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const text = `${folder} has ${(free / 2 ** 30).toFixed(1)} GB free.`;
  if (free < FULL_BYTES) return { about, state: 'wrong', text: `${text} Make room: what cannot be written is lost.` };
  return { about, state: free < LOW_BYTES ? 'notice' : 'fine', text };
}

async function existing(folder: string): Promise<string> {
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  return there || folder === dirname(folder) ? folder : existing(dirname(folder));
}

/** Whether this clock agrees with the others; undefined where none of them says the time. */
export async function clockFinding(clock: Clock, others: readonly AskTime[]): Promise<Finding | undefined> {
  const differences: number[] = [];
  for (const ask of others) {
    const time = await ask().catch(() => undefined);
    if (time !== undefined) differences.push(clock.now() - time);
  }
  if (differences.length === 0) return undefined;
  const most = differences.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  const about = 'clock';
  if (Math.abs(most) < SAME_MS) return { about, state: 'fine', text: 'The clock of this machine is right.' };
  const seconds = Math.round(Math.abs(most) / 1000);
  const text = `The clock of this machine is ${seconds} s ${most > 0 ? 'ahead' : 'behind'}. Set it, by NTP for example: posts come at the wrong time.`;
  return { about, state: Math.abs(most) >= WRONG_MS ? 'wrong' : 'notice', text };
}
