import { writeFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { serialise } from '../../src/papers/collection.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import type { Options } from '../../src/sandbox/driver/options.ts';
import { eachStore } from '../store/each-store.ts';
import { AT_HALF_PAST_EIGHT, DAY, type DailyStage, dailyStage, PAPERS } from './daily.ts';
import { paper } from './follow.ts';

const CLUB = PAPERS.guild;
const FORUM = { guild: CLUB, channel: 'discussions' };

eachStore('a small collection, roles and tags', (_, makeTarget) => {
  async function stageWith(papers: readonly Paper[]): Promise<DailyStage> {
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    const path = folder.file('papers.jsonl');
    writeFileSync(path, serialise(papers));
    return dailyStage(await makeTarget(), { env: { COLLECTION_PATH: path } });
  }
  async function ask({ sandbox }: DailyStage, subcommand: string, options: Options = {}): Promise<string> {
    const answer = await sandbox.person('moderator').slash(PAPERS, 'daily', options, subcommand);
    return (await answer.later()).text;
  }
  const subscribe = (stage: DailyStage, wish: Options = {}) =>
    ask(stage, 'subscribe', { ...AT_HALF_PAST_EIGHT, ...wish });
  const threads = ({ sandbox }: DailyStage) =>
    [...sandbox.world.guilds.values()]
      .flatMap(({ channels }) => [...channels.values()])
      .flatMap(({ id, thread, messages }) => (thread ? [{ id, tags: thread.tags, messages: messages.size }] : []));
  const days = async (stage: DailyStage, count: number) => {
    for (let day = 0; day < count; day += 1) await stage.pass(DAY);
  };

  it('is said to be small at set-up, and to be used up in its last post and in the list', async () => {
    const stage = await stageWith([paper('Wombats'), paper('Numbats'), paper('Quolls')]);
    expect(await subscribe(stage)).toContain('Only 3 papers match');
    await days(stage, 2);
    expect(await ask(stage, 'list')).not.toContain('were posted');
    await days(stage, 1);
    expect(await ask(stage, 'list')).toContain('All 3 papers were posted');
    await days(stage, 1);
    const said = stage.posts().map(({ text }) => text.includes('All 3 papers were posted'));
    expect(said).toEqual([false, false, true, false]);
  });

  it('never posts a paper that was withdrawn, also when nothing else is left', async () => {
    const stage = await stageWith([
      paper('Wombats', { withdrawn: true }),
      paper('Numbats'),
      paper('Quolls', { withdrawn: true }),
    ]);
    await subscribe(stage);
    await days(stage, 3);
    const posted = stage.posts().map(({ embeds: [embed] }) => embed?.title ?? '');
    expect(posted.length).toBeGreaterThan(0);
    expect(new Set(posted)).toEqual(new Set(['Numbats']));
  });

  it('a forum gets a note in the thread that its paper has, and a new post once that is gone', async () => {
    const stage = await stageWith([paper('Wombats')]);
    await subscribe(stage, { channel: FORUM.channel });
    await days(stage, 3);
    expect(threads(stage).map(({ messages }) => messages)).toEqual([3]);
    expect(await ask(stage, 'history')).toContain('no. 3');
    const [first] = threads(stage);
    stage.sandbox.faults.deleteChannel({ guild: CLUB, channel: first?.id ?? '' });
    await days(stage, 1);
    expect(threads(stage).map(({ messages }) => messages)).toEqual([1]);
  });

  it('a note in a thread comes once, whatever becomes of the answer to it', async () => {
    const stage = await stageWith([paper('Wombats')]);
    await subscribe(stage, { channel: FORUM.channel });
    await days(stage, 1);
    stage.sandbox.faults.failNext({ route: 'POST /channels/{channel}/messages', status: 500, when: 'after', times: 2 });
    await days(stage, 1);
    expect(threads(stage).map(({ messages }) => messages)).toEqual([2]);
  });

  it('the same is not set up twice in one channel, nor made so by an edit', async () => {
    const stage = await stageWith([paper('Wombats'), paper('Numbats')]);
    expect(await subscribe(stage, { query: 'wombats' })).toContain('Set up');
    expect(await subscribe(stage, { query: ' Wombats' })).toContain('That is set up already');
    expect(await subscribe(stage, { query: 'wombats', time: '09:30' })).toContain('Set up');
    expect(await subscribe(stage, { query: 'wombats', channel: 'general' })).toContain('Set up');
    const list = await ask(stage, 'list');
    const [, later = ''] = /09:30.*`([0-9a-f]{10})`/.exec(list) ?? [];
    expect(await ask(stage, 'edit', { subscription: later, time: '08:30' })).toContain('That is set up already');
    expect(await ask(stage, 'list')).toContain('09:30');
  });

  it('a role that was deleted, or that may not be mentioned any more, is left out of posts and said in the list', async () => {
    const stage = await stageWith([paper('Wombats'), paper('Numbats')]);
    const { faults } = stage.sandbox;
    await subscribe(stage, { mention: 'Readers' });
    await days(stage, 1);
    faults.setRole({ guild: CLUB, role: 'Readers' }, { mentionable: false });
    await days(stage, 1);
    expect(await ask(stage, 'list')).toContain('leave its role out');
    faults.setRole({ guild: CLUB, role: 'Readers' }, { mentionable: true });
    await days(stage, 1);
    expect(await ask(stage, 'list')).not.toContain('role out');
    faults.deleteRole({ guild: CLUB, role: 'Readers' });
    await days(stage, 1);
    expect(await ask(stage, 'list')).toContain('role was deleted');
    expect(stage.posts().map(({ content }) => content.includes('<@&'))).toEqual([true, false, true, false]);
  });

  it('fitting tags are given by /daily and /discuss alike, moderators’ tags by neither', async () => {
    const papers = [paper('Methods for Wombats')];
    const stage = await stageWith(papers);
    const tag = (id: string, name: string, moderated: boolean) => ({ id, name, moderated });
    stage.sandbox.faults.setForum(FORUM, {
      tagRequired: true,
      tags: [tag('7001', 'wombats', true), tag('7002', 'other', false), tag('7003', 'methods', false)],
    });
    const moderator = stage.sandbox.person('moderator');
    await moderator.slash(PAPERS, 'settings', { channel: FORUM.channel }, 'discussions');
    await (await moderator.slash(PAPERS, 'discuss', { paper: papers[0]?.id ?? '' })).later();
    await subscribe(stage, { channel: FORUM.channel });
    await days(stage, 1);
    expect(threads(stage).map(({ tags }) => tags)).toEqual([['7003'], ['7003']]);
  });
});
