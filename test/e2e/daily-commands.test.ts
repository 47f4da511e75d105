import { describe, expect, it } from 'vitest';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { eachStore } from '../store/each-store.ts';
import { AT_HALF_PAST_EIGHT, DAY, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';
import type { StageOptions } from './harness.ts';

const LAB: Place = { guild: 'Lab', channel: 'papers' };

/** Of the subscriptions in a list. */
const idsIn = (text: string) => [...text.matchAll(/`([0-9a-f]{10})`/g)].map(([, id = '']) => id);

eachStore('/daily', (_, makeTarget) => {
  async function stageWith(options: StageOptions = {}) {
    const stage = await dailyStage(await makeTarget(), options);
    const moderator = stage.sandbox.person('moderator');
    const daily = async (
      subcommand: string,
      options: Record<string, string | number | boolean> = {},
      place: Place = PAPERS,
    ) => {
      const answer = await moderator.slash(place, 'daily', options, subcommand);
      expect(answer.private, subcommand).toBe(true);
      return answer.later();
    };
    return { ...stage, stage, moderator, daily };
  }

  it('subscribe: one post at the time that was set, with everything on it', async () => {
    const { sandbox, daily, pass, posts, until } = await stageWith();
    const answer = await daily('subscribe', AT_HALF_PAST_EIGHT);
    expect(answer.text).toContain('every day at 08:30 (Europe/Berlin)');
    expect(answer.text).toContain(`<t:${Date.UTC(2026, 0, 15, 7, 30) / 1000}:F>`);
    await pass(4 * MINUTE);
    expect(posts()).toEqual([]);
    await until('the post', () => posts().length === 1);
    await pass(2 * HOUR);
    const [post, ...more] = posts();
    expect(more).toEqual([]);
    expect(post?.content).toMatch(/^\*\*.+\*\* <https:\/\/\S+>$/);
    expect(post?.text).toContain('Paper of the day · no. 1');
    expect(post?.buttons.map(({ label }) => label)).toEqual(expect.arrayContaining(['Related', 'Cite']));
    expect(post?.pings).toEqual({ everyone: false, users: [], roles: [] });
    const cited = post && (await sandbox.person('reader').press(post, 'Cite'));
    expect((await cited?.later())?.text).toContain('@');
  });

  it('subscribe: a digest that matches a query, mentions a role and is published', async () => {
    const { sandbox, daily, posts, until } = await stageWith();
    const readers = [...sandbox.world.guilds.values()]
      .find(guild => guild.name === 'Paper club')
      ?.roles.values()
      .find(role => role.name === 'Readers');
    await daily('subscribe', {
      ...AT_HALF_PAST_EIGHT,
      channel: 'news',
      query: 'neural networks',
      count: 3,
      mention: 'Readers',
      publish: true,
    });
    const news = { guild: 'Paper club', channel: 'news' };
    await until('the digest', () => posts(news).some(({ published }) => published));
    const [post] = posts(news);
    expect(post?.text).toContain('3 papers of the day');
    expect(post?.text).toContain('matches neural networks');
    expect(post?.pings).toEqual({ everyone: false, users: [], roles: [readers?.id] });
    expect(post?.content.split('\n')).toHaveLength(4);
    const cited = post && (await sandbox.person('reader').press(post, 'Cite all'));
    expect((await cited?.later())?.files[0]?.text?.match(/^@/gm)).toHaveLength(3);
  });

  it('subscribe: only papers on a topic, until that is taken back', async () => {
    const { sandbox, moderator, daily, posts, until } = await stageWith();
    const wish = { time: '8', topic: 'feder' };
    const [choice] = await moderator.complete(PAPERS, 'daily', wish, 'topic', 'subscribe');
    expect(choice?.name).toMatch(/^Federated and distributed learning \(\d+\)$/);
    const answer = await daily('subscribe', {
      ...AT_HALF_PAST_EIGHT,
      topic: choice?.value ?? '',
      query: 'personalised',
    });
    expect(answer.text).toContain('matching “personalised”, on Federated and distributed learning');
    expect((await daily('edit', { clear: 'query' })).text).toMatch(/on Federated and distributed learning\./);
    await until('the post', () => posts().length === 1);
    expect(posts()[0]?.text).toContain('matches Federated and distributed learning');
    const found = await (
      await sandbox.person('reader').slash(PAPERS, 'search', { topic: 'federated learning' })
    ).later();
    const [titles] = found.embeds.map(({ description = '' }) => description);
    expect(titles).toContain(posts()[0]?.embeds[0]?.title?.slice(0, 20));
    expect((await daily('why')).text).toMatch(/It chooses from \d\d? papers/);
    expect((await daily('edit', { clear: 'topic' })).text).not.toContain('Federated');
  });

  it('subscribe: in a forum each paper gets a post of its own', async () => {
    const { sandbox, daily, until } = await stageWith();
    await daily('subscribe', { ...AT_HALF_PAST_EIGHT, channel: 'discussions' });
    const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === 'Paper club');
    const threads = () => [...(guild?.channels.values() ?? [])].filter(({ thread }) => thread);
    await until('the thread', () => threads().length === 1);
    const [thread] = threads();
    expect(thread?.name.length).toBeGreaterThan(5);
    expect([...(thread?.messages.values() ?? [])][0]?.content).toContain('<https://');
  });

  it('subscribe: in direct messages for oneself', async () => {
    const { sandbox, until } = await stageWith();
    const reader = sandbox.person('reader');
    const answer = await reader.slash({ dm: true }, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
    expect((await answer.later()).text).toContain('direct messages');
    await until('the post', () => reader.sees({ dm: true }).some(({ text }) => text.includes('Paper of the day')));
  });

  it('remembers the time zone of the server', async () => {
    const { daily } = await stageWith();
    expect((await daily('subscribe', { time: '9am' })).text).toContain('Fill in **timezone**');
    await daily('subscribe', AT_HALF_PAST_EIGHT);
    expect((await daily('subscribe', { time: '9am' })).text).toContain('09:00 (Europe/Berlin)');
  });

  it('a subscription in another time zone leaves that of the server as it is', async () => {
    const { sandbox, daily } = await stageWith();
    await sandbox.person('moderator').slash(PAPERS, 'settings', { zone: 'Berlin' }, 'time-zone');
    const elsewhere = await daily('subscribe', { time: '9am', timezone: 'New York' });
    expect(elsewhere.text).toContain('09:00 (America/New');
    expect((await daily('subscribe', { time: '10am' })).text).toContain('10:00 (Europe/Berlin)');
  });

  it.each([
    ['a time', { time: '25:00' }, 'not a time of day'],
    ['a time zone', { timezone: 'Mars/Olympus' }, 'no time zone'],
    ['days', { days: 'someday' }, 'do not understand the days'],
    ['a query', { query: 'x'.repeat(301) }, 'too long'],
    ['publishing elsewhere', { publish: true }, 'announcement channel'],
    ['a topic', { topic: 'alchemy' }, 'no topic named'],
    ['everyone', { mention: '@everyone' }, 'never mention everyone'],
    ['a discussion of several papers', { thread: true, count: 2 }, 'about one paper'],
  ])('refuses %s in words, and stores nothing', async (_what, wrong, words) => {
    const { daily } = await stageWith();
    const answer = await daily('subscribe', { ...AT_HALF_PAST_EIGHT, ...wrong });
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('Nothing was');
    expect((await daily('list')).text).toContain('no paper of the day here yet');
  });

  it('refuses a role that may not be mentioned by the bot', async () => {
    const { daily } = await stageWith();
    const answer = await daily('subscribe', { ...AT_HALF_PAST_EIGHT, mention: 'Moderators' });
    expect(answer.text).toContain('I may not mention that role');
  });

  it('names exactly the rights that are missing', async () => {
    const { sandbox, daily, stage } = await stageWith();
    for (const permission of ['EMBED_LINKS', 'READ_MESSAGE_HISTORY'] as const) {
      sandbox.faults.removePermission({ ...PAPERS, permission });
    }
    sandbox.faults.removePermission({ guild: 'Paper club', channel: 'discussions', permission: 'SEND_MESSAGES' });
    await stage.pass(MINUTE);
    const text = await daily('subscribe', AT_HALF_PAST_EIGHT);
    expect(text.text).toMatch(/I still need: \*\*Embed Links\*\*, \*\*Read Message History\*\*\./);
    sandbox.faults.removePermission({ guild: 'Paper club', channel: 'general', permission: 'CREATE_PUBLIC_THREADS' });
    await stage.pass(MINUTE);
    const general = await daily('subscribe', { ...AT_HALF_PAST_EIGHT, channel: 'general', thread: true });
    expect(general.text).toMatch(/I still need: \*\*Create Public Threads\*\*\./);
    const forum = await daily('subscribe', { ...AT_HALF_PAST_EIGHT, channel: 'discussions' });
    expect(forum.text).toMatch(/I still need: \*\*Create Posts\*\*\./);
    expect((await daily('list')).text).toContain('no paper of the day here yet');
  });

  it('list, edit, pause, resume, unsubscribe', async () => {
    const { daily, pass, posts, until } = await stageWith();
    await daily('subscribe', AT_HALF_PAST_EIGHT);
    expect((await daily('edit', { time: '10:00', query: 'graph', days: 'weekdays' })).text).toContain('at 10:00');
    const list = await daily('list');
    expect(list.text).toContain('on weekdays at 10:00 (Europe/Berlin)');
    expect(list.text).toContain('matching “graph”');
    expect((await daily('pause')).text).toContain('Somebody paused it');
    await pass(5 * HOUR);
    expect(posts()).toEqual([]);
    const resumed = await daily('resume');
    expect(resumed.text).toContain(`<t:${Date.UTC(2026, 0, 16, 9) / 1000}:F>`);
    await pass(20 * HOUR);
    await until('the post of Friday', () => posts().length === 1);
    expect((await daily('edit', { clear: 'query' })).text).not.toContain('matching');
    expect((await daily('unsubscribe')).text).toContain('is removed');
    await pass(2 * DAY);
    expect(posts()).toHaveLength(1);
    expect((await daily('list')).text).toContain('no paper of the day here yet');
  });

  it('preview shows what then comes', async () => {
    const { daily, posts, until } = await stageWith();
    await daily('subscribe', AT_HALF_PAST_EIGHT);
    await daily('subscribe', { ...AT_HALF_PAST_EIGHT, channel: 'general' });
    const [, second] = idsIn((await daily('list')).text);
    const preview = await daily('preview', { subscription: second ?? '' });
    const general = { guild: 'Paper club', channel: 'general' };
    await until('both', () => posts().length + posts(general).length === 2);
    const titles = [...posts(), ...posts(general)].map(post => post.embeds[0]?.title);
    expect(new Set(titles).size).toBe(2);
    const [post] = preview.content.includes(`<#${posts()[0]?.channelId}>`) ? posts() : posts(general);
    expect(preview.embeds).toEqual(post?.embeds);
  });

  it.each([
    ['a digest that mentions a role', { count: 3, mention: 'Readers' }],
    ['a paper that is discussed already', { query: '2110.04260' }],
  ])('preview shows it as it comes: %s', async (_what, wish) => {
    const { moderator, daily, posts, until } = await stageWith();
    await (await moderator.slash({ ...PAPERS, channel: 'general' }, 'discuss', { paper: '2110.04260' })).later();
    await daily('subscribe', { ...AT_HALF_PAST_EIGHT, ...wish });
    const preview = await daily('preview');
    const came = () => posts().filter(({ text }) => text.includes('no. 1'));
    await until('the post', () => came().length === 1);
    const [post] = came();
    expect(preview.content.split('\n').slice(1).join('\n')).toBe(post?.content);
    expect(preview.embeds).toEqual(post?.embeds);
    expect(preview.buttons.map(({ label }) => label)).toEqual(post?.buttons.map(({ label }) => label));
    expect(preview.pings).toEqual({ everyone: false, users: [], roles: [] });
  });

  it('now posts nothing while it is paused, and not without end', async () => {
    const { daily, pass, posts } = await stageWith();
    await daily('subscribe', AT_HALF_PAST_EIGHT);
    await daily('pause');
    expect((await daily('now')).text).toContain('It is paused');
    await daily('resume');
    for (let i = 0; i < 5; i += 1) expect((await daily('now')).text).toContain('on its way');
    expect((await daily('now')).text).toContain('You can do this again');
    await pass(3 * MINUTE);
    expect(posts()).toHaveLength(5);
  });

  it('now posts an extra one, which does not count as today’s', async () => {
    const { daily, posts, until } = await stageWith();
    await daily('subscribe', AT_HALF_PAST_EIGHT);
    await daily('now');
    await until('the extra one', () => posts().length === 1);
    expect(posts()[0]?.text).toContain('An extra paper');
    await until('today’s', () => posts().length === 2);
    expect(posts()[1]?.text).toContain('no. 1');
    expect(posts()[0]?.embeds[0]?.title).not.toBe(posts()[1]?.embeds[0]?.title);
    const history = await daily('history');
    const [first] = posts();
    expect(history.text).toContain(`/${first?.channelId}/${first?.id}`);
    expect(history.text).toContain('extra');
    expect((await daily('why')).text).toMatch(/posted/);
  });

  it('says why nothing came', async () => {
    const { stage, clock, daily, posts, pass } = await stageWith();
    await daily('subscribe', AT_HALF_PAST_EIGHT);
    await stage.bot.stop();
    await clock.advance(DAY / 2);
    await stage.restart();
    await pass(MINUTE);
    expect(posts()).toEqual([]);
    expect((await daily('why')).text).toContain('left out. I was not running at that time');
  });

  it('an empty pool is shown, and told once to whoever set it up', async () => {
    const { sandbox, daily, pass, posts } = await stageWith();
    const answer = await daily('subscribe', { ...AT_HALF_PAST_EIGHT, query: '2401.99999' });
    expect(answer.text).toContain('No paper matches');
    expect((await daily('list')).text).toContain('No paper matches');
    for (let day = 0; day < 3; day += 1) await pass(DAY);
    expect(posts()).toEqual([]);
    const told = sandbox.person('moderator').sees({ dm: true });
    expect(told.map(({ text }) => text)).toEqual([expect.stringContaining('No paper in the collection matches')]);
    expect((await daily('why')).text).toContain('No paper matched');
  });

  it('a server has so many and no more, also of several at once', async () => {
    const { moderator, daily } = await stageWith({ env: { MAX_SUBSCRIPTIONS_PER_GUILD: '3' } });
    const at = (time: string) => moderator.slash(PAPERS, 'daily', { ...AT_HALF_PAST_EIGHT, time }, 'subscribe');
    const answers = await Promise.all(['08:00', '08:30', '09:00', '09:30', '10:00', '10:30'].map(at));
    const texts = await Promise.all(answers.map(async answer => (await answer.later()).text));
    expect(texts.filter(text => text.includes('Set up'))).toHaveLength(3);
    expect(texts.filter(text => text.includes('the most'))).toHaveLength(3);
    expect(idsIn((await daily('list')).text)).toHaveLength(3);
  });

  it('the same asked for several times at once is set up once', async () => {
    const { moderator, daily } = await stageWith();
    const all = Array.from({ length: 5 }, () => moderator.slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe'));
    const texts = await Promise.all((await Promise.all(all)).map(async answer => (await answer.later()).text));
    expect(texts.filter(text => text.includes('Set up'))).toHaveLength(1);
    expect(texts.filter(text => text.includes('That is set up already'))).toHaveLength(4);
    expect(idsIn((await daily('list')).text)).toHaveLength(1);
  });

  it('is for managers alone, for every command and every press', async () => {
    const { sandbox, moderator, daily } = await stageWith();
    const shown = await daily('subscribe', AT_HALF_PAST_EIGHT);
    const reader = sandbox.person('reader');
    for (const subcommand of ['list', 'pause', 'preview', 'now', 'history', 'why', 'unsubscribe']) {
      await expect(reader.slash(PAPERS, 'daily', {}, subcommand)).rejects.toThrow('cannot use "daily"');
    }
    const [id] = idsIn((await daily('list')).text);
    // A public message of the bot's on which to press with a made-up id.
    const card = await (await moderator.slash(PAPERS, 'paper', { paper: '2110.04260' })).later();
    for (const action of ['preview', 'now', 'pause', 'resume', 'why', 'unsubscribe', 'page']) {
      const answer = await reader.raw.press(card, `1;daily;${action};${id}`);
      expect((await answer.later()).text, action).toContain('Manage Server');
    }
    // A moderator, but in another server.
    const elsewhere = await (await moderator.slash(LAB, 'paper', { paper: '2110.04260' })).later();
    const forged = await moderator.raw.press(elsewhere, `1;daily;unsubscribe;${id}`);
    expect((await forged.later()).text).toContain('no paper of the day here yet');
    expect((await daily('list')).text).toContain(id);
    const why = await moderator.press(shown, 'Why');
    expect((await why.later()).text).toContain('Nothing has been due yet');
  });
});

describe('/daily', () => {
  it('says how to install the bot where it is no member', async () => {
    const { sandbox } = await dailyStage(undefined);
    const moderator = sandbox.person('moderator');
    const answer = await moderator.slash({ userInstalled: true }, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
    expect((await answer.later()).text).toContain('member of');
  });

  it('suggests zones and the subscriptions of this server', async () => {
    const { sandbox } = await dailyStage(undefined);
    const moderator = sandbox.person('moderator');
    const zones = await moderator.complete(PAPERS, 'daily', { time: '8', timezone: 'kolk' }, 'timezone', 'subscribe');
    expect(zones[0]?.value).toBe('Asia/Kolkata');
    await moderator.slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
    const [choice] = await moderator.complete(PAPERS, 'daily', { subscription: '' }, 'subscription', 'pause');
    expect(choice?.name).toContain('#papers 08:30 Europe/Berlin');
    // Some clients send the words instead of the value.
    const paused = await moderator.slash(PAPERS, 'daily', { subscription: choice?.name ?? '' }, 'pause');
    expect((await paused.later()).text).toContain('Paused');
    expect(await moderator.complete(LAB, 'daily', { subscription: '' }, 'subscription', 'pause')).toEqual([]);
  });
});
