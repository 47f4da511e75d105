import { pino } from 'pino';
import { expect, it } from 'vitest';
import { planning } from '../../src/store/planning.ts';
import { subscriptions } from '../../src/store/subscriptions.ts';
import { cancelLeft } from '../../src/subscriptions/clubs/left-events.ts';
import { eachStore } from './each-store.ts';
import { weeklyClub } from './weekly-club.ts';

const DATES = ['1970-01-08', '1970-01-15', '1970-01-22'];
const MINUTE_MS = 60_000;
const by = { userId: '1', guildId: 'g', now: 1 };

eachStore('events of a club that was removed', openFresh => {
  /** The club is removed and comes back while the first of its three events is being cancelled. */
  async function backMeanwhile(answer: 'done' | 'unsure') {
    const store = await openFresh();
    const { clubs, id } = await weeklyClub(store);
    for (const [i, date] of DATES.entries()) {
      await planning(store)(into => into.clubs.planEvent(id, { date, at: 1_000_000 }, 'facts'));
      await clubs.events.made(id, date, `event-${i}`);
    }
    const step = await subscriptions(store).remove(id, by);
    const left = await clubs.leftEvents.takeUp(1, 5);
    const cancelled: string[] = [];
    await cancelLeft(left, {
      store: { clubs },
      events: {
        find: async () => ({ kind: 'absent' }),
        cancel: async (_, eventId) => {
          cancelled.push(eventId);
          await subscriptions(store).bringBack(step ?? '', by, { most: 10, refuse: () => undefined });
          return answer === 'done' ? { kind: answer } : { kind: answer, error: new Error('cut off') };
        },
      },
      clock: { now: () => 1 },
      log: pino({ enabled: false }),
    });
    const events = () => Promise.all(DATES.map(async date => (await clubs.events.get(id, date))?.eventId));
    const mayPlan = () =>
      planning(store)(into =>
        Promise.all(DATES.map(async date => (await into.clubs.nextEvent(id, date)) !== undefined)),
      );
    return { clubs, id, cancelled, events, mayPlan };
  }

  it('are its own again, but for the one that was being cancelled: that one is made again', async () => {
    const { cancelled, events, mayPlan } = await backMeanwhile('done');
    expect(cancelled).toHaveLength(1);
    const ids = await events();
    expect(ids.filter(one => one === undefined)).toHaveLength(1);
    expect(ids).not.toContain(cancelled[0]);
    expect(await mayPlan()).toEqual([true, true, true]);
  });

  it('are not looked for before a cancellation is over that Discord has not answered, and never cancelled again', async () => {
    const { clubs, cancelled, events, mayPlan } = await backMeanwhile('unsure');
    expect(await events()).not.toContain(cancelled[0]);
    const waits = async () => (await mayPlan()).filter(may => !may).length;
    expect(await waits()).toBe(1);
    expect(await clubs.leftEvents.takeUp(2 * MINUTE_MS, 5)).toEqual([]);
    expect(await waits()).toBe(0);
  });
});
