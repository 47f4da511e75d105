import pino from 'pino';
import { expect, it } from 'vitest';
import { turns } from '../../../src/sources/http/turns.ts';
import { HELD_MS } from '../../../src/store/held-lease.ts';
import { leases } from '../../../src/store/leases.ts';
import { fastClock } from '../../chaos/fast-clock.ts';
import { eachStore } from '../../store/each-store.ts';
import { jumpingClock, never } from '../rig.ts';

const log = pino({ level: 'silent' });

eachStore('turns', openFresh => {
  it('are three seconds apart at arXiv, from the end of one answer to the next request, whoever asks', async () => {
    const { db } = await openFresh();
    const clock = fastClock({ start: Date.now(), origin: Date.now(), speed: 50 });
    const asked: { from: number; to: number }[] = [];
    const process = async (ms: number) => {
      // Each process has its own connection to the one database.
      const take = turns({ leases: leases({ db }), clock, log });
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
    const take = turns({ leases: leases({ db }), clock, log });
    const began = clock.now();
    await (await take('arxiv', never)).end();
    await take('hugging-face', never);
    expect(clock.now()).toBe(began);
  });

  it('wait for all as long as the service has asked one to', async () => {
    const { db } = await openFresh();
    const clock = jumpingClock();
    const began = clock.now();
    await (await turns({ leases: leases({ db }), clock, log })('arxiv', never)).end(120_000);
    const waits: string[] = [];
    await turns({ leases: leases({ db }), clock, log })('arxiv', never, what => waits.push(what));
    expect(clock.now() - began).toBe(120_000);
    expect(waits[0]).toMatch(/^waiting \d+ s for the next turn to ask arXiv$/);
  });

  it('come even when whoever had one was killed', async () => {
    const { db } = await openFresh();
    const clock = jumpingClock();
    const began = clock.now();
    await leases({ db }).hold('asking arxiv', 'killed', began, began + HELD_MS);
    await turns({ leases: leases({ db }), clock, log })('arxiv', never);
    expect(clock.now() - began).toBe(HELD_MS);
  });

  it('are not waited for any longer when the run is to end', async () => {
    const { db } = await openFresh();
    const clock = jumpingClock();
    const take = turns({ leases: leases({ db }), clock: { ...clock, after: () => () => {} }, log });
    await take('arxiv', never);
    const ending = new AbortController();
    const waiting = take('arxiv', ending.signal);
    setTimeout(() => ending.abort(new Error('stopped')), 10);
    await expect(waiting).rejects.toThrow('stopped');
  });
});
