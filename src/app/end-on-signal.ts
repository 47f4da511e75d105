import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../platform/log.ts';

/**
 * Docker and systemd wait 10 s and more before they kill; what is still under way then is taken up by the next start.
 * In ms.
 */
const LONGEST_END_MS = 9_000;
const FAILED = 1;

/**
 * Ends the process on SIGTERM and SIGINT, with status 0 when all is finished. What does not finish in time, and a
 * second signal, end it with status 1; nothing is lost by that: what was claimed is free again soon.
 * @param onFailed What cannot be stopped.
 */
export function endOnSignal(stop: () => Promise<void>, log: Log, onFailed: (error: unknown) => void): void {
  let isEnding = false;
  const end = async (signal: NodeJS.Signals) => {
    if (isEnding) {
      log.warn({ signal }, 'A second signal: Offprint ends at once');
      process.exit(FAILED);
    }
    isEnding = true;
    log.info({ signal }, 'Offprint finishes what is under way, and ends');
    try {
      process.exit((await endedInTime(stop, log)) ? 0 : FAILED);
    } catch (error) {
      onFailed(error);
    }
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

/**
 * Whether everything has ended before the process would be killed; where not, the log says so. Throws what `stop`
 * throws.
 */
export async function endedInTime(stop: () => Promise<void>, log: Log): Promise<boolean> {
  const outcome = await Promise.race([stop().then(() => 'ended'), sleep(LONGEST_END_MS, 'late')]);
  if (outcome === 'ended') return true;
  log.warn({ seconds: LONGEST_END_MS / 1000 }, 'Not everything could be finished in time; the next start takes it up');
  return false;
}
