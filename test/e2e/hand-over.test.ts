import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { onPostgres } from '../store/each-store.ts';
import { PAPERS } from './daily.ts';
import { OffprintProcess } from './process.ts';

/** Interactions a second. */
const RATE = 50;
/** Discord's seconds are so many times as long here: what is slow on a busy machine is not lost. */
const SLOWNESS = 5;

const BEGUN = systemClock.now();
const slowClock: Clock = {
  now: () => BEGUN + (systemClock.now() - BEGUN) / SLOWNESS,
  after: (ms, run) => systemClock.after(ms * SLOWNESS, run),
};

onPostgres('a restart with a standby', makeTarget => {
  it(`loses no interaction of ${RATE} a second, and none is answered twice`, async () => {
    const { url = '' } = await makeTarget();
    const sandbox = await startSandbox({ clock: slowClock });
    onTestFinished(() => sandbox.close());
    const start = () =>
      new OffprintProcess({ DISCORD_TOKEN: sandbox.token, DISCORD_API_URL: sandbox.apiUrl, DATABASE_URL: url });
    let connected = start();
    await connected.says('Commands registered');
    const reader = sandbox.person('reader');
    const asked: Promise<string>[] = [];
    let isOver = false;
    const asking = (async () => {
      for (; !isOver; await sleep(1000 / RATE)) {
        asked.push(
          reader.slash(PAPERS, 'paper', { paper: '2110.04260' }).then(
            () => 'answered',
            error => String(error),
          ),
        );
      }
    })();
    for (let turn = 0; turn < 2; turn += 1) {
      const next = start();
      await next.says('This Offprint stands by');
      connected.signal('SIGTERM');
      expect(await connected.ended()).toBe(0);
      await next.says('This Offprint has taken over');
      connected = next;
    }
    await sleep(200);
    isOver = true;
    await asking;
    const fates = await Promise.all(asked);
    expect(fates.length).toBeGreaterThan(RATE);
    expect(fates.filter(fate => fate !== 'answered')).toEqual([]);
    expect(sandbox.violations).toEqual([]);
    connected.signal('SIGTERM');
    expect(await connected.ended()).toBe(0);
  });
});
