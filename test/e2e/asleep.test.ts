import { describe, expect, it } from 'vitest';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { onPostgres } from '../store/each-store.ts';
import { settled } from '../subscriptions/settled.ts';
import { AT_HALF_PAST_EIGHT, dailyStage, directly, HOUR, MINUTE, PAPERS } from './daily.ts';
import { setTheStage } from './harness.ts';

const PAPER = { paper: '2110.04260' };

/** What became of something that a person did: the words of Discord when it failed. */
function fate(done: Promise<unknown>): Promise<string> {
  return done.then(
    () => 'answered',
    error => String(error),
  );
}

describe('a bot that was stopped for a while', () => {
  it.each([4, 20, 3_600])('does nothing of what Discord has called failed, %i s ago', async seconds => {
    const stage = await dailyStage(undefined, { lines: [], faulty: true });
    const { sandbox, clock } = stage;
    const reader = sandbox.person('reader');
    const moderator = sandbox.person('moderator');
    await moderator.slash(PAPERS, 'daily', { ...AT_HALF_PAST_EIGHT, time: '20:30' }, 'subscribe');
    const card = await (await reader.slash(PAPERS, 'paper', PAPER)).later();
    sandbox.faults.holdEvents(true);
    const fates = [
      fate(reader.press(card, '👍')),
      fate(reader.press(card, 'Save')),
      fate(moderator.slash(PAPERS, 'daily', {}, 'now')),
      fate(reader.complete(PAPERS, 'paper', { paper: 'calib' }, 'paper')),
    ];
    await clock.advance(seconds * 1_000);
    for (const one of await Promise.all(fates)) expect(one).toContain('did not answer');
    sandbox.faults.holdEvents(false);
    await stage.pass(5 * MINUTE);
    const later = await (await reader.slash(PAPERS, 'paper', PAPER)).later();
    expect(later.buttons.map(({ label }) => label)).toContain('👍');
    expect(await (await reader.slash(PAPERS, 'list', {}, 'show')).later()).toMatchObject({
      text: expect.stringContaining('Nothing is saved yet'),
    });
    expect(stage.posts()).toEqual([]);
    // What a person tries again counts, once.
    const again = await (await reader.press(later, '👍')).later();
    expect(again.buttons.map(({ label }) => label)).toContain('👍 1');
  });
});

describe('a machine whose clock differs from that of Discord', () => {
  it.each([-HOUR, -5_000, 5_000])('by %i ms answers what is fresh, and nothing that is late', async ms => {
    const discord = drivenClock();
    let difference = ms;
    const clock = { now: () => discord.now() + difference, after: discord.after };
    const lines: string[] = [];
    const { sandbox } = await setTheStage({ clock, network: discord, lines, faulty: true });
    const reader = sandbox.person('reader');
    const card = await (await reader.slash(PAPERS, 'paper', PAPER)).later();
    sandbox.faults.holdEvents(true);
    const pressed = fate(reader.press(card, '👍'));
    await discord.advance(10_000);
    expect(await pressed).toContain('did not answer');
    sandbox.faults.holdEvents(false);
    await expect.poll(() => lines.join('')).toContain('read too late');
    // And is set right, or wrong the other way, while the bot runs.
    difference = -ms;
    const later = await (await reader.slash(PAPERS, 'paper', PAPER)).later();
    expect(later.buttons.map(({ label }) => label)).toContain('👍');
    difference = ms;
    expect(await fate(reader.slash(PAPERS, 'paper', PAPER))).toBe('answered');
  });
});

onPostgres('a bot that slept while another one took its place', makeTarget => {
  it('answers nothing and posts nothing', async () => {
    const target = await makeTarget();
    const skew = { ms: 0 };
    const lost: Error[] = [];
    const stage = await dailyStage(target, { skew, lost, lines: [], faulty: true });
    const { sandbox, clock } = stage;
    const reader = sandbox.person('reader');
    const moderator = sandbox.person('moderator');
    await moderator.slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
    const card = await (await reader.slash(PAPERS, 'paper', PAPER)).later();
    const database = directly(target);
    const until = clock.now() + HOUR;
    await database.db.updateTable('lease').set({ holder: 'another', until }).where('name', '=', 'gateway').execute();
    // By its timers no time has passed.
    skew.ms = MINUTE;
    const pressed = fate(reader.press(card, '👍'));
    await expect.poll(() => lost.map(({ message }) => message).join()).toContain('Another Offprint');
    await clock.advance(4_000);
    expect(await pressed).toContain('did not answer');
    expect(await database.db.selectFrom('vote').selectAll().execute()).toEqual([]);
    await clock.advance(6 * MINUTE);
    await settled(database, clock);
    expect(stage.posts()).toEqual([]);
  });
});
