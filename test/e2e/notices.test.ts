import { expect, it } from 'vitest';
import { eachStore } from '../store/each-store.ts';
import { AT_HALF_PAST_EIGHT, DAY, type DailyStage, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';

const CLUB = PAPERS.guild;
const GENERAL = { guild: CLUB, channel: 'general' };
const NEWS = { guild: CLUB, channel: 'news' };
const FORUM = { guild: CLUB, channel: 'discussions' };
const DM = { dm: true } as const;
const SEND = { ...PAPERS, permission: 'SEND_MESSAGES' } as const;

eachStore('notices', (_, makeTarget) => {
  async function subscribed(where: Record<string, string> = {}, lines?: string[]): Promise<DailyStage> {
    const stage = await dailyStage(await makeTarget(), lines && { lines });
    const wish = { ...AT_HALF_PAST_EIGHT, ...where };
    const answer = await stage.sandbox.person('moderator').slash(PAPERS, 'daily', wish, 'subscribe');
    expect((await answer.later()).text).toContain('Set up');
    return stage;
  }
  async function ask({ sandbox }: DailyStage, subcommand: string): Promise<string> {
    return (await (await sandbox.person('moderator').slash(PAPERS, 'daily', {}, subcommand)).later()).text;
  }
  const notices = ({ sandbox }: DailyStage, place: typeof DM | typeof GENERAL, person = 'moderator') =>
    sandbox
      .person(person)
      .sees(place)
      .filter(({ text }) => /I paused|Discord refuses posts/.test(text));
  const threads = ({ sandbox }: DailyStage) =>
    [...sandbox.world.guilds.values()]
      .flatMap(({ channels }) => [...channels.values()])
      .flatMap(({ thread, messages }) => (thread ? [{ ...thread, messages: [...messages.values()] }] : []));

  it('posts that AutoMod refuses twice in a row are told of, and said in list and why', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.setAutoMod(CLUB, { words: ['paper of the day'] });
    await stage.pass(HOUR);
    expect(notices(stage, DM)).toEqual([]);
    expect(await ask(stage, 'list')).not.toContain('AutoMod');
    for (let day = 0; day < 3; day += 1) await stage.pass(DAY);
    expect(notices(stage, DM).map(({ text }) => text)).toEqual([expect.stringContaining('AutoMod')]);
    expect(await ask(stage, 'list')).toContain('AutoMod');
    expect(await ask(stage, 'why')).toContain('AutoMod');
    stage.sandbox.faults.setAutoMod(CLUB, {});
    await stage.pass(DAY);
    expect(stage.posts()).toHaveLength(1);
    expect(await ask(stage, 'list')).not.toContain('AutoMod');
  });

  it('the filter of links is named as such', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.setAutoMod(CLUB, { links: true });
    for (let day = 0; day < 2; day += 1) await stage.pass(DAY);
    expect(notices(stage, DM).map(({ text }) => text)).toEqual([expect.stringContaining('harmful links')]);
  });

  it('a forum’s tags are looked up at each post: deleted, new and moderated ones', async () => {
    const stage = await subscribed({ channel: FORUM.channel });
    const { faults } = stage.sandbox;
    const tag = (id: string, name: string, moderated: boolean) => ({ id, name, moderated });
    faults.setForum(FORUM, { tagRequired: true, tags: [tag('7001', 'papers', true), tag('7002', 'reading', false)] });
    await stage.until('the first post', () => threads(stage).length === 1);
    faults.setForum(FORUM, { tags: [tag('7003', 'daily', false)] });
    await stage.pass(DAY);
    await stage.until('the second post', () => threads(stage).length === 2);
    expect(threads(stage).map(({ tags }) => tags)).toEqual([['7002'], ['7003']]);
    faults.setForum(FORUM, { tags: [tag('7004', 'daily', true)] });
    await stage.pass(DAY);
    await stage.pass(MINUTE);
    expect(await ask(stage, 'list')).toContain('none that members may use');
    faults.setForum(FORUM, { tags: [tag('7005', 'anything', false)] });
    await stage.pass(MINUTE);
    await stage.until('the third post', () => threads(stage).length === 3);
  });

  it('a notice names server and channel and lists only what is missing; Resume asks for rights at each press', async () => {
    const stage = await subscribed();
    const { sandbox } = stage;
    sandbox.faults.removePermission(SEND);
    await stage.until('the notice', () => notices(stage, DM).length === 1);
    const [notice] = notices(stage, DM);
    if (!notice) throw new Error('no notice');
    expect(notice.text).toContain('Paper club');
    expect(notice.text).toContain('#papers');
    expect(notice.text).toContain('Send Messages');
    expect(notice.text).not.toContain('Embed Links');
    const moderator = sandbox.person('moderator');
    const early = await (await moderator.press(notice, 'Resume')).later();
    expect(early.text).toContain('Not yet');
    expect(early.text).toContain('Send Messages');
    await ask(stage, 'pause');
    sandbox.faults.grantPermission(SEND);
    await stage.pass(MINUTE);
    const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === CLUB);
    const member = guild?.members.get(moderator.id);
    const roles = member?.roles ?? [];
    if (member) member.roles = [];
    expect((await (await moderator.press(notice, 'Resume')).later()).text).toContain('Manage Server');
    if (member) member.roles = roles;
    expect((await (await moderator.press(notice, 'Resume')).later()).text).toContain('It goes on');
    await stage.pass(DAY);
    expect(stage.posts()).toHaveLength(1);
  });

  it('where the creator takes no messages, the notice channel hears, else the system channel, else the owner', async () => {
    const stage = await subscribed();
    const { sandbox } = stage;
    sandbox.faults.setDmOpen('moderator', false);
    const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === CLUB);
    if (guild) guild.ownerId = sandbox.person('newcomer').id;
    const setting = await sandbox.person('moderator').slash(PAPERS, 'settings', { channel: 'news' }, 'notices');
    expect((await setting.later()).text).toContain('Notices');
    const breaks = async () => {
      sandbox.faults.removePermission(SEND);
      await stage.pass(DAY);
      sandbox.faults.grantPermission(SEND);
      await stage.pass(DAY);
    };
    await breaks();
    const heard = () => [
      notices(stage, NEWS).length,
      notices(stage, GENERAL).length,
      notices(stage, DM, 'newcomer').length,
    ];
    expect(heard()).toEqual([1, 0, 0]);
    await sandbox.person('moderator').slash(PAPERS, 'settings', { off: true }, 'notices');
    sandbox.faults.setSystemChannel(CLUB, 'general');
    await breaks();
    expect(heard()).toEqual([1, 1, 0]);
    sandbox.faults.setSystemChannel(CLUB, undefined);
    await breaks();
    expect(heard()).toEqual([1, 1, 1]);
  });

  it('a creator who has left the server is not asked', async () => {
    const stage = await subscribed();
    const { sandbox } = stage;
    sandbox.faults.setSystemChannel(CLUB, 'general');
    sandbox.faults.leave({ guild: CLUB, person: 'moderator' });
    sandbox.faults.removePermission(SEND);
    await stage.pass(HOUR);
    expect(notices(stage, GENERAL, 'reader')).toHaveLength(1);
    expect(sandbox.person('moderator').sees(DM)).toEqual([]);
  });

  it('closed direct messages are noticed at set-up', async () => {
    const stage = await dailyStage(await makeTarget());
    stage.sandbox.faults.setDmOpen('reader', false);
    const answer = await stage.sandbox.person('reader').slash(DM, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
    expect((await answer.later()).text).toContain('cannot send you direct messages');
    const list = await stage.sandbox.person('reader').slash(DM, 'daily', {}, 'list');
    expect((await list.later()).text).toContain('no paper of the day here yet');
  });

  const MESSAGES = 'POST /channels/{channel}/messages';
  /** The system channel is next in line; the direct messages are open before, so that faults can name them. */
  async function aboutToPause(lines?: string[]): Promise<DailyStage & { dmId: string }> {
    const stage = await subscribed({}, lines);
    const { sandbox } = stage;
    sandbox.faults.setSystemChannel(CLUB, GENERAL.channel);
    await (await sandbox.person('moderator').slash(DM, 'daily', {}, 'list')).later();
    const [dmId] = sandbox.world.dms.keys();
    if (dmId === undefined) throw new Error('no direct messages');
    sandbox.faults.removePermission(SEND);
    return Object.assign(stage, { dmId });
  }
  const heardIn = (stage: DailyStage) => [notices(stage, DM).length, notices(stage, GENERAL).length];
  const hasHeard = (stage: DailyStage) => () => notices(stage, DM).length + notices(stage, GENERAL).length > 0;

  const TROUBLE = {
    'a server error': { status: 500 },
    'a server error after it was taken': { status: 500, when: 'after' },
    'a connection that breaks': { status: 'drop' },
    'an answer that is lost': { status: 'drop', when: 'after' },
    'an answer that is lost twice': { status: 'drop', when: 'after', times: 2 },
  } as const;
  it.each(Object.entries(TROUBLE))(
    '%s: the notice is sent again, to the same person, and arrives once',
    async (_, fault) => {
      const stage = await aboutToPause();
      stage.sandbox.faults.failNext({ route: MESSAGES, channel: stage.dmId, ...fault });
      await stage.until('the notice', hasHeard(stage));
      await stage.pass(2 * MINUTE);
      expect(heardIn(stage)).toEqual([1, 0]);
    },
  );

  it('a limit is waited for', async () => {
    const stage = await aboutToPause();
    stage.sandbox.faults.rateLimitNext({ route: MESSAGES, channel: stage.dmId, retryAfter: 90, scope: 'shared' });
    await stage.until('the notice', hasHeard(stage));
    expect(heardIn(stage)).toEqual([1, 0]);
  });

  it.each(['POST /users/@me/channels', 'GET /guilds/{guild}'])('%s that fails once is asked again', async route => {
    const stage = await aboutToPause();
    stage.sandbox.faults.failNext({ route, status: 500 });
    await stage.until('the notice', hasHeard(stage));
    expect(notices(stage, DM).map(({ text }) => text)).toEqual([expect.stringContaining(CLUB)]);
    expect(heardIn(stage)).toEqual([1, 0]);
  });

  it.each([50007, 50001, 10003, 50013])('a clear refusal (%i) goes on to the next one at once', async code => {
    const stage = await aboutToPause();
    stage.sandbox.faults.failNext({
      route: MESSAGES,
      channel: stage.dmId,
      status: code === 10003 ? 404 : 403,
      body: { message: 'refused', code },
      times: 9,
    });
    await stage.until('the notice', hasHeard(stage));
    await stage.pass(2 * MINUTE);
    expect(heardIn(stage)).toEqual([0, 1]);
  });

  it('where everybody fails, it ends, and the log says so once', async () => {
    const lines: string[] = [];
    const stage = await aboutToPause(lines);
    const channels = [...stage.sandbox.world.guilds.values()].flatMap(guild => [...guild.channels.values()]);
    for (const channel of [stage.dmId, ...channels.filter(({ name }) => name === GENERAL.channel).map(({ id }) => id)])
      stage.sandbox.faults.failNext({ route: MESSAGES, channel, status: 500, times: 1_000 });
    const said = () => lines.filter(line => line.includes('Nobody could be told'));
    await stage.until('the end', () => said().length > 0);
    stage.sandbox.faults.clear();
    await stage.pass(HOUR);
    expect(said()).toHaveLength(1);
    expect(heardIn(stage)).toEqual([0, 0]);
  });

  it('a bot that stops waits for no further try; the next one makes it, once', async () => {
    const lines: string[] = [];
    const stage = await aboutToPause(lines);
    stage.sandbox.faults.failNext({ route: MESSAGES, channel: stage.dmId, status: 500, times: 1_000 });
    await stage.until('the first try', () => lines.some(line => line.includes('tried again')));
    await stage.restart();
    expect(lines.some(line => line.includes('stops before a notice was sent'))).toBe(true);
    expect(heardIn(stage)).toEqual([0, 0]);
    stage.sandbox.faults.clear();
    await stage.until('the notice', hasHeard(stage));
    await stage.restart();
    await stage.pass(HOUR);
    expect(heardIn(stage)).toEqual([1, 0]);
  });

  it('a notice that Discord took as the bot stopped does not come twice', async () => {
    const lines: string[] = [];
    const stage = await aboutToPause(lines);
    const lost = { route: MESSAGES, channel: stage.dmId, status: 'drop', when: 'after' } as const;
    stage.sandbox.faults.failNext({ ...lost, times: 1_000 });
    await stage.until('the first try', () => lines.some(line => line.includes('tried again')));
    await stage.restart();
    stage.sandbox.faults.clear();
    await stage.pass(2 * MINUTE);
    expect(heardIn(stage)).toEqual([1, 0]);
  });

  it('what is no longer so is not told by the next one', async () => {
    const lines: string[] = [];
    const stage = await aboutToPause(lines);
    stage.sandbox.faults.failNext({ route: MESSAGES, channel: stage.dmId, status: 500, times: 1_000 });
    await stage.until('the first try', () => lines.some(line => line.includes('tried again')));
    await stage.bot.stop();
    stage.sandbox.faults.grantPermission(SEND);
    stage.sandbox.faults.clear();
    await stage.restart();
    await stage.pass(2 * MINUTE);
    expect(heardIn(stage)).toEqual([0, 0]);
    expect(stage.posts()).toHaveLength(1);
  });
});
