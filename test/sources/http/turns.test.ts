import { expect, it } from 'vitest';
import { turns } from '../../../src/sources/http/turns.ts';
import { leases } from '../../../src/store/leases.ts';
import { eachStore } from '../../store/each-store.ts';
import { jumpingClock, never } from '../rig.ts';

eachStore('turns', openFresh => {
  it('are three seconds apart at arXiv, from the end of one answer to the next request, whoever asks', async () => {
    const { db } = await openFresh();
    const clock = jumpingClock();
    const asked: { from: number; to: number }[] = [];
    const process = async (ms: number) => {
      // Each process has its own connection to the one database.
      const take = turns(leases({ db }), clock);
      for (let n = 0; n < 4; n++) {
        const turn = await take('arxiv', never);
        const from = clock.now();
        await new Promise<void>(resolve => clock.after(ms, resolve));
        asked.push({ from, to: clock.now() });
        await turn.end();
      }
    };
    await Promise.all([process(10), process(700), process(5_000)]);
    expect(asked).toHaveLength(12);
    asked.sort((a, b) => a.from - b.from);
    for (const [i, { from }] of asked.slice(1).entries())
      expect(from - (asked[i]?.to ?? 0)).toBeGreaterThanOrEqual(3_000);
  });

  it('of different services do not wait for each other', async () => {
    const { db } = await openFresh();
    const clock = jumpingClock();
    const take = turns(leases({ db }), clock);
    await take('arxiv', never);
    await take('hugging-face', never);
    expect(clock.waited).toEqual([]);
  });

  it('wait for all as long as the service has asked one to', async () => {
    const { db } = await openFresh();
    const clock = jumpingClock();
    const began = clock.now();
    await (await turns(leases({ db }), clock)('arxiv', never)).end(120_000);
    await turns(leases({ db }), clock)('arxiv', never);
    expect(clock.now() - began).toBe(120_000);
  });

  it('come even when whoever had one was killed', async () => {
    const { db } = await openFresh();
    const clock = jumpingClock();
    await turns(leases({ db }), clock)('arxiv', never);
    await turns(leases({ db }), clock)('arxiv', never);
    expect(clock.waited).toEqual([150_000]);
  });

  it('are not waited for any longer when the run is to end', async () => {
    const { db } = await openFresh();
    const clock = jumpingClock();
    const take = turns(leases({ db }), { ...clock, after: () => () => {} });
    await take('arxiv', never);
    const ending = new AbortController();
    const waiting = take('arxiv', ending.signal);
    setTimeout(() => ending.abort(new Error('stopped')), 10);
    await expect(waiting).rejects.toThrow('stopped');
  });
});
