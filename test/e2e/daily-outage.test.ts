import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { leases } from '../../src/store/leases.ts';
import { onPostgres, type Target } from '../store/each-store.ts';
import { silentProxy } from '../store/silent-proxy.ts';
import { AT_HALF_PAST_EIGHT, DAY, dailyStage, directly, HOUR, MINUTE, PAPERS } from './daily.ts';
import { setTheStage } from './harness.ts';

onPostgres('a database out of order', makeTarget => {
  async function behindProxy(): Promise<{ target: Target; proxy: Awaited<ReturnType<typeof silentProxy>> }> {
    const { url = '', path } = await makeTarget();
    const address = new URL(url);
    const proxy = await silentProxy({ host: address.hostname, port: Number(address.port || 5432) });
    onTestFinished(() => proxy.close());
    address.hostname = '127.0.0.1';
    address.port = String(proxy.port);
    return { target: { url: address.href, path }, proxy };
  }

  it.each(['closed', 'silent'] as const)(
    'that is %s: no post is lost or doubled, and searches are answered',
    async mode => {
      const { target, proxy } = await behindProxy();
      const stage = await dailyStage(target);
      const { sandbox } = stage;
      const moderator = sandbox.person('moderator');
      await moderator.slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
      proxy.mode = mode;
      if (mode === 'closed') proxy.cut();
      await stage.pass(10 * MINUTE);
      // The second is too long for a button: its pages would have to be kept.
      for (const query of [
        'calibration',
        'calibration of the probabilities that deep neural networks predict '.repeat(3),
      ]) {
        const search = await sandbox.person('reader').slash(PAPERS, 'search', { query });
        expect((await search.later()).text).toContain('Results for');
      }
      expect(stage.posts()).toEqual([]);
      proxy.mode = 'open';
      await stage.until('the post', () => stage.posts().length > 0);
      await stage.pass(HOUR);
      expect(stage.posts()).toHaveLength(1);
      await stage.pass(DAY - HOUR - 10 * MINUTE);
      await stage.until('the next post', () => stage.posts().length === 2);
    },
  );

  it('the second process that would answer is refused in words, and may once the first is gone', async () => {
    const target = await makeTarget();
    const env = { DATABASE_URL: target.url ?? '' };
    const { clock, sandbox, bot } = await dailyStage(target);
    const second = setTheStage({ clock, env: { ...env, DISCORD_API_URL: sandbox.apiUrl } });
    const refused = expect(second).rejects.toThrow(/Another Offprint is connected/);
    const lease = leases(directly(target));
    let ended = false;
    const end = refused.finally(() => {
      ended = true;
    });
    while (!ended) {
      await clock.advance(5_000);
      await sleep(20);
      // The first one needs its time to renew it, however busy the machine is.
      for (let i = 0; i < 20 && ((await lease.end('gateway')) ?? 0) < clock.now() + 15_000; i += 1) await sleep(5);
    }
    await end;
    await bot.stop();
    const third = await setTheStage({ clock, env: { ...env, DISCORD_API_URL: sandbox.apiUrl } });
    expect(third.bot.invites.server).toContain('client_id');
  });
});
