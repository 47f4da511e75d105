import type { SetSource } from './sources.ts';

/**
 * The first pause after a run that failed, in ms; each further one is twice as long, up to the source's own interval.
 */
const FIRST_RETRY_MS = 10 * 60_000;

/**
 * When a source is to be read next, in ms since the epoch. One that was never read, or whose reading was cut short, is
 * due at once.
 */
export function dueAt({ settings: { every }, state }: Pick<SetSource, 'settings' | 'state'>): number {
  if (!state) return 0;
  const { startedAt, endedAt, failures } = state;
  if (endedAt === undefined) return startedAt;
  return failures === 0 ? startedAt + every : endedAt + Math.min(every, FIRST_RETRY_MS * 2 ** (failures - 1));
}
