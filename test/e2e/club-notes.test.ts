import { expect, it } from 'vitest';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { Place } from '../../src/sandbox/driver/place.ts';
import { createClub, paperOf, say } from './club.ts';
import { type DailyStage, dailyStage, HOUR, PAPERS } from './daily.ts';

const GENERAL = { ...PAPERS, channel: 'general' };
const LAB = { guild: 'Lab', channel: 'papers' };
const text = async (answer: BotAnswer) => (await answer.later()).text;

async function searched({ sandbox }: DailyStage, person: string, options: object, place: Place = PAPERS) {
  return (await (await sandbox.person(person).slash(place, 'search', { ...options })).later()).text;
}

async function card({ sandbox }: DailyStage, person: string, paper: string, place: Place = PAPERS) {
  return (await sandbox.person(person).slash(place, 'paper', { paper })).later();
}

async function write(stage: DailyStage, person: string, paper: string, note: string) {
  const shown = await card(stage, person, paper);
  const one = stage.sandbox.person(person);
  const label = shown.buttons.find(button => button.label.startsWith('Notes'))?.label ?? 'Notes';
  const notes = await (await one.press(shown, label)).later();
  const form = (await one.press(notes, 'Write a note')).form;
  if (!form) throw new Error('no form');
  return text(await one.submit(form, { note }));
}

it('a note stands on its paper’s card and is found by notes:, in its server alone', async () => {
  const stage = await dailyStage(undefined);
  const { sandbox } = stage;
  const reader = sandbox.person('reader');
  const [paper, other] = [await paperOf(stage), await paperOf(stage, 1)];
  expect((await card(stage, 'reader', paper.value)).buttons.map(({ label }) => label)).not.toContain('Notes');
  await createClub(stage);
  await sandbox
    .person('moderator')
    .slash(LAB, 'club', { name: 'Lab papers', day: '4', time: '18:00', timezone: 'UTC' }, 'create');
  expect(await write(stage, 'reader', paper.value, 'A *weak* zyzzyva baseline')).toContain('is kept');
  expect(await write(stage, 'newcomer', other.value, 'Strong zyzzyva')).toContain('is kept');

  const shown = await card(stage, 'moderator', paper.value);
  expect(shown.text).toContain('Notes in this server');
  expect(shown.text).toContain(`<@${reader.id}>: A \\*weak\\* zyzzyva baseline`);
  expect(shown.buttons.map(({ label }) => label)).toContain('Notes (1)');

  const title = paper.name.slice(0, 20);
  expect(await searched(stage, 'moderator', { query: 'notes:"weak zyzzyva"' })).toContain(title);
  expect(await searched(stage, 'moderator', { query: 'notes:"weak zyzzyva"' })).toContain('1 paper');
  expect(await searched(stage, 'moderator', { notes: 'zyzz' })).toContain('2 papers');
  expect(await searched(stage, 'moderator', { query: '-notes:weak', notes: 'zyzzyva' })).toContain('1 paper');
  expect(await searched(stage, 'moderator', { notes: 'zyzzyva', private: true })).toContain('2 papers');
  const words = await sandbox.person('moderator').complete(PAPERS, 'search', { notes: 'zy' }, 'notes');
  expect(words).toEqual([{ name: 'zyzzyva', value: 'zyzzyva' }]);

  // Neither shown, nor found, nor suggested anywhere else.
  const elsewhere = await card(stage, 'moderator', paper.value, LAB);
  expect(elsewhere.text).not.toContain('zyzzyva');
  expect(elsewhere.buttons.map(({ label }) => label)).toContain('Notes');
  expect(await searched(stage, 'moderator', { notes: 'zyzzyva' }, LAB)).toContain('Nothing found');
  expect(await sandbox.person('moderator').complete(LAB, 'search', { notes: 'zy' }, 'notes')).toEqual([]);
  expect(await searched(stage, 'reader', { notes: 'zyzzyva' }, { dm: true })).toContain('Notes belong to the server');
  expect((await card(stage, 'reader', paper.value, { dm: true })).text).not.toContain('zyzzyva');
});

it('a page and a “why” of such a search are of the server where they are pressed', async () => {
  const stage = await dailyStage(undefined);
  const { sandbox } = stage;
  const reader = sandbox.person('reader');
  await createClub(stage);
  for (const place of [0, 1, 2, 3, 4, 5]) {
    const { value } = await paperOf(stage, place);
    await write(stage, 'reader', value, 'zyzzyva');
    await stage.pass(HOUR);
  }
  const found = await (await reader.slash(PAPERS, 'search', { query: 'learning notes:zyzzyva' })).later();
  expect(found.text).toContain('6 papers');
  expect(await text(await reader.press(found, 'Why these results?'))).toContain('learning');
  const next = found.buttons.find(({ label }) => label === 'Next')?.customId ?? '';
  const there = reader.says(LAB, 'something to press on');
  expect(await text(await reader.raw.press(there, next))).toContain('Nothing found');
  expect(await text(await reader.press(found, 'Next'))).toContain('page 2 of 2');
});

it('a note of a hidden channel is found and shown to those who see that channel, and never before others', async () => {
  const stage = await dailyStage(undefined);
  const { sandbox } = stage;
  const paper = await paperOf(stage);
  await createClub(stage);
  sandbox.faults.overwrite({ ...PAPERS, who: '@everyone', deny: ['VIEW_CHANNEL'] });
  for (const who of ['Offprint', 'Moderators']) sandbox.faults.overwrite({ ...PAPERS, who, allow: ['VIEW_CHANNEL'] });
  expect(await write(stage, 'moderator', paper.value, 'zyzzyva')).toContain('is kept');
  const seen = async (person: string, place: Place, options: object = {}) => [
    (await card(stage, person, paper.value, place)).text.includes('zyzzyva'),
    (await searched(stage, person, { notes: 'zyzzyva', ...options }, place)).includes('1 paper'),
  ];
  expect(await seen('moderator', PAPERS)).toEqual([true, true]);
  // There others would read the answer too.
  expect(await seen('moderator', GENERAL)).toEqual([false, false]);
  expect(await searched(stage, 'moderator', { notes: 'zyzzyva', private: true }, GENERAL)).toContain('1 paper');
  expect(await searched(stage, 'reader', { notes: 'zyzzyva', private: true }, GENERAL)).toContain('Nothing found');
  expect(await sandbox.person('reader').complete(GENERAL, 'search', { notes: 'zy' }, 'notes')).toEqual([]);
});

it('notes are turned by pages, changed and deleted by whoever wrote them, and deleted by managers', async () => {
  const stage = await dailyStage(undefined);
  const { sandbox } = stage;
  const [moderator, reader] = [sandbox.person('moderator'), sandbox.person('reader')];
  const paper = await paperOf(stage);
  await createClub(stage);
  for (const name of ['ada', 'ben', 'cem', 'dua']) {
    sandbox.addPerson(name, { [PAPERS.guild]: [] });
    expect(await write(stage, name, paper.value, `${name} <@&1> **thinks**\n# ${'long '.repeat(150)}`)).toContain(
      'is kept',
    );
    await stage.pass(HOUR);
  }
  const shown = await (await reader.press(await card(stage, 'reader', paper.value), 'Notes (4)')).later();
  expect(shown.text).toContain('4 notes · page 1 of 2');
  expect(shown.text).toContain('ada \\<@&1> \\*\\*thinks\\*\\*');
  expect(shown.text).toContain('> \\# long');
  expect(shown.selects).toEqual([]);
  const second = await (await reader.press(shown, 'Next')).later();
  expect(second.text).toContain('dua');
  const file = await (await reader.press(second, 'Get as a file')).later();
  expect(file.files.map(({ filename }) => filename)).toEqual(['notes.md']);
  expect(file.files[0]?.text).toContain('> ada \\<@&1\\> \\*\\*thinks\\*\\*\n> \\# long');
  expect(file.files[0]?.text?.match(/^> \(\d+, 2026-01-15\)$/gm)).toHaveLength(4);

  const ada = sandbox.person('ada');
  const own = await (await ada.press(await card(stage, 'ada', paper.value), 'Notes (4)')).later();
  const deleted = await (await ada.press(own, 'Delete your note')).later();
  expect(deleted.text).toContain('is deleted');
  expect(await text(await ada.press(deleted, 'Undo'))).toContain('The note is back');
  expect(await text(await ada.press(deleted, 'Undo'))).toContain('nothing left to undo');
  expect(await text(await ada.press(own, 'Delete your note'))).toContain('is deleted');
  expect(await text(await ada.press(own, 'Delete your note'))).toContain('not there any more');
  const managed = await (await moderator.press(await card(stage, 'moderator', paper.value), 'Notes (3)')).later();
  const menu = managed.selects[0];
  const [first] = menu?.type === 3 ? menu.options : [];
  const forged = await reader.raw.choose(shown, menu?.custom_id ?? '', [first?.value ?? '']);
  expect(await text(forged)).toContain('you may not change it');
  expect(await text(await moderator.choose(managed, 'Delete a note…', [first?.value ?? '']))).toContain('is deleted');
  expect(await text(await reader.press(await card(stage, 'reader', paper.value), 'Notes (2)'))).toContain('2 notes');
  expect(await say(stage, 'moderator', 'remove')).toContain('is removed');
  // What is written on a paper outlives the club.
  expect((await card(stage, 'reader', paper.value)).text).toContain('Notes in this server');
});

it('a note is changed and deleted by whoever wrote it also after its club has moved or is gone', async () => {
  const stage = await dailyStage(undefined);
  const { sandbox } = stage;
  const reader = sandbox.person('reader');
  const { value } = await paperOf(stage);
  await createClub(stage);
  await write(stage, 'reader', value, 'A first thought');
  await say(stage, 'moderator', 'edit', { channel: 'general' });
  const menu = 'Change or delete a note of yours…';
  const notes = async (person: string) => {
    const shown = await card(stage, person, value);
    const label = shown.buttons.find(button => button.label.startsWith('Notes'))?.label ?? 'Notes';
    return (await sandbox.person(person).press(shown, label)).later();
  };
  const own = async () => (await reader.choose(await notes('reader'), menu, [theirs()])).later();
  const theirs = () =>
    [...sandbox.world.guilds.values()]
      .flatMap(({ channels }) => [...channels.values()])
      .find(({ name }) => name === 'papers')?.id ?? '';
  const form = (await reader.press(await own(), 'Change it')).form;
  if (!form) throw new Error('no form');
  expect(await text(await reader.submit(form, { note: 'A second thought' }))).toContain('is changed');
  expect((await notes('reader')).text).toContain('1 note');
  await say(stage, 'moderator', 'remove');
  const shown = await own();
  expect(shown.text).toContain('A second thought');
  // Nobody else's, whatever a client sends.
  const button = shown.buttons.find(({ label }) => label === 'Delete it')?.customId ?? '';
  expect(await text(await sandbox.person('newcomer').raw.press(await notes('newcomer'), button))).toContain(
    'is not there any more',
  );
  expect(await text(await reader.press(shown, 'Delete it'))).toContain('The note is deleted.');
});

it('a note is not changed, only deleted, by whoever does not see its channel any more', async () => {
  const stage = await dailyStage(undefined);
  const { sandbox } = stage;
  const reader = sandbox.person('reader');
  const { value } = await paperOf(stage);
  await createClub(stage);
  await write(stage, 'reader', value, 'A first thought');
  await say(stage, 'moderator', 'edit', { channel: 'general' });
  const guild = [...sandbox.world.guilds.values()].find(({ name }) => name === PAPERS.guild);
  const papers = [...(guild?.channels.values() ?? [])].find(({ name }) => name === PAPERS.channel)?.id ?? '';
  const shown = await card(stage, 'reader', value, GENERAL);
  const label = shown.buttons.find(button => button.label.startsWith('Notes'))?.label ?? 'Notes';
  const notes = await (await reader.press(shown, label)).later();
  const own = await (await reader.choose(notes, 'Change or delete a note of yours…', [papers])).later();
  const form = (await reader.press(own, 'Change it')).form;
  if (!form) throw new Error('no form');
  sandbox.faults.overwrite({ ...PAPERS, who: '@everyone', deny: ['VIEW_CHANNEL'] });
  const refused = 'You do not see the channel of this note any more';
  expect(await text(await reader.submit(form, { note: 'A second thought' }))).toContain(refused);
  const answer = await (await reader.press(own, 'Change it')).later();
  expect(answer.text).toContain(refused);
  expect(await text(await reader.press(answer, 'Delete it'))).toContain('The note is deleted.');
});

it('what a person wrote, read, asked and rated is given out to them and forgotten on request', async () => {
  const stage = await dailyStage(undefined);
  const { sandbox } = stage;
  const reader = sandbox.person('reader');
  const paper = await paperOf(stage);
  await createClub(stage);
  await say(stage, 'moderator', 'guest', { paper: paper.value });
  expect(await write(stage, 'reader', paper.value, 'A zyzzyva note')).toContain('is kept');
  expect(await say(stage, 'reader', 'question', { question: 'A quokka question?' })).toContain('with your name');
  const exported = async () =>
    (await (await reader.slash(PAPERS, 'privacy', {}, 'export')).later()).files[0]?.text ?? '';
  expect(await exported()).toContain('A zyzzyva note');
  expect(await exported()).toContain('A quokka question?');
  expect(await exported()).toContain('Thursday papers');
  const asked = await (await reader.slash(PAPERS, 'privacy', {}, 'delete')).later();
  await reader.press(asked, 'Delete my data');
  for (const words of ['zyzzyva', 'quokka', 'Thursday papers']) expect(await exported()).not.toContain(words);
  expect((await card(stage, 'moderator', paper.value)).text).not.toContain('zyzzyva');
  expect(await say(stage, 'moderator', 'question')).toContain('Nobody has asked anything yet');
});
