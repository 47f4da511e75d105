import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { sql } from 'kysely';
import pino from 'pino';
import { expect, it } from 'vitest';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { Database } from '../../src/store/database.ts';
import { CHANNEL, postgresSignals } from '../../src/store/signals.ts';
import { onPostgres, openTarget } from '../store/each-store.ts';
import { Postbox, WISH } from '../subscriptions/postbox.ts';
import { dailyOver } from '../subscriptions/rig.ts';

const log = pino({ level: 'silent' });

/** Fulfilled when what is sent is heard. */
async function listening({ signals }: Database): Promise<{ heard: () => number }> {
  let heard = 0;
  signals?.listen('gateway', () => {
    heard += 1;
  });
  await expect.poll(() => signals?.isListening).toBe(true);
  // What may have been missed is told as soon as it listens.
  expect(heard).toBe(1);
  return { heard: () => heard };
}

onPostgres('signals between processes', makeTarget => {
  it('reach each process on the same database, and no other one', async () => {
    const [target, other] = [await makeTarget(), await makeTarget()];
    const [one, two, elsewhere] = [await openTarget(target), await openTarget(target), await openTarget(other)];
    const ears = await Promise.all([one, two, elsewhere].map(listening));
    one.signals?.send('gateway');
    one.signals?.send('due');
    await expect.poll(() => ears.map(({ heard }) => heard())).toEqual([2, 2, 1]);
  });

  it('are heard again after their connection was cut, and what was missed meanwhile is told', async () => {
    const database = await openTarget(await makeTarget());
    const { heard } = await listening(database);
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where query = 'listen "' || ${sql.raw(CHANNEL)} || '"'`.execute(database.db);
    await expect.poll(heard).toBe(2);
    expect(database.signals?.isListening).toBe(true);
    database.signals?.send('gateway');
    await expect.poll(heard).toBe(3);
  });

  it('do not count as heard where words are swallowed, as by a pooler', async () => {
    const { url = '' } = await makeTarget();
    const sent: string[] = [];
    const deaf = postgresSignals(
      url,
      async word => {
        sent.push(word);
      },
      log,
    );
    deaf.listen('gateway', () => {});
    await expect.poll(() => sent.length).toBeGreaterThanOrEqual(2);
    expect(deaf.isListening).toBe(false);
    await deaf.close();
  });

  it('end also while their connection hangs', async () => {
    const sockets: Socket[] = [];
    const silent = createServer(socket => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const signals = postgresSignals(`postgres://nobody@127.0.0.1:${port}/none`, async () => {}, log);
    signals.listen('gateway', () => {});
    await expect.poll(() => sockets.length).toBe(1);
    await signals.close();
    expect(signals.isListening).toBe(false);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('let a process that only delivers begin at once with what another one was asked for', async () => {
    const target = await makeTarget();
    const clock = drivenClock();
    const asked = await dailyOver(await openTarget(target), clock);
    const delivers = await dailyOver(await openTarget(target), clock);
    const postbox = new Postbox(clock);
    delivers.start(postbox);
    const found = await asked.subscribe(WISH, '1');
    if (found === 'full' || !('added' in found)) throw new Error('It was not added.');
    // No time passes: nobody looks by themselves.
    await asked.postNow(found.added);
    await expect.poll(() => postbox.sent.length).toBe(1);
    await delivers.stop();
  });
});
