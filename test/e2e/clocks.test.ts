import { expect, it } from 'vitest';
import { localDate } from '../../src/calendar/occurrences.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { eachStore } from '../store/each-store.ts';
import { AT_HALF_PAST_EIGHT, DAY, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';
import { setTheStage } from './harness.ts';

const PAPER = { paper: '2110.04260' };
eachStore('a machine whose clock is wrong for a moment', (_, makeTarget) => {
  it.each([
    ['three days ahead', 3 * DAY, 'planned again'],
    ['a day behind', -DAY, 'jumped ahead'],
  ])('%s: every day has its post', async (_name, aheadMs, noticed) => {
    const skew = { ms: 0 };
    const lines: string[] = [];
    const stage = await dailyStage(await makeTarget(), { skew, lines });
    const start = stage.clock.now();
    const { posts, pass, until, sandbox } = stage;
    const moderator = sandbox.person('moderator');
    await moderator.slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
    await until('the first post', () => posts().length === 1);
    skew.ms = aheadMs;
    // Something happens, so that the bot looks what is due.
    await moderator.slash(PAPERS, 'daily', { ...AT_HALF_PAST_EIGHT, time: '12:00' }, 'subscribe');
    await expect.poll(() => lines.join('')).toContain('The clock of this machine is wrong');
    await pass(MINUTE);
    skew.ms = 0;
    await pass(MINUTE);
    await expect.poll(() => lines.join('')).toContain(noticed);
    await expect.poll(() => lines.join('')).toContain('is right again');
    for (let day = 0; day < 3; day += 1) await pass(DAY);
    const days = posts().map(({ id }) => localDate(Number(BigInt(id) >> 22n) + 1_420_070_400_000, 'Europe/Berlin'));
    const dates = [0, 1, 2, 3].map(day => localDate(start + day * DAY, 'Europe/Berlin'));
    // One of each of the two, but for the last noon.
    expect(days).toEqual(dates.flatMap(date => [date, date]).slice(0, -1));
  });

  it('set back by two hours it keeps nobody from anything', async () => {
    const right = drivenClock();
    let aheadMs = 0;
    const clock = { now: () => right.now() + aheadMs, after: right.after };
    const { url } = await makeTarget();
    const env = url === undefined ? {} : { DATABASE_URL: url };
    const { sandbox } = await setTheStage({ clock, network: right, env, lines: [] });
    const reader = sandbox.person('reader');
    const show = async () => (await reader.slash(PAPERS, 'paper', PAPER)).later();
    const before = (await show()).buttons.map(({ label }) => label);
    aheadMs = 2 * HOUR;
    for (let i = 0; i < 59; i += 1) await show();
    aheadMs = 0;
    expect((await show()).buttons.map(({ label }) => label)).toEqual(before);
  });
});
