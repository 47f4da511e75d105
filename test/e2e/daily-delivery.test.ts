import { expect, it } from 'vitest';
import { findChannel } from '../../src/sandbox/world/world.ts';
import { eachStore } from '../store/each-store.ts';
import { AT_HALF_PAST_EIGHT, DAY, type DailyStage, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';
import type { StageOptions } from './harness.ts';

const POST = 'POST /channels/{channel}/messages';
const THREAD = 'POST /channels/{channel}/threads';
const NEWS = { guild: 'Paper club', channel: 'news' };
const GENERAL = { guild: 'Paper club', channel: 'general' };
const LAB = { guild: 'Lab', channel: 'papers' };
const FORUM = { guild: 'Paper club', channel: 'discussions' };

eachStore('deliveries', (_, makeTarget) => {
  async function subscribed(where: Record<string, string | boolean> = {}, options: StageOptions = {}) {
    const stage = await dailyStage(await makeTarget(), options);
    await subscribe(stage, where);
    return stage;
  }

  async function subscribe({ sandbox }: DailyStage, where: Record<string, string | boolean> = {}, place = PAPERS) {
    const wish = { ...AT_HALF_PAST_EIGHT, ...where };
    const answer = await sandbox.person('moderator').slash(place, 'daily', wish, 'subscribe');
    expect((await answer.later()).text).toContain('Set up');
  }

  async function ask({ sandbox }: DailyStage, subcommand: string, place = PAPERS): Promise<string> {
    return (await (await sandbox.person('moderator').slash(place, 'daily', {}, subcommand)).later()).text;
  }

  const threads = ({ sandbox }: DailyStage) => {
    const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === FORUM.guild);
    return [...(guild?.channels.values() ?? [])].filter(({ thread }) => thread);
  };
  const told = ({ sandbox }: DailyStage) => sandbox.person('moderator').sees({ dm: true });

  it.each([
    ['an error before', { status: 500, when: 'before', times: 2 }],
    ['an error after', { status: 502, when: 'after', times: 2 }],
    ['a connection that breaks before', { status: 'drop', when: 'before', times: 2 }],
    ['a connection that breaks after', { status: 'drop', when: 'after', times: 2 }],
  ] as const)('one post in spite of %s it takes effect', async (_what, fault) => {
    const stage = await subscribed();
    stage.sandbox.faults.failNext({ route: POST, ...fault });
    await stage.until('the post', () => stage.posts().length > 0);
    await stage.pass(HOUR);
    expect(stage.posts()).toHaveLength(1);
    expect(await ask(stage, 'why')).toContain('posted');
  });

  it.each(['before', 'after'] as const)('one post in a forum in spite of errors %s it takes effect', async when => {
    const stage = await subscribed({ channel: FORUM.channel });
    stage.sandbox.faults.failNext({ route: THREAD, status: 500, when, times: 1 });
    await stage.until('the thread', () => threads(stage).length > 0);
    await stage.pass(HOUR);
    expect(threads(stage)).toHaveLength(1);
    const looked = stage.sandbox.requests.filter(({ route }) => route === 'GET /guilds/{guild}/threads/active');
    expect(looked.length).toBeGreaterThan(0);
    expect(await ask(stage, 'why')).toContain('posted');
  });

  it('an archived forum post is recognised too', async () => {
    const stage = await subscribed({ channel: FORUM.channel });
    stage.sandbox.faults.failNext({ route: THREAD, status: 500, when: 'after' });
    await stage.until('the thread', () => threads(stage).length > 0);
    const [thread] = threads(stage);
    stage.sandbox.faults.setThread({ guild: FORUM.guild, channel: thread?.id ?? '' }, { archived: true });
    await stage.pass(HOUR);
    expect(threads(stage)).toHaveLength(1);
    expect(await ask(stage, 'why')).toContain(thread?.id);
  });

  it('an archived forum post is found among many that others archived since', async () => {
    const stage = await subscribed({ channel: FORUM.channel });
    const { sandbox } = stage;
    sandbox.faults.failNext({ route: THREAD, status: 500, when: 'after' });
    await stage.until('the thread', () => threads(stage).length > 0);
    const [own] = threads(stage);
    if (!own?.thread) throw new Error('no thread');
    sandbox.faults.setThread({ guild: FORUM.guild, channel: own.id }, { archived: true });
    const guild = sandbox.world.guilds.get(own.guildId ?? '');
    for (let i = 1; i <= 150; i += 1) {
      const id = String(BigInt(own.id) + BigInt(i));
      const thread = { ...own.thread, ownerId: 'someone', archiveChangedAt: stage.clock.now() + i };
      guild?.channels.set(id, { ...own, id, thread, messages: new Map() });
    }
    await stage.pass(HOUR);
    expect(threads(stage)).toHaveLength(151);
    expect(await ask(stage, 'why')).toContain(own.id);
  });

  it('looks for its post once the nonce may be forgotten, and finds it among what others wrote', async () => {
    const stage = await subscribed();
    const { sandbox } = stage;
    sandbox.faults.failNext({ route: POST, status: 500, when: 'after' });
    await stage.until('the post', () => stage.posts().length > 0);
    sandbox.faults.failNext({ route: POST, status: 500, times: 20 });
    for (let i = 0; i < 120; i += 1) sandbox.person('reader').says(PAPERS, `talk ${i}`);
    await stage.pass(20 * MINUTE);
    sandbox.faults.clear();
    await stage.pass(HOUR);
    expect(stage.posts()).toHaveLength(1);
    expect(await ask(stage, 'why')).toContain('posted');
  });

  it('is not posted a second time in the channel that it was moved to while its first try was unanswered', async () => {
    const stage = await subscribed();
    const { sandbox } = stage;
    sandbox.faults.failNext({ route: POST, status: 500, when: 'after' });
    await stage.until('the post', () => stage.posts().length > 0);
    // For longer than Discord knows the nonce.
    sandbox.faults.failNext({ route: POST, status: 500, times: 8 });
    const moved = await sandbox.person('moderator').slash(PAPERS, 'daily', { channel: GENERAL.channel }, 'edit');
    expect((await moved.later()).text).toContain('Changed');
    await stage.pass(20 * MINUTE);
    sandbox.faults.clear();
    await stage.pass(HOUR);
    expect([stage.posts(), stage.posts(GENERAL)].map(({ length }) => length)).toEqual([1, 0]);
    await stage.pass(DAY - 2 * HOUR);
    await stage.until('the next post', () => stage.posts(GENERAL).length > 0);
    expect([stage.posts(), stage.posts(GENERAL)].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('a channel that a subscription has left does not pause it', async () => {
    const stage = await subscribed();
    const { sandbox } = stage;
    sandbox.faults.failNext({ route: POST, status: 500 });
    await stage.until('the first try', () =>
      sandbox.requests.some(({ route, status }) => route === POST && status === 500),
    );
    const moved = await sandbox.person('moderator').slash(GENERAL, 'daily', { channel: GENERAL.channel }, 'edit');
    expect((await moved.later()).text).toContain('Changed');
    sandbox.faults.deleteChannel(PAPERS);
    await stage.pass(HOUR);
    await stage.pass(DAY - 2 * HOUR);
    await stage.until('the next post', () => stage.posts(GENERAL).length > 0);
    expect(stage.posts(GENERAL)).toHaveLength(1);
    expect(await ask(stage, 'why', GENERAL)).toContain('not posted. Its channel was deleted');
  });

  it('does not post again where the history cannot be read: an empty list proves nothing', async () => {
    const stage = await subscribed();
    const { sandbox } = stage;
    sandbox.faults.failNext({ route: POST, status: 500, when: 'after' });
    await stage.until('the post', () => stage.posts().length > 0);
    sandbox.faults.failNext({ route: POST, status: 500, times: 8 });
    sandbox.faults.removePermission({ ...PAPERS, permission: 'READ_MESSAGE_HISTORY' });
    await stage.pass(HOUR);
    sandbox.faults.clear();
    await stage.pass(HOUR);
    expect(stage.posts()).toHaveLength(1);
    expect(await ask(stage, 'why')).toContain('could not find out whether it had arrived');
  });

  it('a post that a moderator deleted before its answer came is not posted again', async () => {
    const stage = await subscribed();
    const { sandbox } = stage;
    sandbox.faults.failNext({ route: POST, status: 500, when: 'after' });
    await stage.until('the post', () => stage.posts().length > 0);
    const [post] = stage.posts();
    if (post) sandbox.faults.deleteMessage(post);
    await stage.pass(HOUR);
    expect(stage.posts()).toEqual([]);
    expect(await ask(stage, 'why')).toContain('somebody deleted it');
  });

  it('waits for as long as Discord says', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.rateLimitNext({ route: POST, retryAfter: 0.05, times: 3, scope: 'shared' });
    await stage.until('the post', () => stage.posts().length > 0);
    await stage.pass(HOUR);
    expect(stage.posts()).toHaveLength(1);
  });

  it('a deleted channel pauses its subscription, tells once, and leaves the others alone', async () => {
    const stage = await subscribed();
    await subscribe(stage, { channel: 'general' });
    stage.sandbox.faults.deleteChannel(PAPERS);
    await stage.until('the other post', () => stage.posts(GENERAL).length > 0);
    await stage.until('the message', () => told(stage).length > 0);
    for (let day = 0; day < 3; day += 1) await stage.pass(DAY);
    expect(stage.posts(GENERAL)).toHaveLength(4);
    expect(told(stage).map(({ text }) => text)).toEqual([expect.stringContaining('channel was deleted')]);
    expect(await ask(stage, 'list', GENERAL)).toContain('Its channel was deleted');
  });

  it('a right taken away pauses it; given back, it goes on, with the post that was due', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.removePermission({ ...PAPERS, permission: 'SEND_MESSAGES' });
    await stage.until('the message', () => told(stage).length > 0);
    expect(await ask(stage, 'list')).toContain('I may no longer post there');
    stage.sandbox.faults.grantPermission({ ...PAPERS, permission: 'SEND_MESSAGES' });
    await stage.until('the late post', () => stage.posts().length === 1);
    await stage.pass(DAY);
    await stage.pass(HOUR);
    expect(stage.posts()).toHaveLength(2);
  });

  async function inDirectMessages() {
    const stage = await dailyStage(await makeTarget());
    const reader = stage.sandbox.person('reader');
    await reader.slash({ dm: true }, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
    const list = async () => (await (await reader.slash({ dm: true }, 'daily', {}, 'list')).later()).text;
    return { stage, reader, list };
  }

  it('closed direct messages pause it', async () => {
    const { stage, list } = await inDirectMessages();
    stage.sandbox.faults.setDmOpen('reader', false);
    await stage.pass(HOUR);
    expect(await list()).toContain('closed to me');
  });

  it.each([
    [2, 'passes: the post comes', 1, 'Next:'],
    [20, 'stays: that is closed direct messages', 0, 'closed to me'],
  ])('“missing access” to direct messages, %i times, %s', async (times, _what, posted, words) => {
    const { stage, reader, list } = await inDirectMessages();
    const body = { code: 50_001, message: 'Missing Access' };
    stage.sandbox.faults.failNext({ route: POST, status: 403, body, times });
    for (let i = 0; i < 6; i += 1) await stage.pass(HOUR / 6);
    const posts = reader.sees({ dm: true }).filter(({ text }) => text.includes('Paper of the day · no. 1'));
    expect(posts).toHaveLength(posted);
    expect(await list()).toContain(words);
  });

  it('an outage of a server is no removal; a removal pauses, and the return resumes', async () => {
    const stage = await subscribed({}, { faulty: true });
    const { sandbox } = stage;
    sandbox.faults.setOutage('Paper club', true);
    await stage.pass(MINUTE);
    sandbox.faults.setOutage('Paper club', false);
    await stage.until('the post', () => stage.posts().length === 1);
    sandbox.faults.removeBot('Paper club');
    await stage.pass(2 * DAY);
    sandbox.faults.addBot('Paper club');
    await stage.pass(MINUTE);
    expect(stage.posts()).toHaveLength(1);
    await stage.pass(DAY - HOUR);
    await stage.until('the next post', () => stage.posts().length === 2);
    await stage.pass(HOUR);
    expect(stage.posts()).toHaveLength(2);
  });

  it('a removal while the bot was away is told as one, before anything is tried', async () => {
    const stage = await subscribed();
    await stage.bot.stop();
    stage.sandbox.faults.removeBot('Paper club');
    await stage.clock.advance(HOUR);
    await stage.restart();
    await stage.until('the message', () => told(stage).length > 0);
    await stage.pass(HOUR);
    expect(told(stage).map(({ text }) => text)).toEqual([expect.stringContaining('removed from the server')]);
    stage.sandbox.faults.addBot('Paper club');
    await stage.pass(MINUTE);
    expect(await ask(stage, 'list')).toContain('Next:');
  });

  it('what a server set up is deleted 30 days after it removed the bot', async () => {
    const stage = await subscribed();
    const { sandbox } = stage;
    await stage.bot.stop();
    // While the bot is not there to hear of it.
    sandbox.faults.removeBot('Paper club');
    await stage.restart();
    await stage.pass(29 * DAY);
    sandbox.faults.addBot('Paper club');
    await stage.pass(MINUTE);
    expect(await ask(stage, 'list')).toContain('08:30');
    sandbox.faults.removeBot('Paper club');
    await stage.pass(MINUTE);
    await stage.pass(31 * DAY);
    sandbox.faults.addBot('Paper club');
    await stage.pass(MINUTE);
    expect(await ask(stage, 'list')).toContain('no paper of the day here yet');
  });

  it('comes late after a start within the catch-up time, once, and not later', async () => {
    const stage = await subscribed();
    await stage.bot.stop();
    await stage.clock.advance(5 * HOUR);
    await stage.restart();
    await stage.until('the late post', () => stage.posts().length === 1);
    await stage.restart();
    await stage.pass(HOUR);
    expect(stage.posts()).toHaveLength(1);
    await stage.bot.stop();
    await stage.clock.advance(10 * DAY + 2 * HOUR);
    await stage.restart();
    await stage.pass(HOUR);
    expect(stage.posts()).toHaveLength(1);
    expect(await ask(stage, 'why')).toContain('I was not running at that time');
  });

  it('two in one server do not post the same paper on a day', async () => {
    const stage = await subscribed({ query: 'neural networks' });
    await subscribe(stage, { channel: 'general', query: 'neural networks' });
    await subscribe(stage, { channel: 'news', query: 'neural networks' });
    const places = [PAPERS, GENERAL, NEWS];
    for (let day = 0; day < 5; day += 1) await stage.pass(DAY);
    const titles = places.map(place => stage.posts(place).map(post => post.embeds[0]?.title));
    expect(titles.map(({ length }) => length)).toEqual([5, 5, 5]);
    for (let day = 0; day < 5; day += 1) expect(new Set(titles.map(column => column[day])).size).toBe(3);
    for (const column of titles) expect(new Set(column).size).toBe(5);
  });

  it('publishes once Discord lets it', async () => {
    const stage = await subscribed({ channel: 'news', publish: true });
    const route = 'POST /channels/{channel}/messages/{message}/crosspost';
    stage.sandbox.faults.rateLimitNext({ route, retryAfter: 0.05, scope: 'shared' });
    stage.sandbox.faults.failNext({ route, status: 500, when: 'after' });
    await stage.until('the post', () => stage.posts(NEWS).some(({ published }) => published));
    await stage.pass(HOUR);
    expect(stage.posts(NEWS)).toHaveLength(1);
    expect(await ask(stage, 'why', LAB)).toContain('no paper of the day here yet');
  });

  it('a forum that requires a tag gets one', async () => {
    const stage = await dailyStage(await makeTarget());
    const forum = [...stage.sandbox.world.guilds.values()]
      .flatMap(({ channels }) => [...channels.values()])
      .find(({ type }) => type === 15);
    if (!forum?.forum) throw new Error('no forum');
    forum.forum.tagRequired = true;
    await stage.restart();
    await subscribe(stage, { channel: forum.id });
    await stage.until('the thread', () => threads(stage).length === 1);
    expect(findChannel(stage.sandbox.world, threads(stage)[0]?.id ?? '')?.thread?.tags).toHaveLength(1);
  });
});
