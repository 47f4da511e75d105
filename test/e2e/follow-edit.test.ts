import { writeFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { eachStore } from '../store/each-store.ts';
import { AT_HALF_PAST_EIGHT, DAY, HOUR, PAPERS } from './daily.ts';
import { DM, type FollowStage, followStage, OLD, paper } from './follow.ts';

const NEWS = { guild: 'Paper club', channel: 'news' };
const AT_ONCE = { how: 'at once' };
const DAILY = { how: 'daily', ...AT_HALF_PAST_EIGHT };

async function idOf({ sandbox }: FollowStage, person = 'reader'): Promise<string> {
  const [choice] = await sandbox.person(person).complete(PAPERS, 'follow', {}, 'follow', 'edit');
  return String(choice?.value);
}

eachStore('/follow edit', (_, makeTarget) => {
  const stageWith = async () => followStage(await makeTarget());

  it('what came daily comes at once from then on, and the other way round', async () => {
    const stage = await stageWith();
    await stage.follow('add', { query: 'wombats', ...DAILY });
    const follow = await idOf(stage);
    const atOnce = await stage.follow('edit', { follow, ...AT_ONCE });
    expect(atOnce.text).toMatch(/Changed:.*wombats.* – at once/);
    expect(atOnce.text).not.toContain('Next:');
    await stage.collect([...OLD, paper('Wombats Sleep')]);
    await stage.until('the message', () => stage.news().length === 1);
    const weekly = await stage.follow('edit', { follow, how: 'weekly' });
    expect(weekly.text).toMatch(/every Monday at 08:30 \(Europe\/Berlin\)/);
    expect(weekly.text).toContain(`<t:${Date.UTC(2026, 0, 19, 7, 30) / 1000}:F>`);
    await stage.collect([...OLD, paper('Wombats Sleep'), paper('Wombats Wake')]);
    await stage.pass(2 * DAY);
    expect(stage.news()).toHaveLength(1);
    await stage.pass(3 * DAY);
    await stage.until('the weekly message', () => stage.news().length > 1);
    await stage.pass(HOUR);
    expect(stage.news()).toHaveLength(2);
    expect(stage.news()[1]?.text).toContain('Wombats Wake');
  });

  it('follows something else: what the collection has by then is no news; what is left out stays', async () => {
    const stage = await stageWith();
    await stage.follow('add', { query: 'wombats', author: 'Moreau', ...AT_ONCE });
    await stage.collect([...OLD, paper('Quokkas Smile')]);
    const follow = await idOf(stage);
    const changed = await stage.follow('edit', { follow, query: 'quokkas', clear: 'author' });
    expect(changed.text).toMatch(/“quokkas” – at once/);
    await stage.pass(HOUR);
    expect(stage.news()).toEqual([]);
    await stage.collect([...OLD, paper('Quokkas Smile'), paper('Quokkas Run'), paper('Wombats Run')]);
    await stage.until('the message', () => stage.news().length > 0);
    await stage.pass(HOUR);
    expect(stage.news().map(({ embeds: [embed] }) => embed?.title)).toEqual(['Quokkas Run']);
  });

  it('changes nothing where nothing would be left, or it would be there twice, or another would get it', async () => {
    const stage = await stageWith();
    await stage.follow('add', { query: 'quokkas', ...AT_ONCE });
    await stage.follow('add', { query: 'wombats', ...AT_ONCE }, PAPERS, 'moderator');
    const follow = await idOf(stage);
    expect((await stage.follow('edit', { follow, clear: 'query' })).text).toContain('What do you want to follow?');
    expect((await stage.follow('edit', { follow, time: '10:00' })).text).toContain('has no set time');
    expect((await stage.follow('edit', { follow, channel: 'papers' })).text).toContain('stays there');
    expect((await stage.follow('edit', { follow, query: 'wombats' }, PAPERS, 'newcomer')).text).toContain(
      'Nothing like',
    );
    await stage.follow('add', { query: 'numbats', ...AT_ONCE });
    expect((await stage.follow('edit', { follow, query: 'numbats' })).text).toContain('followed already');
    const { text } = await stage.follow('list');
    for (const words of ['“quokkas” – at once', '“numbats” – at once']) expect(text).toContain(words);
  });

  it('in an announcement channel news are published where that is wished', async () => {
    const stage = await stageWith();
    const refused = { query: 'quokkas', channel: 'papers', publish: true, ...AT_ONCE };
    expect((await stage.follow('add', refused, PAPERS, 'moderator')).text).toContain('can be published');
    await stage.follow('add', { query: 'quokkas', channel: 'news', ...AT_ONCE }, PAPERS, 'moderator');
    const follow = await idOf(stage, 'moderator');
    const changed = await stage.follow('edit', { follow, publish: true }, PAPERS, 'moderator');
    expect(changed.text).toContain('published to followers');
    await stage.collect([...OLD, paper('Quokkas Smile')]);
    await stage.until('the message', () => stage.news(NEWS).length > 0);
    expect(stage.news(DM, 'moderator')).toEqual([]);
  });
});

it('promises news within minutes only where a source brings papers', async () => {
  const alone = await followStage(undefined);
  expect((await alone.follow('add', { query: 'wombats', ...AT_ONCE })).text).toContain('No source brings papers');
  expect((await alone.follow('list')).text).toContain('No source brings papers');
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  writeFileSync(folder.file('papers.jsonl'), '');
  const sources = [{ name: 'shelf', kind: 'file', path: folder.file('papers.jsonl') }];
  writeFileSync(folder.file('sources.json'), JSON.stringify({ sources }));
  const supplied = await followStage(undefined, { env: { SOURCES_PATH: folder.file('sources.json') } });
  expect((await supplied.follow('add', { query: 'wombats', ...AT_ONCE })).text).toContain('within minutes');
});
