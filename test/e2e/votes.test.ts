import { describe, expect, it } from 'vitest';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { setTheStage } from './harness.ts';

const PAPERS: Place = { guild: 'Paper club', channel: 'papers' };
const LAB: Place = { guild: 'Lab', channel: 'papers' };
const text = async (answer: BotAnswer) => (await answer.later()).text;
const labels = async (answer: BotAnswer) => (await answer.later()).buttons.map(button => button.label);

describe('👍', () => {
  it('counts a person once, is taken back by the next press, and the button tells the count', async () => {
    const { sandbox, restart } = await setTheStage();
    const reader = sandbox.person('reader');
    const card = await (await reader.slash(PAPERS, 'paper', { paper: '2110.04260' })).later();
    const first = await reader.press(card, '👍');
    expect(first.kind).toBe('update');
    expect(await labels(first)).toContain('👍 1');
    expect((await first.later()).embeds).toEqual(card.embeds);
    const second = await sandbox.person('newcomer').press(await first.later(), '👍 1');
    expect(await labels(second)).toContain('👍 2');
    expect(await labels(await reader.press(await second.later(), '👍 2'))).toContain('👍 1');
    await restart();
    expect(await text(await reader.slash(PAPERS, 'paper', { paper: '2110.04260' }))).toContain('👍 1');
    expect(await labels(await reader.slash(LAB, 'paper', { paper: '2110.04260' }))).toContain('👍');
  });

  it('of 500 people at once is 500', async () => {
    // A clock that stands still: that Discord waits no longer than 3 s is not what is counted here.
    const { sandbox } = await setTheStage({ clock: drivenClock() });
    const card = await (await sandbox.person('reader').slash(PAPERS, 'paper', { paper: '2110.04260' })).later();
    const people = Array.from({ length: 500 }, (_, i) => sandbox.addPerson(`voter ${i}`, { 'Paper club': [] }));
    const id = card.buttons.at(4)?.customId ?? '';
    await Promise.all(people.map(person => person.press(card, id)));
    // The button itself has the last word too, whatever the order in which the answers arrived.
    const label = () => sandbox.person('reader').sees(PAPERS)[0]?.buttons.at(4)?.label;
    while (label() !== '👍 500') await new Promise(resolve => sandbox.watch(resolve));
    expect(await labels(await sandbox.person('reader').slash(PAPERS, 'paper', { paper: '2110.04260' }))).toContain(
      '👍 500',
    );
  });

  it('in a direct message says where it works', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const card = await (await reader.slash({ dm: true }, 'paper', { paper: '2110.04260' })).later();
    expect(card.buttons.map(({ label }) => label)).not.toContain('👍');
    const vote = card.buttons[0]?.customId?.replace('related;show', 'trending;vote') ?? '';
    const answer = await reader.raw.press(card, vote);
    expect(answer.private).toBe(true);
    expect(await text(answer)).toContain('counted for each server');
  });

  it('pressed on and on is slowed down, with when to try again', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    const card = await (await reader.slash(PAPERS, 'paper', { paper: '2110.04260' })).later();
    const id = card.buttons.at(4)?.customId ?? '';
    for (let i = 0; i < 30; i++) await reader.press(card, id);
    expect(await text(await reader.press(card, id))).toMatch(/again <t:\d+:R>/);
  });
});

describe('/trending', () => {
  it('ranks what the server voted for, saved and discussed; each server for itself', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    expect(await text(await reader.slash(PAPERS, 'trending'))).toContain('Nothing yet');
    const open = async (paper: string) => (await reader.slash(PAPERS, 'paper', { paper })).later();
    const discussed = await open('2006.08848');
    const voted = await open('2110.04260');
    await reader.press(voted, '👍');
    await (await reader.press(discussed, 'Discuss')).later();
    await sandbox.person('newcomer').press(discussed, 'Save');
    const answer = await reader.slash(PAPERS, 'trending', { period: 'month' });
    const { embeds } = await answer.later();
    expect(embeds[0]?.title).toBe('Trending here this month');
    expect(embeds[0]?.description).toMatch(
      /^\*\*1\.\*\* .*Moreau Envelopes.*\nsaved 1 time · 💬 discussed\n[\s\S]*\*\*2\.\*\* .*Taming.*\n👍 1/,
    );
    expect(await text(await reader.slash(LAB, 'trending', { period: 'all' }))).toContain('Nothing yet');
    expect(await text(await reader.raw.slash({ dm: true }, 'trending'))).toContain('only in a server');
  });
});

describe('/privacy', () => {
  it('tells, gives out and removes what is stored about a person', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    expect(await text(await reader.slash(PAPERS, 'privacy', {}, 'about'))).toContain('What Offprint stores about you');
    const card = await (await reader.slash(PAPERS, 'paper', { paper: '2110.04260' })).later();
    await reader.press(card, '👍');
    await reader.press(card, 'Save');
    const out = await (await reader.slash(PAPERS, 'privacy', {}, 'export')).later();
    expect(out.private).toBe(true);
    const stored: unknown = JSON.parse(out.files[0]?.text ?? '');
    expect(stored).toMatchObject({ readingList: [{}], votes: [{}], savedInServers: [{}] });
    const confirm = await (await reader.slash(PAPERS, 'privacy', {}, 'delete')).later();
    expect(await text(await reader.press(confirm, 'Delete my data'))).toContain('nothing is stored');
    const after = await (await reader.slash(PAPERS, 'privacy', {}, 'export')).later();
    expect(Object.values(JSON.parse(after.files[0]?.text ?? '')).flat()).toEqual([]);
    expect(await labels(await reader.slash(PAPERS, 'paper', { paper: '2110.04260' }))).toContain('👍');
  });
});

describe('/settings', () => {
  it('are for people who manage the server', async () => {
    const { sandbox } = await setTheStage();
    const reader = sandbox.person('reader');
    expect(reader.commands(PAPERS).map(command => command.name)).not.toContain('settings');
    await expect(reader.slash(PAPERS, 'settings', { zone: 'Berlin' }, 'time-zone')).rejects.toThrow('cannot use');
    const moderator = sandbox.person('moderator');
    expect(await text(await moderator.slash(PAPERS, 'settings', { zone: 'Berlin' }, 'time-zone'))).toContain(
      'Europe/Berlin',
    );
    expect(await text(await moderator.slash(PAPERS, 'settings', { zone: 'Atlantis' }, 'time-zone'))).toContain(
      'no time zone “Atlantis”',
    );
    expect(await text(await moderator.slash(PAPERS, 'settings', { who: 'role' }, 'openers'))).toContain('Which role?');
    expect(await text(await moderator.slash(PAPERS, 'settings', { who: 'role', role: 'Readers' }, 'openers'))).toMatch(
      /people with <@&\d+>/,
    );
    const shown = await moderator.slash(PAPERS, 'settings', {}, 'show');
    expect(await text(shown)).toContain('Europe/Berlin');
    expect((await shown.later()).pings).toMatchObject({ roles: [] });
    expect(await text(await moderator.raw.slash({ dm: true }, 'settings', {}, 'show'))).toContain('only in a server');
  });
});
