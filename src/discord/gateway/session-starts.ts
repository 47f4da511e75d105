import { withinDay } from './pauses.ts';

/**
 * The sessions that this process asks for. Discord counts those of a day over all shards, and lets the shards of a
 * bucket in one after the other.
 */
export interface SessionStarts {
  /** Waits until no other shard of the bucket is about to begin; whoever has the turn gives it back. */
  turn(bucket: number): Promise<() => void>;
  /** A session is asked for. `now` in ms since the epoch. */
  note(bucket: number, now: number): void;
  /** When they were asked for within the last day, the latest last. */
  begun(now: number): readonly number[];
  latestIn(bucket: number): number | undefined;
}

export function sessionStarts(): SessionStarts {
  let all: number[] = [];
  const latest = new Map<number, number>();
  const turns = new Map<number, Promise<void>>();
  return {
    async turn(bucket) {
      const before = turns.get(bucket);
      const { promise, resolve } = Promise.withResolvers<void>();
      turns.set(bucket, promise);
      await before;
      return resolve;
    },
    note(bucket, now) {
      all = [...withinDay(all, now), now];
      latest.set(bucket, now);
    },
    begun: now => withinDay(all, now),
    latestIn: bucket => latest.get(bucket),
  };
}
