import { expect, it } from 'vitest';
import type { Place } from '../../src/sandbox/driver/place.ts';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import type { ChannelType } from '../../src/sandbox/world/world.ts';
import { eachStore } from '../store/each-store.ts';
import { AT_HALF_PAST_EIGHT, DAY, type DailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';
import { followStage, OLD, paper } from './follow.ts';

const CLUB = PAPERS.guild;
const BOT = 'Offprint';
/** A busy machine takes its time. */
const WOMBATS = paper('Wombats Estimate Uncertainty');

async function ask(
  { sandbox }: DailyStage,
  command: string,
  options: object,
  subcommand: string,
  place: Place = PAPERS,
) {
  return (await sandbox.person('moderator').slash(place, command, { ...options }, subcommand)).later();
}
const subscribe = (stage: DailyStage, options: object, place: Place = PAPERS) =>
  ask(stage, 'daily', { ...AT_HALF_PAST_EIGHT, ...options }, 'subscribe', place);
const list = async (stage: DailyStage) => (await ask(stage, 'daily', {}, 'list')).text;
const links = ({ buttons }: ShownMessage) => buttons.flatMap(({ url }) => url ?? []);
const channels = ({ sandbox }: DailyStage) =>
  [...sandbox.world.guilds.values()].flatMap(guild => [...guild.channels.values()]);

/** A discussion below a card in #papers. */
async function thread(stage: DailyStage): Promise<{ guild: string; channel: string }> {
  await (await stage.sandbox.person('moderator').slash(PAPERS, 'discuss', { paper: OLD[0]?.title ?? '' })).later();
  const found = channels(stage).find(channel => channel.thread);
  if (!found) throw new Error('There is no thread.');
  return { guild: CLUB, channel: found.id };
}

eachStore('the paper of the day and follows', (_, makeTarget) => {
  const stageWith = async () => followStage(await makeTarget());

  it.each<[string, ChannelType]>([
    ['voice', 2],
    ['stage', 13],
  ])('come into the text of a %s channel, which needs Connect too', async (_kind, type) => {
    const stage = await stageWith();
    const { faults } = stage.sandbox;
    const lounge = { guild: CLUB, channel: 'lounge' };
    faults.addChannel({ ...lounge, type });
    faults.overwrite({ ...lounge, who: 'moderator', deny: ['CONNECT'] });
    expect((await subscribe(stage, { channel: 'lounge' })).text).toContain('**Connect**');
    faults.overwrite({ ...lounge, who: 'moderator', allow: ['CONNECT'] });
    const refused = await subscribe(stage, { channel: 'lounge', thread: true });
    expect(refused.text).toContain('opens no threads there');
    expect(links(refused)).toHaveLength(1);
    expect((await subscribe(stage, {}, lounge)).text).toContain('Set up');
    await ask(stage, 'follow', { query: 'wombats', how: 'at once', channel: 'lounge' }, 'add');
    await stage.until('the post', () => stage.posts(lounge).length === 1);
    await stage.collect([...OLD, WOMBATS]);
    await stage.until('the news', () => stage.news(lounge, 'moderator').length === 1);
    faults.overwrite({ ...lounge, who: BOT, deny: ['CONNECT'] });
    await stage.pass(DAY);
    await expect.poll(() => list(stage)).toContain('Connect');
    expect(stage.posts(lounge)).toHaveLength(1);
    faults.overwrite({ ...lounge, who: BOT, allow: ['CONNECT'] });
    await stage.until('the next post', () => stage.posts(lounge).length === 2);
  });

  it('come into a media channel as its posts, with a tag where it requires one', async () => {
    const stage = await stageWith();
    const gallery = { guild: CLUB, channel: 'gallery' };
    stage.sandbox.faults.addChannel({ ...gallery, type: 16, tags: ['papers'] });
    stage.sandbox.faults.setForum(gallery, { tagRequired: true });
    expect((await subscribe(stage, { channel: 'gallery' })).text).toContain('Set up');
    const posts = () => channels(stage).flatMap(({ thread: one }) => (one && one.tags.length === 1 ? [one] : []));
    await stage.until('the post', () => posts().length === 1);
  });

  it('come into a thread, which wakes for them; where it is locked they wait, and say why', async () => {
    const stage = await stageWith();
    const { faults } = stage.sandbox;
    const there = await thread(stage);
    const refused = await subscribe(stage, { thread: true }, there);
    expect(refused.text).toContain('opens no threads there');
    expect(links(refused)[0]).toMatch(/channels\/\d+\/\d+$/);
    expect((await subscribe(stage, {}, there)).text).toContain('Set up');
    faults.setThread(there, { archived: true });
    await stage.restart();
    expect((await (await stage.sandbox.person('reader').slash(PAPERS, 'schedule')).later()).text).toContain(
      'every day at 08:30',
    );
    const edited = await ask(stage, 'daily', { count: 2 }, 'edit');
    expect(edited.text).toContain('Changed:');
    await ask(stage, 'daily', {}, 'pause');
    await stage.restart();
    expect((await ask(stage, 'daily', {}, 'resume')).text).toContain('It goes on');
    await stage.until('the post', () => stage.posts(there).length === 1);
    faults.setThread(there, { locked: true });
    await stage.pass(DAY);
    expect(stage.posts(there)).toHaveLength(1);
    await expect.poll(() => list(stage)).toContain('the thread is locked');
    faults.setThread(there, { locked: false });
    await stage.until('the next post', () => stage.posts(there).length === 2);
    await stage.pass(HOUR);
    expect(stage.posts(there)).toHaveLength(2);
  });

  it('a discussion is opened elsewhere where there are no threads: a button leads there', async () => {
    const stage = await stageWith();
    const lounge = { guild: CLUB, channel: 'lounge' };
    stage.sandbox.faults.addChannel({ ...lounge, type: 2 });
    await stage.pass(MINUTE);
    const reader = stage.sandbox.person('reader');
    const answer = await (await reader.slash(lounge, 'discuss', { paper: OLD[0]?.title ?? '' })).later();
    const leads = answer.buttons.find(({ label }) => label?.startsWith('Discuss in #'))?.label ?? '';
    expect((await (await reader.press(answer, leads)).later()).text).toContain('is open');
    const opened = channels(stage).find(channel => channel.thread);
    const parent = channels(stage).find(({ id }) => id === opened?.parentId)?.name;
    expect(leads).toBe(`Discuss in #${parent}`);
  });

  it('a private thread is offered and named only to those who are in it', async () => {
    const stage = await stageWith();
    const { sandbox } = stage;
    const people = ['reader'];
    const channel = sandbox.faults.addPrivateThread({ ...PAPERS, name: 'behind the scenes', people });
    sandbox.faults.overwrite({ ...PAPERS, who: 'moderator', deny: ['MANAGE_THREADS'] });
    await stage.pass(MINUTE);
    const answer = await sandbox
      .person('moderator')
      .raw.slash(PAPERS, 'daily', { ...AT_HALF_PAST_EIGHT, channel }, 'subscribe');
    expect((await answer.later()).text).toContain('You do not see a channel like that');
  });

  it('suggestions name no channel that the asker cannot see', async () => {
    const stage = await stageWith();
    await subscribe(stage, {});
    const suggested = () => stage.sandbox.person('moderator').complete(PAPERS, 'daily', {}, 'subscription', 'pause');
    const elsewhere = () =>
      stage.sandbox
        .person('moderator')
        .complete({ guild: CLUB, channel: 'general' }, 'daily', {}, 'subscription', 'pause');
    expect((await suggested())[0]?.name).toContain('#papers');
    stage.sandbox.faults.overwrite({ ...PAPERS, who: 'moderator', deny: ['VIEW_CHANNEL'] });
    const [hidden] = await elsewhere();
    expect(hidden?.name).toContain('a hidden channel 08:30');
    expect(hidden?.name).not.toContain('papers');
  });
});
