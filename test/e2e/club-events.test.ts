import { expect, it } from 'vitest';
import type { ShownEvent } from '../../src/sandbox/driver/shown.ts';
import { eachStore } from '../store/each-store.ts';
import { comesTo, createClub, say, spoken } from './club.ts';
import { type DailyStage, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';

const CREATE = 'POST /guilds/{guild}/scheduled-events';

const eventsOf = ({ sandbox }: DailyStage): ShownEvent[] => sandbox.person('moderator').events('Paper club');
const made = ({ sandbox }: DailyStage) => sandbox.requests.filter(({ route }) => route === CREATE);
const paperFor = async ({ sandbox }: DailyStage) => {
  const typed = { paper: 'calibration' };
  return (await sandbox.person('reader').complete(PAPERS, 'club', typed, 'paper', 'nominate'))[0]?.value ?? '';
};
/** Five days before the first session. */
const toEvent = (stage: DailyStage) => comesTo(stage, 'an event', () => eventsOf(stage).length > 0);

eachStore('the events of a journal club', (_, makeTarget) => {
  it('follow their sessions: paper, presenter, time, and whether they take place', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage, { where: 'Room 5' });
    await toEvent(stage);
    expect(eventsOf(stage)).toMatchObject([
      {
        name: 'Thursday papers',
        where: 'Room 5',
        startAt: Date.UTC(2026, 0, 22, 17),
        endAt: Date.UTC(2026, 0, 22, 18),
      },
    ]);
    expect(eventsOf(stage)[0]?.description).toContain('The paper is not chosen yet.');
    const { sandbox } = stage;
    const reader = sandbox.person('reader');
    reader.interested('Paper club', eventsOf(stage)[0]?.id ?? '');
    expect(await say(stage, 'reader', 'next')).toContain('1 person');
    await say(stage, 'moderator', 'guest', { paper: `${await paperFor(stage)}` });
    const planned = await (await reader.slash(PAPERS, 'club', {}, 'next')).later();
    await reader.press(planned, 'I present');
    await stage.pass(5 * MINUTE);
    expect(eventsOf(stage)[0]?.name).toMatch(/^Thursday papers: ./);
    expect(eventsOf(stage)[0]?.description).toContain(`<@${reader.id}> presents.`);
    await say(stage, 'moderator', 'move', { to: '2026-01-23' });
    await stage.pass(5 * MINUTE);
    expect(eventsOf(stage)).toMatchObject([{ startAt: Date.UTC(2026, 0, 23, 17), users: [reader.id] }]);
    const cancelled = await (await sandbox.person('moderator').slash(PAPERS, 'club', {}, 'cancel')).later();
    await stage.pass(5 * MINUTE);
    expect(eventsOf(stage)).toEqual([]);
    await sandbox.person('moderator').press(cancelled, 'Let it take place');
    await stage.pass(5 * MINUTE);
    expect(eventsOf(stage)).toMatchObject([{ startAt: Date.UTC(2026, 0, 23, 17) }]);
    await say(stage, 'moderator', 'remove');
    expect(eventsOf(stage)).toEqual([]);
    expect(made(stage)).toHaveLength(2);
  });

  it('are made once, whatever Discord answers, also after a restart', async () => {
    const stage = await dailyStage(await makeTarget(), { faulty: true });
    await createClub(stage);
    stage.sandbox.faults.failNext({ route: CREATE, status: 502, when: 'after', times: 1 });
    await toEvent(stage);
    await stage.restart();
    await stage.pass(HOUR);
    expect(eventsOf(stage)).toHaveLength(1);
    expect(made(stage)).toHaveLength(1);
    await say(stage, 'moderator', 'move', { to: '2026-01-23' });
    await stage.pass(5 * MINUTE);
    expect(eventsOf(stage)).toMatchObject([{ startAt: Date.UTC(2026, 0, 23, 17) }]);
  });

  it('do not stay in the server when their club is removed, whatever Discord answers, also after a restart', async () => {
    const stage = await dailyStage(await makeTarget(), { faulty: true });
    await createClub(stage);
    await toEvent(stage);
    const change = 'PATCH /guilds/{guild}/scheduled-events/{event}';
    stage.sandbox.faults.failNext({ route: change, status: 502, times: 1 });
    const manager = stage.sandbox.person('moderator');
    const removed = await (await manager.slash(PAPERS, 'club', {}, 'remove')).later();
    expect(eventsOf(stage)).toHaveLength(1);
    expect(removed.text).toContain('is removed');
    await stage.restart();
    await stage.pass(10 * MINUTE);
    expect(eventsOf(stage)).toEqual([]);
  });

  it('are its own again when their club comes back before Discord has cancelled them', async () => {
    const stage = await dailyStage(await makeTarget(), { faulty: true });
    await createClub(stage);
    await toEvent(stage);
    const [before] = eventsOf(stage);
    const change = 'PATCH /guilds/{guild}/scheduled-events/{event}';
    stage.sandbox.faults.failNext({ route: change, status: 502, times: 1 });
    const manager = stage.sandbox.person('moderator');
    const removed = await (await manager.slash(PAPERS, 'club', {}, 'remove')).later();
    expect((await (await manager.press(removed, 'Undo')).later()).text).toContain('It is back');
    await stage.pass(10 * MINUTE);
    expect(eventsOf(stage).map(({ id }) => id)).toEqual([before?.id]);
    expect(made(stage)).toHaveLength(1);
  });

  it('are made again when their club comes back after a cancellation of which Discord did not tell', async () => {
    const stage = await dailyStage(await makeTarget(), { faulty: true });
    await createClub(stage);
    await toEvent(stage);
    const change = 'PATCH /guilds/{guild}/scheduled-events/{event}';
    stage.sandbox.faults.failNext({ route: change, status: 502, when: 'after', times: 1 });
    const manager = stage.sandbox.person('moderator');
    const removed = await (await manager.slash(PAPERS, 'club', {}, 'remove')).later();
    expect(eventsOf(stage)).toEqual([]);
    await manager.press(removed, 'Undo');
    await stage.restart();
    await stage.pass(10 * MINUTE);
    expect(eventsOf(stage)).toHaveLength(1);
    expect(made(stage)).toHaveLength(2);
  });

  it('are not made without Create Events, which is named, and are as soon as it is given', async () => {
    const stage = await dailyStage(await makeTarget(), { faulty: true });
    const may = (permissions: bigint) =>
      stage.sandbox.faults.setRole({ guild: 'Paper club', role: 'Offprint' }, { permissions });
    may(1n << 33n);
    await stage.pass(MINUTE);
    expect(await createClub(stage)).toContain(
      'Sessions do not become events of this server, since I lack **Create Events**',
    );
    await comesTo(stage, 'the ballot', () => spoken(stage).length > 0);
    const next = await say(stage, 'reader', 'next');
    expect(next).toContain('I lack **Create Events**');
    expect(next).not.toContain('becomes an event');
    expect(next).toContain('I come');
    expect(eventsOf(stage)).toEqual([]);
    may(1n << 44n);
    await stage.pass(MINUTE);
    expect(eventsOf(stage)).toHaveLength(1);
    expect(await say(stage, 'reader', 'next')).not.toContain('I lack');
  });

  it('that somebody has taken away is not made again; without events there is none', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage);
    await createClub(stage, { name: 'Thursday papers too', without: 'event' });
    await toEvent(stage);
    const [guild] = stage.sandbox.world.guilds.values();
    guild?.events.clear();
    await say(stage, 'moderator', 'move', { to: '2026-01-23', club: 'Thursday papers' });
    await stage.pass(5 * MINUTE);
    await say(stage, 'moderator', 'move', { to: '2026-01-24', session: '2026-01-22', club: 'Thursday papers' });
    await stage.pass(5 * MINUTE);
    expect(eventsOf(stage)).toEqual([]);
    expect(made(stage)).toHaveLength(1);
  });
});
