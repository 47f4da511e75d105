import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { startBot } from '../../src/app/bot.ts';
import { readConfig } from '../../src/app/config.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { leases } from '../../src/store/leases.ts';
import { onPostgres, openTarget } from '../store/each-store.ts';
import { PAPERS } from './daily.ts';
import { OffprintProcess } from './process.ts';
import { sharedIndex } from './shared-index.ts';

/** Interactions a second. */
const RATE = 50;
/** A second lasts so many times as long here: what is slow on a busy machine is not late. */
const SLOWNESS = 8;
const BEGUN = systemClock.now();

const slowClock: Clock = {
  now: () => BEGUN + Math.floor((systemClock.now() - BEGUN) / SLOWNESS),
  after: (ms, run) => systemClock.after(ms * SLOWNESS, run),
};

onPostgres('a restart with a standby', makeTarget => {
  it(`loses no interaction of ${RATE} a second, and none is answered twice`, async () => {
    const target = await makeTarget();
    const { url = '' } = target;
    const seen = leases(await openTarget(target));
    const sandbox = await startSandbox({ clock: slowClock });
    onTestFinished(() => sandbox.close());
    const start = () =>
      startBot({
        config: { ...readConfig({ DISCORD_API_URL: sandbox.apiUrl, DATABASE_URL: url }), token: sandbox.token },
        clock: slowClock,
        network: { clock: slowClock, random: () => 0.5 },
        log: pino({ level: 'silent' }),
        random: () => 0.5,
        buildIndex: sharedIndex,
        onLost: error => {
          throw error;
        },
      });
    let connected = await start();
    await connected.registered;
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
      let hasNext = false;
      const next = start().finally(() => {
        hasNext = true;
      });
      await expect.poll(() => seen.end('gateway-standby')).toBeDefined();
      await expect.poll(() => asked.length).toBeGreaterThan(RATE * (turn + 1));
      expect(hasNext).toBe(false);
      await connected.stop();
      connected = await next;
    }
    await sleep(200);
    isOver = true;
    await asking;
    const fates = await Promise.all(asked);
    expect(fates.length).toBeGreaterThan(RATE);
    expect(fates.filter(fate => fate !== 'answered')).toEqual([]);
    expect(sandbox.violations).toEqual([]);
    await connected.stop();
  });

  it('is done by processes with the signal that ends the first', async () => {
    const { url = '' } = await makeTarget();
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const start = () =>
      new OffprintProcess({ DISCORD_TOKEN: sandbox.token, DISCORD_API_URL: sandbox.apiUrl, DATABASE_URL: url });
    const first = start();
    await first.says('Commands registered');
    const next = start();
    await next.says('This Offprint stands by');
    expect(sandbox.connections).toBe(1);
    first.signal('SIGTERM');
    expect(await first.ended()).toBe(0);
    await next.says('This Offprint has the connection');
    expect((await sandbox.person('reader').slash(PAPERS, 'random')).message).toBeDefined();
    next.signal('SIGTERM');
    expect(await next.ended()).toBe(0);
    expect(sandbox.violations).toEqual([]);
  });

  it('is no longer awaited by a process that is told to end while it stands by', async () => {
    const target = await makeTarget();
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const env = {
      DISCORD_TOKEN: sandbox.token,
      DISCORD_API_URL: sandbox.apiUrl,
      DATABASE_URL: target.url ?? '',
    };
    const first = new OffprintProcess(env);
    await first.says('Commands registered');
    const next = new OffprintProcess(env);
    await next.says('This Offprint stands by');
    next.signal('SIGTERM');
    expect(await next.ended()).toBe(0);
    const left = (await leases(await openTarget(target)).ends('gateway')).map(({ name }) => name);
    expect(left.filter(name => name.startsWith('gateway-member'))).toHaveLength(1);
    expect(left).not.toContain('gateway-standby');
    expect(sandbox.connections).toBe(1);
    first.signal('SIGTERM');
    expect(await first.ended()).toBe(0);
  });
});
