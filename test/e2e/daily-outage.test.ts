import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { onPostgres, type Target } from '../store/each-store.ts';
import { silentProxy } from '../store/silent-proxy.ts';
import { AT_HALF_PAST_EIGHT, DAY, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';
import { type Stage, setTheStage } from './harness.ts';

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

  it('the second process that would answer stands by, and answers once the first is gone', async () => {
    const target = await makeTarget();
    const { clock, sandbox, bot } = await dailyStage(target);
    let second: Stage | undefined;
    const env = { DATABASE_URL: target.url ?? '', DISCORD_API_URL: sandbox.apiUrl };
    const starting = setTheStage({ clock, env }).then(stage => {
      second = stage;
    });
    for (let turn = 0; turn < 20; turn += 1) {
      await clock.advance(5_000);
      await sleep(20);
    }
    expect(second).toBeUndefined();
    expect(sandbox.connections).toBe(1);
    let hasStopped = false;
    const stopping = bot.stop().then(() => {
      hasStopped = true;
    });
    while (!second || !hasStopped) {
      await clock.advance(100);
      await sleep(5);
    }
    await Promise.all([starting, stopping]);
    expect((await sandbox.person('reader').slash(PAPERS, 'random')).message).toBeDefined();
  });
});
