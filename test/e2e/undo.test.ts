import { describe, expect, it } from 'vitest';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { eachStore } from '../store/each-store.ts';
import { AT_HALF_PAST_EIGHT, DAY, dailyStage, MINUTE, PAPERS } from './daily.ts';
import { setTheStage } from './harness.ts';

const DM: Place = { dm: true };
const text = async (answer: BotAnswer) => (await answer.later()).text;

eachStore('one press takes nothing away for good', (_, makeTarget) => {
  it('an unsubscribed paper of the day comes back with its history, also after a restart, for whoever removed it', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox, pass, until, posts, restart } = stage;
    const moderator = sandbox.person('moderator');
    const daily = (word: string, options = {}) => moderator.slash(PAPERS, 'daily', options, word);
    await daily('subscribe', AT_HALF_PAST_EIGHT);
    await until('the first post', () => posts().length === 1);
    const history = await text(await daily('history'));
    const list = await text(await daily('list'));
    const removed = await (await daily('unsubscribe')).later();
    expect(removed.text).toContain('undo this for ten minutes');
    expect(await text(await daily('list'))).toContain('no paper of the day here yet');
    await pass(9 * MINUTE);
    await restart();
    const undo = removed.buttons.find(({ label }) => label === 'Undo')?.customId ?? '';
    const shared = posts()[0];
    if (!shared) throw new Error('no post');
    expect(await text(await sandbox.person('reader').raw.press(shared, undo))).toMatch(/Manage Server|Only/);
    expect(await text(await moderator.press(removed, 'Undo'))).toContain('It is back');
    expect(await text(await daily('history'))).toBe(history);
    expect(await text(await daily('list'))).toBe(list);
    expect(await text(await moderator.press(removed, 'Undo'))).toContain('nothing left to undo');
    await pass(DAY);
    await until('the second post', () => posts().length === 2);
    expect(posts()[1]?.text).not.toContain(posts()[0]?.embeds[0]?.title);

    const late = await (await daily('unsubscribe')).later();
    await pass(11 * MINUTE);
    expect(await text(await moderator.press(late, 'Undo'))).toContain('nothing left to undo');
  });

  it('an edited paper of the day becomes what it was, for whoever edited it', async () => {
    const { sandbox, until, posts } = await dailyStage(await makeTarget());
    const moderator = sandbox.person('moderator');
    const daily = (word: string, options = {}) => moderator.slash(PAPERS, 'daily', options, word);
    await daily('subscribe', { ...AT_HALF_PAST_EIGHT, query: 'transformer' });
    const list = await text(await daily('list'));
    const edited = await (await daily('edit', { clear: 'query', time: '23:00', days: 'weekends', count: 2 })).later();
    expect(edited.text).toContain('23:00');
    const undo = edited.buttons.find(({ label }) => label === 'Undo')?.customId ?? '';
    const card = await (await moderator.slash(PAPERS, 'paper', { paper: 'MaxSup' })).later();
    expect(await text(await sandbox.person('reader').raw.press(card, undo))).toContain('Manage Server');
    expect(await text(await moderator.press(edited, 'Undo'))).toContain('It is as it was:');
    expect(await text(await daily('list'))).toBe(list);
    expect(await text(await moderator.press(edited, 'Undo'))).toContain('nothing left to undo');
    await until('the post', () => posts().length === 1);
  });

  it('what was set up again meanwhile does not come back a second time', async () => {
    const { sandbox } = await dailyStage(await makeTarget());
    const moderator = sandbox.person('moderator');
    const daily = async (word: string, options = {}) => (await moderator.slash(PAPERS, 'daily', options, word)).later();
    await daily('subscribe', AT_HALF_PAST_EIGHT);
    const removed = await daily('unsubscribe');
    await daily('subscribe', AT_HALF_PAST_EIGHT);
    expect(await text(await moderator.press(removed, 'Undo'))).toContain('set up already');
    expect((await daily('list')).text).toContain('08:30');

    const edited = await daily('edit', { time: '23:00' });
    await daily('subscribe', AT_HALF_PAST_EIGHT);
    const list = await daily('list');
    expect(await text(await moderator.press(edited, 'Undo'))).toContain('set up already');
    expect((await daily('list')).text).toBe(list.text);

    const follow = async () =>
      (
        await moderator.slash(PAPERS, 'follow', { query: 'calibration', channel: 'papers', how: 'at once' }, 'add')
      ).later();
    await follow();
    const [one] = await moderator.complete(PAPERS, 'follow', { follow: '' }, 'follow', 'remove');
    const unfollowed = await (await moderator.slash(PAPERS, 'follow', { follow: one?.value ?? '' }, 'remove')).later();
    await follow();
    expect(await text(await moderator.press(unfollowed, 'Undo'))).toContain('followed already');
  });

  it('two that are edited at once do not become the same', async () => {
    const { sandbox } = await dailyStage(await makeTarget());
    const moderator = sandbox.person('moderator');
    for (const time of ['09:30', '10:30']) {
      await (await moderator.slash(PAPERS, 'daily', { ...AT_HALF_PAST_EIGHT, time }, 'subscribe')).later();
    }
    const both = await moderator.complete(PAPERS, 'daily', { subscription: '' }, 'subscription', 'edit');
    const edits = both.map(({ value }) =>
      moderator.slash(PAPERS, 'daily', { subscription: value, time: '12:00' }, 'edit'),
    );
    const answers = await Promise.all(edits.map(async edit => text(await edit)));
    expect(answers.filter(answer => answer.includes('Changed:'))).toHaveLength(1);
    expect(answers.filter(answer => answer.includes('set up already'))).toHaveLength(1);
  });

  it('what was followed, saved, noted and set comes back', async () => {
    const { url } = await makeTarget();
    const { sandbox, restart } = await setTheStage({ env: url === undefined ? {} : { DATABASE_URL: url } });
    const reader = sandbox.person('reader');
    const moderator = sandbox.person('moderator');
    await reader.slash(DM, 'follow', { author: 'Jean Moreau', timezone: 'UTC' }, 'add');
    const follows = await (await reader.slash(DM, 'follow', {}, 'list')).later();
    const select = follows.selects[0];
    const option = select && 'options' in select ? (select.options[0]?.value ?? '') : '';
    const unfollowed = await (await reader.choose(follows, 'Stop following…', [option])).later();
    await restart();
    expect(await text(await reader.press(unfollowed, 'Undo'))).toContain('It is back');
    expect(await text(await reader.slash(DM, 'follow', {}, 'list'))).toContain('Moreau');

    await reader.slash(PAPERS, 'list', { paper: 'MaxSup' }, 'add');
    const form = (await reader.slash(PAPERS, 'list', { paper: 'MaxSup' }, 'note')).form;
    if (!form) throw new Error('no form');
    await reader.submit(form, { note: 'Read § 3' });
    await reader.slash(PAPERS, 'list', { paper: 'MaxSup' }, 'read');
    const before = await text(await reader.slash(PAPERS, 'list', {}, 'show'));
    const saved = async () =>
      (await (await reader.slash(PAPERS, 'paper', { paper: 'MaxSup' })).later()).text.includes('saved by 1 person');
    expect(await saved()).toBe(true);
    const removed = await (await reader.slash(PAPERS, 'list', { paper: 'MaxSup' }, 'remove')).later();
    expect(await saved()).toBe(false);
    const undo = removed.buttons.find(({ label }) => label === 'Undo')?.customId ?? '';
    const card = await (await moderator.slash(PAPERS, 'paper', { paper: 'MaxSup' })).later();
    expect(await text(await moderator.raw.press(card, undo))).toContain('Only whoever did this can undo it');
    expect(await text(await reader.press(removed, 'Undo'))).toContain('It is back');
    expect(await saved()).toBe(true);
    expect(await text(await reader.slash(PAPERS, 'list', {}, 'show'))).toBe(before);
    const again = (await reader.slash(PAPERS, 'list', { paper: 'MaxSup' }, 'note')).form;
    if (!again) throw new Error('no form');
    const emptied = await (await reader.submit(again, { note: '' })).later();
    expect(emptied.text).toContain('The note is gone');
    expect(await text(await reader.press(emptied, 'Undo'))).toContain('Read § 3');

    await moderator.slash(PAPERS, 'settings', { zone: 'Berlin' }, 'time-zone');
    const changed = await (await moderator.slash(PAPERS, 'settings', { none: true }, 'time-zone')).later();
    expect(changed.text).toContain('not set');
    expect(await text(await moderator.press(changed, 'Undo'))).toContain('Europe/Berlin');
  });
});

describe('one look takes nothing away', () => {
  it('/settings without a value shows the value', async () => {
    const { sandbox } = await setTheStage();
    const moderator = sandbox.person('moderator');
    const settings = (word: string, options = {}) => moderator.slash(PAPERS, 'settings', options, word);
    await settings('time-zone', { zone: 'CET' });
    await settings('discussions', { channel: 'discussions' });
    for (const word of ['time-zone', 'discussions', 'show']) {
      const shown = await text(await settings(word));
      expect(shown).toContain('Europe/Brussels');
      expect(shown).toMatch(/New discussions\n<#\d+>/);
    }
    expect(await text(await settings('discussions', { anywhere: true }))).toContain('where someone asks');
  });

  it('/privacy delete says all that it deletes before it does', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    await reader.slash(DM, 'list', { paper: 'MaxSup' }, 'add');
    const asked = await (await reader.slash(DM, 'privacy', {}, 'delete')).later();
    for (const words of [
      'cannot be undone',
      'notes',
      'votes',
      'saved papers in servers',
      'history',
      'follows',
      'searches',
      'stays, without your id',
    ]) {
      expect(asked.content).toContain(words);
    }
    expect(await text(await reader.slash(DM, 'list', {}, 'show'))).toContain('MaxSup');
    await reader.press(asked, 'Delete my data');
    expect(await text(await reader.slash(DM, 'list', {}, 'show'))).toContain('Nothing is saved yet');
  });
});

describe('a server’s list', () => {
  it('has a read mark for each person', async () => {
    const { sandbox } = await setTheStage();
    const [reader, newcomer] = [sandbox.person('reader'), sandbox.person('newcomer')];
    const paper = { paper: 'MaxSup', shared: true };
    await reader.slash(PAPERS, 'list', paper, 'add');
    await reader.slash(PAPERS, 'list', paper, 'read');
    const show = async (person: typeof reader) => text(await person.slash(PAPERS, 'list', { shared: true }, 'show'));
    expect(await show(reader)).toMatch(/✓ read .* · read by 1 person/);
    expect(await show(newcomer)).not.toContain('✓ read');
    expect(await show(newcomer)).toContain('read by 1 person');
  });
});
