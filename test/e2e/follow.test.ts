import { expect, it } from 'vitest';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import { eachStore } from '../store/each-store.ts';
import { AT_HALF_PAST_EIGHT, DAY, HOUR, MINUTE, PAPERS } from './daily.ts';
import { DM, followStage, OLD, paper } from './follow.ts';

const LAB = { guild: 'Lab', channel: 'papers' };
const GENERAL = { guild: 'Paper club', channel: 'general' };
const FORUM = { guild: 'Paper club', channel: 'discussions' };
const AT_ONCE = { how: 'at once' };
const DAILY = { how: 'daily', ...AT_HALF_PAST_EIGHT };
const WOMBATS = paper('Wombats Estimate Uncertainty', {
  authors: ['Ada Lovelace', 'Jean Moreau'],
  categories: ['cs.LG', 'stat.ML'],
  date: '2026-01-14',
});

function optionsOf({ selects }: ShownMessage, placeholder: string) {
  const found = selects.find(select => select.placeholder === placeholder);
  return found && 'options' in found ? found.options : [];
}

eachStore('/follow', (_, makeTarget) => {
  const stageWith = async () => followStage(await makeTarget());

  it('at once: a paper that matches is told in a direct message soon after it came, and once', async () => {
    const stage = await stageWith();
    const answer = await stage.follow('add', { query: 'wombats', ...AT_ONCE });
    expect(answer.text).toContain('Followed:');
    await stage.collect([...OLD, WOMBATS, paper('Quokkas Smile')]);
    await stage.until('the message', () => stage.news().length > 0);
    await stage.pass(2 * HOUR);
    const [message, ...more] = stage.news();
    expect(more).toEqual([]);
    expect(message?.content).toContain('Wombats Estimate Uncertainty');
    expect(message?.text).toContain('New, and matches wombats');
    expect(message?.text).not.toContain('Quokkas');
    expect(message?.pings).toEqual({ everyone: false, users: [], roles: [] });
  });

  it('tells of no paper that was withdrawn', async () => {
    const stage = await stageWith();
    await stage.follow('add', { query: 'wombats', ...AT_ONCE });
    await stage.collect([...OLD, paper('Wombats Taken Back', { withdrawn: true }), WOMBATS]);
    await stage.until('the message', () => stage.news().length > 0);
    await stage.pass(2 * HOUR);
    expect(stage.news().map(({ embeds: [embed] }) => embed?.title)).toEqual([WOMBATS.title]);
  });

  it.each([
    ['author', 'Moreau Jean'],
    ['category', 'CS.lg'],
    ['category', 'stat'],
    ['query', 'wombats -quokkas'],
  ])('by %s %s', async (field, value) => {
    const stage = await stageWith();
    await stage.follow('add', { [field]: value, ...AT_ONCE });
    await stage.collect([...OLD, WOMBATS, paper('Quokkas Smile', { authors: ['Jean Dupont', 'Anne Moreau'] })]);
    await stage.until('the message', () => stage.news().length > 0);
    expect(stage.news().map(({ embeds: [embed] }) => embed?.title)).toEqual([WOMBATS.title]);
  });

  it('by topic, in a channel, for whoever may manage the server', async () => {
    const stage = await stageWith();
    // The topics of a field are there where half of the papers are of it.
    const known = [
      ...OLD,
      ...OLD.map((_, i) =>
        paper(`Old Classifiers ${i}`, { abstract: 'We study calibration of classifiers with noisy labels.' }),
      ),
    ];
    await stage.collect(known);
    const answer = await stage.follow(
      'add',
      { topic: 'calibration', channel: 'general', ...AT_ONCE },
      PAPERS,
      'moderator',
    );
    expect(answer.text).toContain('topic **Calibration**');
    await stage.collect([
      ...known,
      paper('Calibration of Quokkas', { abstract: 'We study calibration of classifiers with noisy labels.' }),
    ]);
    await stage.until('the message', () => stage.news(GENERAL).length > 0);
    expect(stage.news(GENERAL)[0]?.text).toContain('Calibration of Quokkas');
    expect(stage.news(DM, 'moderator')).toEqual([]);
  });

  it('a daily digest comes at its hour in its zone, with what came since; on a day without news nothing comes', async () => {
    const stage = await stageWith();
    const answer = await stage.follow('add', { query: 'wombats', ...DAILY });
    expect(answer.text).toContain(`<t:${Date.UTC(2026, 0, 15, 7, 30) / 1000}:F>`);
    await stage.collect([...OLD, WOMBATS]);
    const all = [...OLD, WOMBATS, paper('Wombats Sleep'), paper('Wombats Wake')];
    await stage.pass(3 * MINUTE);
    expect(stage.news()).toEqual([]);
    await stage.until('the first digest', () => stage.news().length === 1);
    await stage.collect(all);
    await stage.pass(DAY - 10 * MINUTE);
    expect(stage.news()).toHaveLength(1);
    await stage.until('the second digest', () => stage.news().length === 2);
    expect(stage.news()[1]?.text).toContain('2 new papers');
    expect(stage.news()[1]?.text).not.toContain(WOMBATS.title);
    await stage.pass(3 * DAY);
    expect(stage.news()).toHaveLength(2);
  });

  it('a weekly digest comes on Monday', async () => {
    const stage = await stageWith();
    await stage.follow('add', { query: 'wombats', ...DAILY, how: 'weekly' });
    await stage.collect([...OLD, WOMBATS]);
    await stage.pass(3 * DAY);
    expect(stage.news()).toEqual([]);
    await stage.pass(2 * DAY);
    expect(stage.news()).toHaveLength(1);
  });

  it.each([DAILY, AT_ONCE])(
    '5,000 papers at a time make one message ($how), with all of them to be looked through',
    async how => {
      const stage = await stageWith();
      await stage.follow('add', { query: 'wombats', ...how });
      const many = Array.from({ length: 5_000 }, (_, i) => paper(`Wombats at Place ${i}`));
      await stage.collect([...OLD, ...many]);
      await stage.until('the digest', () => stage.news().length > 0);
      await stage.pass(DAY);
      const [digest, ...more] = stage.news();
      expect(more).toEqual([]);
      expect(digest?.text).toContain('5,000 new papers');
      expect(digest?.content).toContain('and 4,995 more');
      if (!digest) return;
      const reader = stage.sandbox.person('reader');
      const list = await (await reader.press(digest, 'Show all')).later();
      expect(list.private || list.guild === undefined).toBe(true);
      expect(list.text).toContain('page 1 of 500');
      const turned = await (await reader.press(list, 'Next')).later();
      expect(turned.text).toContain('page 2 of 500');
    },
  );

  it('what was told is never told again: changed, removed, brought back, and after a restart', async () => {
    const stage = await stageWith();
    await stage.follow('add', { query: 'wombats', ...AT_ONCE });
    await stage.collect([...OLD, WOMBATS]);
    await stage.until('the message', () => stage.news().length > 0);
    await stage.collect([...OLD, { ...WOMBATS, abstract: 'Wombats, in other words.', upvotes: 12 }]);
    await stage.pass(HOUR);
    await stage.collect(OLD);
    await stage.pass(HOUR);
    await stage.restart();
    await stage.collect([...OLD, WOMBATS]);
    await stage.pass(HOUR);
    expect(stage.news()).toHaveLength(1);
  });

  it('what the collection had is no news, also when it changes so that it matches; what came later is', async () => {
    const stage = await stageWith();
    await stage.follow('add', { query: 'platypus', ...AT_ONCE });
    const changed = OLD.map(one => ({ ...one, abstract: 'Now of the platypus.' }));
    await stage.collect([...changed, WOMBATS]);
    await stage.pass(HOUR);
    expect(stage.news()).toEqual([]);
    await stage.collect([...changed, { ...WOMBATS, abstract: 'A platypus.' }]);
    await stage.until('the message', () => stage.news().length > 0);
    await stage.pass(HOUR);
    expect(stage.news().map(({ embeds: [embed] }) => embed?.title)).toEqual([WOMBATS.title]);
  });

  it('what came while the bot was away is told, also long after the hour', async () => {
    const stage = await stageWith();
    await stage.follow('add', { query: 'wombats', ...DAILY });
    await stage.follow('add', { author: 'Moreau', ...AT_ONCE });
    await stage.collect([...OLD, WOMBATS]);
    await stage.bot.stop();
    await stage.clock.advance(20 * HOUR);
    await stage.restart();
    await stage.until('both', () => stage.news().length === 2);
    await stage.pass(2 * DAY);
    expect(stage.news()).toHaveLength(2);
  });

  it.each(['before', 'after'] as const)('one message in spite of errors %s it takes effect', async when => {
    const stage = await stageWith();
    await stage.follow('add', { query: 'wombats', channel: 'general', ...AT_ONCE }, PAPERS, 'moderator');
    await stage.follow('add', { query: 'wombats', channel: 'discussions', ...AT_ONCE }, PAPERS, 'moderator');
    stage.sandbox.faults.failNext({ route: 'POST /channels/{channel}/messages', status: 500, when, times: 2 });
    stage.sandbox.faults.failNext({ route: 'POST /channels/{channel}/threads', status: 500, when, times: 1 });
    await stage.collect([...OLD, WOMBATS]);
    const guild = [...stage.sandbox.world.guilds.values()].find(({ name }) => name === FORUM.guild);
    const threads = () => [...(guild?.channels.values() ?? [])].filter(({ thread }) => thread);
    await stage.until('both messages', () => stage.news(GENERAL).length > 0 && threads().length > 0);
    await stage.pass(HOUR);
    expect(stage.news(GENERAL)).toHaveLength(1);
    expect(threads()).toHaveLength(1);
  });

  it('a paper that goes while its message waits is told once it is back', async () => {
    const stage = await stageWith();
    const { sandbox } = stage;
    await stage.follow('add', { query: 'wombats', ...AT_ONCE });
    const route = 'POST /channels/{channel}/messages';
    sandbox.faults.rateLimitNext({ route, retryAfter: 120, times: 1, scope: 'shared' });
    await stage.collect([...OLD, WOMBATS, paper('Wombats Sleep')]);
    await stage.until('the refusal', () => sandbox.requests.some(one => one.route === route && one.status === 429));
    await stage.collect([...OLD, WOMBATS]);
    await stage.until('the message', () => stage.news().length > 0);
    await stage.collect([...OLD, WOMBATS, paper('Wombats Sleep')]);
    await stage.until('the other message', () => stage.news().length > 1);
    await stage.pass(HOUR);
    expect(stage.news().map(({ embeds: [embed] }) => embed?.title)).toEqual([WOMBATS.title, 'Wombats Sleep']);
  });

  it('a right taken away pauses it, tells once; resumed, it tells of what came meanwhile', async () => {
    const stage = await stageWith();
    await stage.follow('add', { query: 'wombats', channel: 'general', ...AT_ONCE }, PAPERS, 'moderator');
    const right = { ...GENERAL, permission: 'SEND_MESSAGES' } as const;
    stage.sandbox.faults.removePermission(right);
    await stage.collect([...OLD, WOMBATS]);
    const told = () => stage.sandbox.person('moderator').sees(DM);
    await stage.until('the notice', () => told().length > 0);
    await stage.pass(HOUR);
    expect(told().map(({ text }) => text)).toEqual([expect.stringContaining('I may no longer post there')]);
    await stage.collect([...OLD, WOMBATS, paper('Wombats Sleep')]);
    await stage.pass(HOUR);
    const list = await stage.follow('list', {}, PAPERS, 'moderator');
    expect(list.text).toContain('Paused');
    stage.sandbox.faults.grantPermission(right);
    const resumed = await stage.sandbox
      .person('moderator')
      .choose(list, 'Resume…', [optionsOf(list, 'Resume…')[0]?.value ?? '']);
    expect((await resumed.later()).text).toContain('It goes on');
    await stage.until('the message', () => stage.news(GENERAL).length > 0);
    await stage.pass(HOUR);
    expect(stage.news(GENERAL).map(({ text }) => text)).toEqual([expect.stringContaining('2 new papers')]);
  });

  it('list, remove, and Unfollow on the message', async () => {
    const stage = await stageWith();
    const reader = stage.sandbox.person('reader');
    expect((await stage.follow('list')).text).toContain('You follow nothing here yet');
    await stage.follow('add', { query: 'wombats', ...AT_ONCE });
    expect((await stage.follow('add', { query: 'wombats', ...DAILY })).text).toContain('followed already');
    const atOnce = await Promise.all(Array.from({ length: 3 }, () => stage.follow('add', { query: 'bats', ...DAILY })));
    expect(atOnce.filter(({ text }) => text.includes('followed already'))).toHaveLength(2);
    await stage.follow('add', { author: 'Moreau', category: 'math', ...DAILY });
    const list = await stage.follow('list');
    expect(list.text).toContain('“wombats” – at once, in direct messages');
    expect(list.text).toContain('by **Moreau**, in **math** – every day at 08:30 (Europe/Berlin)');
    const proposed = await reader.complete(PAPERS, 'follow', { follow: 'moreau' }, 'follow', 'remove');
    expect(proposed).toHaveLength(1);
    expect((await stage.follow('remove', { follow: proposed[0]?.value ?? '' })).text).toContain(
      'not followed any more',
    );
    await stage.collect([...OLD, WOMBATS]);
    await stage.until('the message', () => stage.news().length > 0);
    const [message] = stage.news();
    if (!message) return;
    expect((await (await reader.press(message, 'Unfollow')).later()).text).toContain('not followed any more');
    expect((await (await reader.press(message, 'Unfollow')).later()).text).toContain('not followed any more');
    await stage.collect([...OLD, WOMBATS, paper('Wombats Sleep')]);
    await stage.pass(HOUR);
    expect(stage.news()).toHaveLength(1);
    const [bats] = await reader.complete(PAPERS, 'follow', { follow: 'bats' }, 'follow', 'remove');
    await stage.follow('remove', { follow: bats?.value ?? '' });
    expect((await stage.follow('list')).text).toContain('You follow nothing here yet');
  });

  it('refuses what is wrong in words, and stores nothing', async () => {
    const stage = await stageWith();
    const wrong: [Record<string, string>, string][] = [
      [{}, 'What do you want to follow'],
      [{ topic: 'basket weaving' }, 'There is no topic named'],
      [{ query: '?!' }, 'no words that I can search for'],
      [{ query: 'x'.repeat(301) }, 'too long'],
      [{ author: '…' }, 'not an author’s name'],
      [{ category: 'bananas' }, 'not an arXiv category'],
      [{ query: 'a wombat', how: 'at once', time: '08:00' }, 'has no set time'],
      [{ query: 'wombat', timezone: 'Berlin', time: '25:00' }, 'not a time of day'],
      [{ query: 'wombat', timezone: 'Mars' }, 'no time zone'],
      [{ query: 'wombat' }, 'Fill in **timezone**'],
      [{ query: 'wombat', how: 'at once', channel: 'general' }, 'Manage Server'],
    ];
    for (const [options, words] of wrong) {
      const { text } = await stage.follow('add', options);
      expect(text).toContain(words);
      expect(text).not.toContain('Followed');
    }
    const forged = { query: 'wombat', how: 'sometimes', timezone: 'Berlin' };
    const answer = await stage.sandbox.person('reader').raw.slash(PAPERS, 'follow', forged, 'add');
    expect((await answer.later()).text).toContain('“sometimes”');
    expect((await stage.follow('remove', { follow: 'nonsense' })).text).toContain('Nothing like “nonsense”');
    expect((await stage.follow('list')).text).toContain('You follow nothing here yet');
  });

  it('is changed only by whoever set it up and those who manage the server, whatever id is sent', async () => {
    const stage = await stageWith();
    const { sandbox } = stage;
    await stage.follow('add', { query: 'wombats', channel: 'general', ...AT_ONCE }, PAPERS, 'moderator');
    const own = await stage.follow('add', { query: 'wombats', ...AT_ONCE }, PAPERS, 'moderator');
    await stage.collect([...OLD, WOMBATS, paper('Wombats Sleep')]);
    await stage.until('both', () => stage.news(GENERAL).length + stage.news(DM, 'moderator').length === 2);
    const [shared] = stage.news(GENERAL, 'reader');
    const [direct] = stage.news(DM, 'moderator');
    if (!shared || !direct) return;
    const idOf = (message: typeof shared) =>
      message.buttons.find(({ label }) => label === 'Unfollow')?.customId?.split(';') ?? [];
    const reader = sandbox.person('reader');
    expect((await (await reader.press(shared, 'Unfollow')).later()).text).toContain('Only whoever set this up');
    const [, , , directId = '', directDelivery = ''] = idOf(direct);
    const [, , , sharedId = '', sharedDelivery = ''] = idOf(shared);
    for (const forged of [
      `1;follow;unfollow;${directId};${directDelivery}`,
      `1;follow;all;${directDelivery};0`,
      '1;follow;unfollow',
      '1;follow;unfollow;nonsense',
      '1;follow;all;nonsense;-1',
    ]) {
      const answer = await reader.raw.press(shared, forged);
      expect(answer.private).toBe(true);
      expect((await answer.later()).text, forged).toContain('not followed any more');
    }
    // A moderator, but in another server.
    const elsewhere = await (await sandbox.person('moderator').slash(LAB, 'paper', { paper: WOMBATS.id })).later();
    for (const forged of [`1;follow;unfollow;${sharedId}`, `1;follow;all;${sharedDelivery};0`]) {
      const answer = await sandbox.person('moderator').raw.press(elsewhere, forged);
      expect((await answer.later()).text, forged).toContain('not followed any more');
    }
    const list = await stage.follow('list', {}, PAPERS, 'moderator');
    expect(optionsOf(list, 'Stop following…')).toHaveLength(2);
    expect(own.text).toContain('direct messages');
    // What a paper of the day would be asked for does not work on a follow.
    const misused = await sandbox.person('moderator').raw.press(shared, `1;daily;unsubscribe;${sharedId}`);
    expect((await misused.later()).text).toContain('no paper of the day here yet');
    expect((await (await sandbox.person('moderator').press(shared, 'Unfollow')).later()).text).toContain('Done');
  });

  it('/privacy gives it, and deletes it', async () => {
    const stage = await stageWith();
    const reader = stage.sandbox.person('reader');
    await stage.follow('add', { query: 'wombats', ...AT_ONCE });
    await stage.collect([...OLD, WOMBATS]);
    await stage.until('the message', () => stage.news().length > 0);
    const exported = await (await reader.slash(DM, 'privacy', {}, 'export')).later();
    const data = JSON.parse(exported.files[0]?.text ?? '{}');
    expect(data.follows).toMatchObject([{ query: 'wombats', how: 'at once', told: [WOMBATS.id] }]);
    const question = await (await reader.slash(DM, 'privacy', {}, 'delete')).later();
    await (await reader.press(question, 'Delete my data')).later();
    expect((await stage.follow('list')).text).toContain('You follow nothing here yet');
  });

  it('a paper of the day that is to be fresh draws first from what came since the last one', async () => {
    const stage = await stageWith();
    const moderator = stage.sandbox.person('moderator');
    const old = Array.from({ length: 60 }, (_, i) => paper(`Numbats at Place ${i}`));
    await stage.collect([...OLD, ...old]);
    const answer = await moderator.slash(PAPERS, 'daily', { ...AT_HALF_PAST_EIGHT, fresh: true }, 'subscribe');
    expect((await answer.later()).text).toContain('what is new first');
    await stage.collect([...OLD, ...old, WOMBATS]);
    const preview = await (await moderator.slash(PAPERS, 'daily', {}, 'preview')).later();
    expect(preview.text).toContain(WOMBATS.title);
    await stage.until('the first post', () => stage.posts().length === 1);
    await stage.collect([...OLD, ...old, WOMBATS, paper('Quokkas Smile')]);
    await stage.pass(DAY - 10 * MINUTE);
    await stage.until('the second post', () => stage.posts().length === 2);
    expect(stage.posts().map(({ embeds: [embed] }) => embed?.title)).toEqual([WOMBATS.title, 'Quokkas Smile']);
  });
});
