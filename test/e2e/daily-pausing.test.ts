import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/app/config.ts';
import { startWorker } from '../../src/app/worker.ts';
import { eachStore, onPostgres } from '../store/each-store.ts';
import { SILENT } from '../subscriptions/rig.ts';
import { AT_HALF_PAST_EIGHT, DAY, type DailyStage, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';
import { followStage, OLD, paper } from './follow.ts';

const CLUB = PAPERS.guild;
const SEND = { ...PAPERS, permission: 'SEND_MESSAGES' } as const;

eachStore('what the bot paused', (_, makeTarget) => {
  async function subscribed(): Promise<DailyStage> {
    const stage = await dailyStage(await makeTarget());
    const answer = await stage.sandbox.person('moderator').slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
    expect((await answer.later()).text).toContain('Set up');
    return stage;
  }
  async function ask({ sandbox }: DailyStage, subcommand: string): Promise<string> {
    return (await (await sandbox.person('moderator').slash(PAPERS, 'daily', {}, subcommand)).later()).text;
  }

  it('goes on by itself after a lockdown, and the post of the day comes late', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.lockDown(CLUB, true);
    await stage.pass(HOUR);
    const list = await ask(stage, 'list');
    expect(list).toContain('Send Messages');
    expect(list).not.toContain('Embed Links');
    stage.sandbox.faults.lockDown(CLUB, false);
    await stage.until('the late post', () => stage.posts().length === 1);
    expect(await ask(stage, 'list')).toContain('Next:');
    for (let day = 0; day < 3; day += 1) await stage.pass(DAY);
    expect(stage.posts()).toHaveLength(4);
  });

  it('says that it is timed out, and goes on when the time is over', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.setTimeOut(CLUB, stage.clock.now() + 2 * HOUR);
    await stage.pass(HOUR);
    expect(await ask(stage, 'list')).toContain('timed me out');
    expect(await ask(stage, 'why')).toContain('timed me out');
    await stage.pass(2 * HOUR);
    expect(stage.posts()).toHaveLength(1);
    expect(await ask(stage, 'list')).toContain('Next:');
  });

  it('goes on when a moderator ends its time-out early', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.setTimeOut(CLUB, stage.clock.now() + 20 * HOUR);
    await stage.pass(HOUR);
    expect(await ask(stage, 'list')).toContain('timed me out');
    stage.sandbox.faults.setTimeOut(CLUB, undefined);
    await stage.until('the late post', () => stage.posts().length === 1);
  });

  it('goes on where a server takes the bot back within one session', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.removeBot(CLUB);
    await stage.pass(HOUR);
    stage.sandbox.faults.addBot(CLUB);
    await stage.pass(MINUTE);
    expect(await ask(stage, 'list')).toContain('Next:');
    await stage.pass(DAY);
    expect(stage.posts()).toHaveLength(1);
  });

  it('names what is missing now, and goes on days later with the post of that day', async () => {
    const stage = await subscribed();
    const { faults } = stage.sandbox;
    faults.removePermission({ ...PAPERS, permission: 'VIEW_CHANNEL' });
    await stage.pass(HOUR);
    expect(await ask(stage, 'list')).toContain('View Channel');
    faults.removePermission(SEND);
    faults.grantPermission({ ...PAPERS, permission: 'VIEW_CHANNEL' });
    await stage.pass(MINUTE);
    const list = await ask(stage, 'list');
    expect(list).toContain('Send Messages');
    expect(list).not.toContain('View Channel');
    for (let day = 0; day < 3; day += 1) await stage.pass(DAY);
    faults.grantPermission(SEND);
    await stage.until('the post of that day', () => stage.posts().length === 1);
    await stage.pass(HOUR);
    expect(stage.posts()).toHaveLength(1);
  });

  it('what a person paused stays paused, also if the bot had paused it before', async () => {
    const stage = await subscribed();
    const { faults } = stage.sandbox;
    faults.removePermission(SEND);
    await stage.pass(HOUR);
    await ask(stage, 'pause');
    faults.grantPermission(SEND);
    await stage.pass(2 * DAY);
    expect(stage.posts()).toEqual([]);
    expect(await ask(stage, 'list')).toContain('Somebody paused it');
    await ask(stage, 'resume');
    await stage.pass(DAY);
    expect(stage.posts()).toHaveLength(1);
  });

  it('a right that came back while the bot was away is noticed at the start', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.removePermission(SEND);
    await stage.pass(HOUR);
    await stage.bot.stop();
    stage.sandbox.faults.grantPermission(SEND);
    await stage.restart();
    await stage.until('the late post', () => stage.posts().length === 1);
  });

  it('what is followed goes on alike, and nothing new is lost', async () => {
    const stage = await followStage(await makeTarget());
    const how = { channel: 'papers', ...AT_HALF_PAST_EIGHT };
    expect((await stage.follow('add', { ...how, query: 'calibration' }, PAPERS, 'moderator')).text).toContain(
      'Followed',
    );
    await stage.collect([...OLD, paper('New Calibration of Numbats')]);
    stage.sandbox.faults.lockDown(CLUB, true);
    await stage.pass(HOUR);
    expect((await stage.follow('list', {}, PAPERS, 'moderator')).text).toContain('Send Messages');
    stage.sandbox.faults.lockDown(CLUB, false);
    await stage.until('the news', () => stage.news(PAPERS).length === 1);
    await stage.pass(DAY);
    expect(stage.news(PAPERS)).toHaveLength(1);
  });
});

onPostgres('what the bot paused, looked at by a worker alone', makeTarget => {
  it('goes on within a day, with what Discord says when it is asked', async () => {
    const target = await makeTarget();
    const stage = await dailyStage(target);
    const { sandbox, clock } = stage;
    await sandbox.person('moderator').slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
    sandbox.faults.removePermission(SEND);
    await stage.pass(HOUR);
    await stage.bot.stop();
    const config = readConfig({ DISCORD_API_URL: sandbox.apiUrl, DATABASE_URL: target.url ?? '' });
    const worker = await startWorker({ config: { ...config, token: sandbox.token }, clock, log: SILENT });
    onTestFinished(() => worker.stop());
    await stage.pass(DAY);
    expect(stage.posts()).toEqual([]);
    sandbox.faults.grantPermission(SEND);
    await stage.pass(2 * DAY);
    expect(stage.posts().length).toBeGreaterThan(0);
  });
});
