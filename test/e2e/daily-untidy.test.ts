import { expect, it } from 'vitest';
import { eachStore } from '../store/each-store.ts';
import { AT_HALF_PAST_EIGHT, DAY, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';
import { followStage, OLD, paper } from './follow.ts';
import { FOREIGN_PARTS, foreignMessages } from './foreign.ts';

const POST = 'POST /channels/{channel}/messages';
const THREAD = 'POST /channels/{channel}/threads';
const LIST = 'GET /channels/{channel}/messages';
const ACTIVE = 'GET /guilds/{guild}/threads/active';
const FORUM = { guild: 'Paper club', channel: 'discussions' };
const NEVER = Number.POSITIVE_INFINITY;

eachStore('whatever others write', (_, makeTarget) => {
  async function subscribed(where: Record<string, string | boolean> = {}) {
    const stage = await dailyStage(await makeTarget());
    const person = stage.sandbox.person('moderator');
    const answer = await person.slash(PAPERS, 'daily', { ...AT_HALF_PAST_EIGHT, ...where }, 'subscribe');
    expect((await answer.later()).text).toContain('Set up');
    return Object.assign(stage, {
      why: async () => (await (await person.slash(PAPERS, 'daily', {}, 'why')).later()).text,
    });
  }

  it('of Components V2, a post whose answer was lost is found among it', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.failNext({ route: POST, status: 'drop', when: 'after' });
    stage.sandbox.faults.failNext({ route: POST, status: 500, times: 6 });
    await stage.until('the post', () => stage.posts().length > 0);
    foreignMessages(stage);
    await stage.pass(HOUR);
    expect(stage.sandbox.requests.some(({ route }) => route === LIST)).toBe(true);
    expect(stage.posts()).toHaveLength(1);
    expect(await stage.why()).toContain('posted');
    await stage.pass(DAY);
    expect(stage.posts()).toHaveLength(2);
  });

  it('is shown by the sandbox as plain text', async () => {
    const { sandbox } = await dailyStage(undefined);
    for (const parts of FOREIGN_PARTS) sandbox.faults.otherBotPosts(PAPERS, parts);
    const texts = sandbox
      .person('reader')
      .sees(PAPERS)
      .map(({ text }) => text);
    expect(texts[0]).toBe('A text by itself');
    expect(texts[4]).toBe('Within a container\nBeside a button\nPress');
  });

  it('is asked about from its menu all the same', async () => {
    const { sandbox } = await dailyStage(undefined);
    const reader = sandbox.person('reader');
    for (const parts of FOREIGN_PARTS) {
      const { id } = sandbox.faults.otherBotPosts(PAPERS, parts);
      const message = reader.sees(PAPERS).find(one => one.id === id);
      if (!message) throw new Error('no message');
      const answer = await reader.messageMenu(PAPERS, 'Find papers like this', message);
      expect((await answer.later()).text).not.toMatch(/went wrong|cannot read/);
    }
  });

  it.each([
    ['a channel', PAPERS.channel, POST, LIST],
    ['a forum', FORUM.channel, THREAD, ACTIVE],
  ])(
    'if %s cannot be listed, a post whose answer was lost ends within the catch-up time, and says why',
    async (_what, channel, route, list) => {
      const stage = await subscribed({ channel });
      stage.sandbox.faults.failNext({ route, status: 'drop', when: 'after' });
      stage.sandbox.faults.failNext({ route, status: 500, times: NEVER });
      stage.sandbox.faults.failNext({ route: list, status: 500, times: NEVER });
      await stage.pass(HOUR);
      expect(await stage.why()).toContain('on its way');
      for (let hour = 0; hour < 5; hour += 1) await stage.pass(HOUR);
      await stage.pass(10 * MINUTE);
      expect(await stage.why()).toContain('could not find out whether it had arrived');
      stage.sandbox.faults.clear();
      const requests = () => stage.sandbox.requests.filter(one => one.route === list || one.route === route).length;
      const before = requests();
      await stage.pass(DAY - 7 * HOUR);
      expect(requests()).toBe(before);
      await stage.pass(HOUR);
      expect(requests()).toBe(before + 1);
    },
  );

  it('Discord that takes nothing for hours, by its limits, ends a post in time too, in words that fit', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.rateLimitNext({ route: POST, retryAfter: 600, scope: 'shared', times: NEVER });
    await stage.pass(MINUTE * 6);
    for (let hour = 0; hour < 6; hour += 1) await stage.pass(HOUR);
    expect(await stage.why()).toContain('Discord did not take it in time');
  });

  it.each(['shared', 'user'] as const)(
    'a %s limit of a channel is heard once, and holds up only that channel',
    async scope => {
      const stage = await subscribed();
      const person = stage.sandbox.person('moderator');
      const { channel: here } = PAPERS;
      const wanted = [
        [here, 'calibration'],
        [here, 'noise'],
        [here, 'learning'],
        ['general', 'calibration'],
      ] as const;
      for (const [channel, query] of wanted) {
        const wish = { ...AT_HALF_PAST_EIGHT, channel, query };
        await (await person.slash(PAPERS, 'daily', wish, 'subscribe')).later();
      }
      const [guild] = [...stage.sandbox.world.guilds.values()].filter(({ name }) => name === PAPERS.guild);
      const [papers] = [...(guild?.channels.values() ?? [])].filter(({ name }) => name === PAPERS.channel);
      if (!papers) throw new Error('no channel');
      stage.sandbox.faults.rateLimitNext({ route: POST, channel: papers.id, retryAfter: 1_200, scope, times: NEVER });
      const general = { ...PAPERS, channel: 'general' };
      await stage.until('the post elsewhere', () => stage.posts(general).length > 0);
      await stage.pass(10 * MINUTE);
      const refused = stage.sandbox.requests.filter(({ status }) => status === 429);
      expect(refused).toHaveLength(1);
      expect(stage.posts()).toEqual([]);
      if (scope === 'user') return;
      stage.sandbox.faults.clear();
      await stage.pass(30 * MINUTE);
      expect(stage.posts()).toHaveLength(4);
    },
  );

  it('news of a follow end after a week, and come with the next message', async () => {
    const stage = await followStage(await makeTarget());
    const { sandbox } = stage;
    await stage.follow('add', { query: 'wombats', how: 'at once', channel: PAPERS.channel }, PAPERS, 'moderator');
    sandbox.faults.rateLimitNext({ route: POST, retryAfter: 600, scope: 'shared', times: NEVER });
    await stage.collect([...OLD, paper('Wombats Dig')]);
    await stage.pass(HOUR);
    for (let day = 0; day < 7; day += 1) await stage.pass(DAY);
    const refused = () => sandbox.requests.filter(({ route, status }) => route === POST && status === 429).length;
    const before = refused();
    expect(before).toBeGreaterThan(7);
    await stage.pass(DAY);
    expect(refused()).toBe(before);
    sandbox.faults.clear();
    await stage.collect([...OLD, paper('Wombats Dig'), paper('Wombats Sleep')]);
    await stage.until('the news', () => stage.news(PAPERS).length > 0);
    await stage.pass(HOUR);
    expect(stage.news(PAPERS)).toHaveLength(1);
    expect(stage.news(PAPERS)[0]?.text).toContain('Wombats Dig');
    expect(stage.news(PAPERS)[0]?.text).toContain('Wombats Sleep');
  });
});
