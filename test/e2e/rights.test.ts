import { describe, expect, it } from 'vitest';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { AT_HALF_PAST_EIGHT, dailyStage, MINUTE } from './daily.ts';
import { setTheStage } from './harness.ts';

const PAPERS: Place = { guild: 'Paper club', channel: 'papers' };
const text = async (answer: BotAnswer) => (await answer.later()).text;

describe('who may run a command', () => {
  it('is for the server to decide: by its integrations, for the command and its buttons, as long as that holds', async () => {
    const stage = await dailyStage(undefined);
    const { sandbox, pass } = stage;
    const reader = sandbox.person('reader');
    await expect(reader.slash(PAPERS, 'daily', {}, 'list')).rejects.toThrow('cannot use "daily"');
    sandbox.faults.setCommandRights({ guild: 'Paper club', command: 'daily' }, { '@everyone': true });
    const set = await (await reader.slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe')).later();
    expect(set.text).toContain('Set up:');
    expect(await text(await reader.press(set, 'Pause'))).toContain('Paused:');
    sandbox.faults.setCommandRights({ guild: 'Paper club', command: 'daily' }, { '@everyone': false });
    await pass(2 * MINUTE);
    expect(await text(await reader.press(set, 'Unsubscribe'))).toContain('Manage Server');
  });

  it('is taken away where the server closes a channel to all commands, its threads and buttons included', async () => {
    const { sandbox, pass } = await dailyStage(undefined);
    const reader = sandbox.person('reader');
    sandbox.faults.setCommandRights({ guild: 'Paper club', command: 'daily' }, { '@everyone': true });
    const set = await (await reader.slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe')).later();
    await (await reader.slash(PAPERS, 'discuss', { paper: 'MaxSup' })).later();
    const [thread] = [...sandbox.world.guilds.values()]
      .flatMap(({ channels }) => [...channels.values()])
      .filter(({ thread: its }) => its);
    const inThread = { guild: 'Paper club', channel: thread?.id ?? '' };
    const there = await (await reader.slash(inThread, 'daily', {}, 'pause')).later();
    sandbox.faults.setCommandRights({ guild: 'Paper club' }, { '#papers': false });
    await expect(reader.slash(PAPERS, 'daily', {}, 'list')).rejects.toThrow('closes it');
    await pass(2 * MINUTE);
    expect(await text(await reader.press(set, 'Pause'))).toContain('Manage Server');
    expect(await text(await reader.press(there, 'Resume'))).toContain('Manage Server');
    sandbox.faults.setCommandRights({ guild: 'Paper club', command: 'daily' }, { '@everyone': true, '#papers': true });
    await pass(2 * MINUTE);
    expect(await text(await reader.press(set, 'Pause'))).toContain('Paused:');
  });

  it('is taken away in a closed channel’s thread that slept when the session began', async () => {
    const stage = await dailyStage(undefined);
    const { sandbox, pass } = stage;
    const reader = sandbox.person('reader');
    sandbox.faults.setCommandRights({ guild: 'Paper club', command: 'daily' }, { '@everyone': true });
    await (await reader.slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe')).later();
    await (await reader.slash(PAPERS, 'discuss', { paper: 'MaxSup' })).later();
    const [thread] = [...sandbox.world.guilds.values()]
      .flatMap(({ channels }) => [...channels.values()])
      .filter(({ thread: its }) => its);
    const inThread = { guild: 'Paper club', channel: thread?.id ?? '' };
    const there = await (await reader.slash(inThread, 'daily', {}, 'pause')).later();
    sandbox.faults.setCommandRights({ guild: 'Paper club' }, { '#papers': false });
    await stage.bot.stop();
    if (thread?.thread) thread.thread.archived = true;
    await stage.restart();
    await pass(2 * MINUTE);
    expect(await text(await reader.press(there, 'Resume'))).toContain('Manage Server');
  });

  it('is what Discord let through where the bot may not ask', async () => {
    const { sandbox } = await dailyStage(undefined, { lines: [] });
    const newcomer = sandbox.person('newcomer');
    sandbox.faults.setCommandRights({ guild: 'Paper club', command: 'daily' }, { '@everyone': true });
    const route = 'GET /applications/{application}/guilds/{guild}/commands/{command}/permissions';
    sandbox.faults.failNext({ route, status: 403, times: 20 });
    const set = await (await newcomer.slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe')).later();
    expect(set.text).toContain('Set up:');
    // A press is nothing that Discord has looked at.
    expect(await text(await newcomer.press(set, 'Pause'))).toContain('Manage Server');
  });

  it('is not given by a person’s own installation of the app, past what the server decides', async () => {
    const { sandbox, pass } = await dailyStage(undefined);
    const reader = sandbox.person('reader');
    // Installed for themselves, too: Discord then dispatches what the server alone would not.
    await reader.slash({ userInstalled: true }, 'paper', { paper: 'MaxSup' });
    const past = async () => text(await reader.raw.slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe'));
    expect(await past()).toContain('Manage Server');
    sandbox.faults.setCommandRights({ guild: 'Paper club', command: 'daily' }, { '@everyone': true });
    await pass(2 * MINUTE);
    expect(await past()).toContain('Set up:');
  });

  it('plain members ask when the next paper comes, and what came', async () => {
    const stage = await dailyStage(undefined);
    const { sandbox, until, posts } = stage;
    const reader = sandbox.person('reader');
    expect(await text(await reader.slash(PAPERS, 'schedule'))).toContain('a channel that you can see');
    expect(await text(await reader.slash({ dm: true }, 'schedule'))).toContain('comes to you here');
    await sandbox.person('moderator').slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
    await until('the post', () => posts().length === 1);
    const asked = await reader.slash(PAPERS, 'schedule');
    expect(asked.private).toBe(true);
    expect(await text(asked)).toMatch(/every day at 08:30[\s\S]*Next: <t:\d+:F>[\s\S]*discord\.com\/channels/);
    // A channel that somebody cannot see is not named to them.
    const hidden = { guild: 'Paper club', channel: 'papers' };
    sandbox.faults.overwrite({ ...hidden, who: '@everyone', deny: ['VIEW_CHANNEL'] });
    for (const who of ['Offprint', 'Moderators']) sandbox.faults.overwrite({ ...hidden, who, allow: ['VIEW_CHANNEL'] });
    const general: Place = { guild: 'Paper club', channel: 'general' };
    expect(await text(await reader.slash(general, 'schedule'))).toContain('a channel that you can see');
    expect(await text(await sandbox.person('moderator').slash(general, 'schedule'))).toContain('every day at 08:30');
  });

  it('“openers” set to @everyone means everyone', async () => {
    const { sandbox } = await setTheStage();
    const moderator = sandbox.person('moderator');
    const set = await moderator.slash(PAPERS, 'settings', { who: 'role', role: '@everyone' }, 'openers');
    expect(await text(set)).toMatch(/Who may open them\neveryone/);
    const opened = await sandbox.person('newcomer').slash(PAPERS, 'discuss', { paper: 'MaxSup' });
    expect(await text(opened)).toContain('The discussion of');
  });
});

describe('in direct messages', () => {
  it('commands that never work there are not offered', async () => {
    const { sandbox } = await setTheStage();
    const names = (place: Place) =>
      sandbox
        .person('moderator')
        .commands(place)
        .map(({ name }) => name);
    for (const name of ['settings', 'discuss', 'discussions', 'trending']) {
      expect(names({ dm: true })).not.toContain(name);
      expect(names(PAPERS)).toContain(name);
    }
    expect(names({ dm: true })).toContain('daily');
  });

  it('neither are the buttons', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const labels = async (place: Place) =>
      (await (await reader.slash(place, 'paper', { paper: 'MaxSup' })).later()).buttons.map(({ label }) => label);
    expect(await labels(PAPERS)).toEqual(expect.arrayContaining(['Discuss', '👍', 'Save']));
    const alone = await labels({ dm: true });
    expect(alone).toContain('Save');
    expect(alone).not.toContain('Discuss');
    expect(alone).not.toContain('👍');

    const found = async (place: Place) =>
      (await (await reader.slash(place, 'search', { query: 'id:2110.04260' })).later()).buttons.map(
        ({ label }) => label,
      );
    expect(await found(PAPERS)).toContain('Discuss');
    expect(await found({ dm: true })).toContain('Save');
    expect(await found({ dm: true })).not.toContain('Discuss');

    const saved = async (place: Place) =>
      (await (await reader.slash(place, 'list', { paper: 'MaxSup' }, 'add')).later()).buttons.map(({ label }) => label);
    expect(await saved(PAPERS)).toContain('Save for the server too');
    expect(await saved({ dm: true })).not.toContain('Save for the server too');
  });

  it('a paper of the day has buttons that work there, and is found again by one of them', async () => {
    const { sandbox, until } = await dailyStage(undefined);
    const reader = sandbox.person('reader');
    await reader.slash({ dm: true }, 'daily', { ...AT_HALF_PAST_EIGHT, query: 'transformer' }, 'subscribe');
    const post = () => reader.sees({ dm: true }).find(({ text: words }) => words.includes('Paper of the day · no. 1'));
    await until('the post', () => post() !== undefined);
    const buttons = post()?.buttons ?? [];
    expect(buttons.map(({ label }) => label)).toEqual(expect.arrayContaining(['Related', 'Cite', 'Save']));
    expect(buttons.map(({ label }) => label)).not.toContain('Discuss');
    const save = buttons.find(({ label }) => label === 'Save')?.customId ?? '';
    expect(save.split(';').length).toBe(5);
    const message = post();
    if (!message) throw new Error('no post');
    expect(await text(await reader.press(message, 'Save'))).toContain('Saved.');
  });

  it('/help lists what works there', async () => {
    const { sandbox } = await setTheStage();
    const help = async (place: Place) => text(await sandbox.person('reader').slash(place, 'help'));
    expect(await help(PAPERS)).toContain('/discuss');
    expect(await help({ dm: true })).not.toMatch(/\/(discuss|settings|trending)/);
    expect(await help({ dm: true })).toContain('/daily');
  });
});
