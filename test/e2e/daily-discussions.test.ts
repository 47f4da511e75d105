import { expect, it } from 'vitest';
import { eachStore } from '../store/each-store.ts';
import { AT_HALF_PAST_EIGHT, DAY, type DailyStage, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';

const FORUM = { guild: 'Paper club', channel: 'discussions' };
const ONE_PAPER = { ...AT_HALF_PAST_EIGHT, query: '2110.04260' };
const PAPER = { paper: '2110.04260' };

eachStore('the discussion of a paper of the day', (_, makeTarget) => {
  async function subscribed(wish: Record<string, string | boolean>) {
    const stage = await dailyStage(await makeTarget());
    const answer = await stage.sandbox
      .person('moderator')
      .slash(PAPERS, 'daily', { ...ONE_PAPER, ...wish }, 'subscribe');
    expect((await answer.later()).text).toContain('Set up');
    return stage;
  }
  const threads = ({ sandbox }: DailyStage) => {
    const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === FORUM.guild);
    return [...(guild?.channels.values() ?? [])].filter(({ thread }) => thread);
  };
  const discuss = async ({ sandbox }: DailyStage) =>
    (await (await sandbox.person('reader').slash(PAPERS, 'discuss', PAPER)).later()).text;

  it('is opened with the post where that was wanted, and found by /discuss', async () => {
    const stage = await subscribed({ thread: true });
    await stage.until('the thread', () => threads(stage).length > 0);
    const [post] = stage.posts();
    expect(threads(stage).map(({ id }) => id)).toEqual([post?.id]);
    expect(await discuss(stage)).toContain(`<#${post?.id}>`);
    await stage.pass(DAY - MINUTE);
    await stage.until('the next post', () => stage.posts().length > 1);
    expect(threads(stage)).toHaveLength(1);
    expect(stage.posts().at(-1)?.text).toContain(`in discussion](https://discord.com/channels/`);
  });

  it('is not opened unasked, and opened from the post by its button', async () => {
    const stage = await subscribed({});
    await stage.until('the post', () => stage.posts().length > 0);
    expect(threads(stage)).toEqual([]);
    const [post] = stage.posts();
    if (!post) throw new Error('no post');
    await (await stage.sandbox.person('reader').press(post, 'Discuss')).later();
    expect(threads(stage).map(({ id }) => id)).toEqual([post.id]);
  });

  it('that there is already is linked, and no other opened', async () => {
    const stage = await subscribed({ thread: true });
    await discuss(stage);
    const [thread] = threads(stage);
    await stage.until('the post', () => stage.posts().some(({ text }) => text.includes('no. 1')));
    await stage.pass(HOUR);
    expect(threads(stage)).toHaveLength(1);
    const post = stage.posts().find(({ text }) => text.includes('no. 1'));
    expect(post?.text).toContain(thread?.id);
    expect(post?.threadId).toBeUndefined();
  });

  it('in a channel that is hidden meanwhile, from the bot too, is not told of: the post gets a thread of its own', async () => {
    const stage = await subscribed({ thread: true });
    const { faults, person } = stage.sandbox;
    const side = { guild: PAPERS.guild, channel: 'side' };
    faults.addChannel(side);
    const moderator = person('moderator');
    const discussed = async () => (await (await moderator.slash(side, 'discuss', PAPER)).later()).text;
    await expect.poll(discussed).toMatch(/is (open|already)/);
    const [hidden] = threads(stage);
    faults.overwrite({ ...side, who: '@everyone', deny: ['VIEW_CHANNEL'] });
    faults.removePermission({ ...side, permission: 'VIEW_CHANNEL' });
    await stage.until('the thread of its own', () => threads(stage).length > 1);
    const [post] = stage.posts();
    expect(post?.text).not.toContain(hidden?.id);
    expect(threads(stage).map(({ id }) => id)).toContain(post?.id);
  });

  it('in a forum is the post itself, also where another one is hidden from those who see the forum', async () => {
    const stage = await subscribed({ channel: FORUM.channel });
    const board = { guild: PAPERS.guild, channel: 'board' };
    const { faults, person } = stage.sandbox;
    faults.addChannel(board);
    faults.overwrite({ ...board, who: '@everyone', deny: ['VIEW_CHANNEL'] });
    for (const who of ['Moderators', 'Offprint']) faults.overwrite({ ...board, who, allow: ['VIEW_CHANNEL'] });
    const moderator = person('moderator');
    const discussed = async () => (await (await moderator.slash(board, 'discuss', PAPER)).later()).text;
    await expect.poll(discussed).toMatch(/is (open|already)/);
    await stage.until('the post', () => threads(stage).length > 1);
    const post = threads(stage).at(-1);
    await stage.pass(MINUTE);
    expect(await discuss(stage)).toContain(`<#${post?.id}>`);
    expect(threads(stage)).toHaveLength(2);
  });

  it('in a forum is the post itself; when the paper comes again, a note goes into it', async () => {
    const stage = await subscribed({ channel: FORUM.channel });
    await stage.until('the post', () => threads(stage).length > 0);
    const [first] = threads(stage);
    await stage.pass(MINUTE);
    expect(await discuss(stage)).toContain(`<#${first?.id}>`);
    const inThread = () => stage.sandbox.person('reader').sees({ guild: FORUM.guild, channel: first?.id ?? '' });
    const before = inThread().length;
    await stage.pass(DAY - MINUTE);
    await stage.until('the note', () => inThread().length > before);
    expect(threads(stage)).toHaveLength(1);
    expect(inThread()).toHaveLength(before + 1);
    expect(await discuss(stage)).toContain(`<#${first?.id}>`);
  });
});
