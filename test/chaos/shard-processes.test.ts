import { expect, it } from 'vitest';
import { onPostgres } from '../store/each-store.ts';
import { troubleProcesses } from './shard-processes.ts';

onPostgres('two processes with four shards and 200 servers', makeTarget => {
  it('lose and double nothing when they are killed, stopped, told to end, and lose their database', {
    timeout: 300_000,
  }, async () => {
    const { url: databaseUrl = '' } = await makeTarget();
    const report = await troubleProcesses({
      databaseUrl,
      seed: 11,
      servers: 200,
      shards: 4,
      processes: 2,
      troubles: ['killed', 'database hangs', 'stopped', 'told to end'],
    });
    const { lost, doubled, refused, missing, posts } = report;
    expect({ lost, doubled, refused, missing }).toEqual({ lost: [], doubled: [], refused: [], missing: [] });
    expect(posts).toMatchObject({ lost: [], doubled: [], threadless: [], pending: [] });
    expect(posts.due).toBeGreaterThan(10);
    // The shards of the one that was killed, and of the one that was stopped.
    expect(report.takenOver).toBeGreaterThanOrEqual(2);
    // Only in a hand-over, or until one that was stopped has looked around.
    expect(report.overlapMs).toBeLessThanOrEqual(10_000);
    expect(report.asked).toBeGreaterThan(500);
  });
});
