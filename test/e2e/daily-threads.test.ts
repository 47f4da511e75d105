import { expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { eachStore } from '../store/each-store.ts';
import { AT_HALF_PAST_EIGHT, type DailyStage, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';
import type { StageOptions } from './harness.ts';

const OPEN = 'POST /channels/{channel}/messages/{message}/threads';
const NEVER = Number.POSITIVE_INFINITY;

eachStore('the thread of a paper of the day', (_, makeTarget) => {
  async function subscribed(options: StageOptions = {}) {
    const stage = await dailyStage(await makeTarget(), options);
    const person = stage.sandbox.person('moderator');
    const wish = { ...AT_HALF_PAST_EIGHT, query: '2110.04260', thread: true };
    expect((await (await person.slash(PAPERS, 'daily', wish, 'subscribe')).later()).text).toContain('Set up');
    return Object.assign(stage, {
      why: async () => (await (await person.slash(PAPERS, 'daily', {}, 'why')).later()).text,
    });
  }
  const threads = ({ sandbox }: DailyStage) => {
    const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === PAPERS.guild);
    return [...(guild?.channels.values() ?? [])].filter(({ thread }) => thread).map(({ id }) => id);
  };
  const requests = ({ sandbox }: DailyStage) => sandbox.requests.filter(({ route }) => route === OPEN).length;

  it.each([
    ['a 429', { status: 429, when: 'before', times: 3 }],
    ['an error before', { status: 500, when: 'before', times: 3 }],
    ['an error after', { status: 502, when: 'after', times: 1 }],
    ['a connection that breaks before', { status: 'drop', when: 'before', times: 2 }],
    ['a connection that breaks after', { status: 'drop', when: 'after', times: 1 }],
  ] as const)('is opened in spite of %s it takes effect, once', async (_what, fault) => {
    const stage = await subscribed();
    if (fault.status === 429) stage.sandbox.faults.rateLimitNext({ route: OPEN, retryAfter: 0.05, times: fault.times });
    else stage.sandbox.faults.failNext({ route: OPEN, ...fault });
    await stage.until('the post', () => stage.posts().length > 0);
    await stage.pass(HOUR);
    expect(threads(stage)).toEqual(stage.posts().map(({ id }) => id));
    expect(threads(stage)).toHaveLength(1);
    expect(await stage.why()).not.toContain('Its discussion');
    const discuss = await stage.sandbox.person('reader').slash(PAPERS, 'discuss', { paper: '2110.04260' });
    expect((await discuss.later()).text).toContain(`<#${threads(stage)[0]}>`);
    expect(threads(stage)).toHaveLength(1);
  });

  it('is opened after the bot was stopped between the post and the thread', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.failNext({ route: OPEN, status: 500, times: NEVER });
    await stage.until('a try', () => requests(stage) > 0);
    await stage.bot.stop();
    stage.sandbox.faults.clear();
    await stage.restart();
    await stage.pass(HOUR);
    expect(threads(stage)).toEqual(stage.posts().map(({ id }) => id));
  });

  it('that Discord does not open ends in time, and /daily why says so; the button still opens it', async () => {
    const stage = await subscribed();
    stage.sandbox.faults.failNext({ route: OPEN, status: 500, times: NEVER });
    await stage.until('the post', () => stage.posts().length > 0);
    expect(await stage.why()).toContain('about to be opened');
    for (let hour = 0; hour < 7; hour += 1) await stage.pass(HOUR);
    expect(await stage.why()).toContain('Its discussion was not opened: Discord did not take it in time');
    stage.sandbox.faults.clear();
    const before = requests(stage);
    await stage.pass(HOUR);
    expect(requests(stage)).toBe(before);
    const [post] = stage.posts();
    if (!post) throw new Error('no post');
    await (await stage.sandbox.person('reader').press(post, 'Discuss')).later();
    expect(threads(stage)).toEqual([post.id]);
  });

  it.each([
    [
      'for want of a right',
      (stage: DailyStage) => stage.sandbox.faults.removePermission({ ...PAPERS, permission: 'CREATE_PUBLIC_THREADS' }),
      'I need Create Public Threads',
    ],
    [
      'since the server refuses its title',
      ({ sandbox }: DailyStage) =>
        sandbox.faults.failNext({ route: OPEN, status: 400, body: { code: 200_001, message: 'Blocked' } }),
      'Discord refused the thread',
    ],
    [
      'since the post was deleted',
      (stage: DailyStage) =>
        stage.sandbox.faults.failNext({ route: OPEN, status: 404, body: { code: 10_008, message: 'Unknown Message' } }),
      'somebody deleted the post',
    ],
  ])('that cannot be, %s, is tried once, and /daily why says why', async (_what, prepare, words) => {
    const stage = await subscribed();
    prepare(stage);
    await stage.until('the post', () => stage.posts().length > 0);
    await eventually(async () => expect(await stage.why()).toContain(words));
    await stage.pass(HOUR);
    expect(await stage.why()).toContain(words);
    expect(requests(stage)).toBe(1);
    expect(stage.posts()).toHaveLength(1);
  });

  it('waits while somebody else makes the paper’s thread, and then opens no other', async () => {
    const stage = await subscribed();
    const held = stage.sandbox.faults.holdNext({ route: OPEN });
    const asked = stage.sandbox.person('reader').slash(PAPERS, 'discuss', { paper: '2110.04260' });
    await held.arrived;
    await stage.until('the post', () => stage.posts().some(({ text }) => text.includes('no. 1')));
    await stage.pass(6_000);
    held.release();
    await (await asked).later();
    await stage.pass(10 * MINUTE);
    expect(threads(stage)).toHaveLength(1);
    expect(await stage.why()).not.toContain('Its discussion');
  });
});
