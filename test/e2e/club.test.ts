import { expect, it } from 'vitest';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import { eachStore } from '../store/each-store.ts';
import { comesTo, createClub, say, spoken } from './club.ts';
import { type DailyStage, dailyStage, HOUR, PAPERS } from './daily.ts';

eachStore('a journal club', (_, makeTarget) => {
  const newest = (stage: DailyStage, words: string): ShownMessage => {
    const message = spoken(stage).findLast(({ text }) => text.includes(words));
    if (!message) throw new Error(`Nothing says "${words}". There is: ${spoken(stage).map(({ text }) => text)}`);
    return message;
  };
  const said = (stage: DailyStage, words: string) => () => spoken(stage).some(({ text }) => text.includes(words));
  const told = ({ sandbox }: DailyStage, person: string) => sandbox.person(person).sees({ dm: true });

  /** Some papers of the collection, by their titles. */
  async function titles({ sandbox }: DailyStage): Promise<{ name: string; value: string }[]> {
    const found = await sandbox.person('reader').complete(PAPERS, 'club', { paper: 'learning' }, 'paper', 'nominate');
    return found.map(({ name, value }) => ({ name, value: String(value) }));
  }

  it('passes over in the rotation who is away, until they are back', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage);
    expect(await say(stage, 'reader', 'away', { until: '2999-03-26' })).toContain('You are not in the rotation');
    for (const person of ['moderator', 'reader']) {
      const shown = await (await stage.sandbox.person(person).slash(PAPERS, 'club', {}, 'rotation')).later();
      await stage.sandbox.person(person).press(shown, 'Join the rotation');
    }
    expect(await say(stage, 'moderator', 'away', { until: 'soon' })).toContain('soon');
    expect(await say(stage, 'moderator', 'away', { until: '2001-03-26' })).toContain('That time is over');
    expect(await say(stage, 'reader', 'rotation')).not.toContain('is away until');
    expect(await say(stage, 'moderator', 'away', { until: '2999-03-26' })).toContain('is away until');
    expect(await say(stage, 'moderator', 'away')).not.toContain('is away until');
  });

  it('goes from nominations over a ballot to the paper and its one thread, and on to the summary', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox } = stage;
    expect(await createClub(stage)).toContain('Thursday papers meets every Thursday at 18:00 (Europe/Berlin)');
    const [one, two, three] = await titles(stage);
    if (!one || !two || !three) throw new Error('three papers are needed');
    expect(await say(stage, 'reader', 'nominate', { paper: one.value, why: 'It is short.' })).toContain('is nominated');
    expect(await say(stage, 'reader', 'nominate', { paper: two.value })).toContain('is nominated');
    expect(await say(stage, 'moderator', 'nominate', { paper: two.value })).toContain('your voice counts too');
    expect(await say(stage, 'moderator', 'nominate', { paper: three.value })).toContain('is nominated');
    expect(await say(stage, 'reader', 'next')).toContain('3 papers are nominated');
    const joined = await (await sandbox.person('reader').slash(PAPERS, 'club', {}, 'rotation')).later();
    expect((await (await sandbox.person('reader').press(joined, 'Join the rotation')).later()).text).toContain(
      'You are in the rotation',
    );

    await comesTo(stage, 'the ballot', said(stage, 'The ballot is open'));
    const ballot = newest(stage, 'The ballot is open');
    expect(ballot.text).toContain('It is short.');
    const menu = 'Choose the papers that you would read…';
    expect(
      (await (await sandbox.person('reader').choose(ballot, menu, [one.value, two.value])).later()).text,
    ).toContain('Your vote:');
    await sandbox.person('moderator').choose(ballot, menu, [two.value]);
    const changed = await (await sandbox.person('moderator').choose(ballot, menu, [one.value])).later();
    expect(changed.text).toContain(one.name.slice(0, 20));
    const mine = await (await sandbox.person('moderator').press(ballot, 'My vote')).later();
    expect(mine.text).toContain('Your vote:');
    expect((await (await sandbox.person('reader').press(ballot, 'How many voted')).later()).text).toContain(
      '2 people have voted',
    );

    await comesTo(stage, 'the paper', said(stage, '· On <t:'));
    const chosen = newest(stage, '· On <t:');
    expect(chosen.text).toContain('2 of 2 people who voted would read it');
    expect(chosen.text).toContain(one.name.slice(0, 20));
    const threads = () => [...sandbox.world.guilds.values()].some(({ channels }) => channels.has(chosen.id));
    await comesTo(stage, 'its thread', threads);
    expect((await (await sandbox.person('reader').choose(ballot, menu, [two.value])).later()).text).toContain(
      'This ballot is not open',
    );

    const inThread = () =>
      sandbox
        .person('reader')
        .sees({ ...PAPERS, channel: chosen.id })
        .map(({ text }) => text);
    await comesTo(stage, 'the question to the presenter', () => told(stage, 'reader').length > 0);
    const [asked] = told(stage, 'reader');
    if (!asked) throw new Error('nobody was asked');
    expect(asked.text).toContain('It is your turn to present in **Thursday papers**');
    expect((await (await sandbox.person('reader').press(asked, 'I present')).later()).text).toContain('You present on');
    expect((await (await sandbox.person('reader').press(chosen, 'I come')).later()).text).toContain('you come on');

    await comesTo(stage, 'the summary', () => inThread().some(text => text.includes('We met on')));
    const words = inThread();
    expect(words.filter(text => text.includes('The next session comes up'))).toHaveLength(1);
    expect(words.filter(text => text.includes('The session begins soon'))).toHaveLength(1);
    expect(words.filter(text => text.includes('The session begins:'))).toHaveLength(1);
    expect(words.filter(text => text.includes('We met on'))).toHaveLength(1);
    expect(spoken(stage).filter(({ text }) => text.includes('· On <t:'))).toHaveLength(1);
    // Read papers are not nominated any more; the others carry over.
    expect(await say(stage, 'reader', 'next')).toContain('2 papers are nominated');
  });

  it('says once what is due, whatever Discord answers, also after a restart', async () => {
    const stage = await dailyStage(await makeTarget(), { faulty: true });
    await createClub(stage, { without: 'presenter' });
    const [one, two] = await titles(stage);
    await say(stage, 'reader', 'nominate', { paper: one?.value ?? '' });
    await say(stage, 'reader', 'nominate', { paper: two?.value ?? '' });
    stage.sandbox.faults.failNext({ route: 'POST /channels/{channel}/messages', status: 502, when: 'after', times: 2 });
    await comesTo(stage, 'the ballot', said(stage, 'The ballot is open'));
    await stage.restart();
    await comesTo(stage, 'the paper', said(stage, '· On <t:'));
    await stage.pass(6 * HOUR);
    const texts = spoken(stage).map(({ text }) => text);
    expect(texts.filter(text => text.includes('The ballot is open'))).toHaveLength(1);
    expect(texts.filter(text => text.includes('· On <t:'))).toHaveLength(1);
    expect(texts.find(text => text.includes('· On <t:'))).toContain('nobody voted, so the nominations decide');
  });

  it('is run by managers and by those whom they name, asked at each command', async () => {
    const stage = await dailyStage(await makeTarget());
    expect(await say(stage, 'reader', 'next')).toContain('There is no journal club here');
    expect(await say(stage, 'reader', 'create', { name: 'Mine', day: '4', time: '18:00', timezone: 'UTC' })).toContain(
      'Only people who may manage this server',
    );
    await createClub(stage);
    expect(await say(stage, 'reader', 'cancel')).toContain('Only the organisers of this club');
    expect(await say(stage, 'moderator', 'organisers', { person: 'reader' })).toContain('is run by');
    expect(await say(stage, 'reader', 'cancel')).toContain('is cancelled');
    expect(await say(stage, 'reader', 'move', { to: '2026-02-03' })).toContain('is moved to');
    expect(await say(stage, 'reader', 'organisers', { person: 'reader' })).toContain('Only people who may manage');
    await say(stage, 'moderator', 'organisers', { person: 'reader', remove: true });
    expect(await say(stage, 'reader', 'cancel')).toContain('Only the organisers of this club');
    expect(await say(stage, 'reader', 'calendar')).toContain('club.ics');
    expect(await createClub(stage)).toContain('There is a journal club named “Thursday papers” here already');
    expect(await say(stage, 'moderator', 'remove')).toContain('**Thursday papers** is removed');
  });

  it('comes back only for those who run it, and only under a name that is free', async () => {
    const stage = await dailyStage(await makeTarget());
    const manager = stage.sandbox.person('moderator');
    await createClub(stage);
    const removed = await (await manager.slash(PAPERS, 'club', {}, 'remove')).later();
    await createClub(stage, { day: '2' });
    const undo = async () => (await (await manager.press(removed, 'Undo')).later()).text;
    expect(await undo()).toContain('There is another journal club named “Thursday papers” here by now');
    const elsewhere = removed.buttons.find(({ label }) => label === 'Undo')?.customId?.replace('club', 'daily') ?? '';
    expect((await (await manager.raw.press(removed, elsewhere)).later()).text).toContain('nothing left to undo');
    await say(stage, 'moderator', 'edit', { name: 'Tuesday papers' });
    expect(await undo()).toContain('It is back');
    expect(await say(stage, 'moderator', 'cancel', { club: 'Thursday papers' })).toContain('is cancelled');
  });

  it('puts whoever presented at the end of the rotation, also where no opening message is sent', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage, { without: 'opening' });
    for (const person of ['moderator', 'reader']) {
      const shown = await (await stage.sandbox.person(person).slash(PAPERS, 'club', {}, 'rotation')).later();
      await stage.sandbox.person(person).press(shown, 'Join the rotation');
      await stage.pass(HOUR);
    }
    const order = async () =>
      (await say(stage, 'newcomer', 'rotation')).match(/\d\. (<@\d+>)/g)?.map(line => line.slice(3));
    const before = await order();
    expect(before).toHaveLength(2);
    const planned = await (await stage.sandbox.person('moderator').slash(PAPERS, 'club', {}, 'next')).later();
    await stage.sandbox.person('moderator').press(planned, 'I present');
    expect(await order()).toEqual(before);
    await comesTo(stage, 'the summary', said(stage, 'We met on'));
    expect(await order()).toEqual(before?.toReversed());
  });

  it('does not choose the paper of another session', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage, { without: 'presenter' });
    const [one, two] = await titles(stage);
    if (!one || !two) throw new Error('two papers are needed');
    await say(stage, 'reader', 'nominate', { paper: one.value });
    await say(stage, 'moderator', 'nominate', { paper: one.value });
    await say(stage, 'reader', 'nominate', { paper: two.value });
    await say(stage, 'moderator', 'guest', { paper: one.value, session: '2026-01-29' });
    await comesTo(stage, 'the paper', said(stage, '· On <t:'));
    const chosen = newest(stage, '· On <t:');
    expect(chosen.text).toContain(two.name.slice(0, 20));
    expect(chosen.text).not.toContain(one.name.slice(0, 20));
  });

  it('changes nothing of a session that has begun', async () => {
    const stage = await dailyStage(await makeTarget());
    const reader = stage.sandbox.person('reader');
    await createClub(stage, { presenter: 'rotation' });
    const planned = await (await reader.slash(PAPERS, 'club', {}, 'next')).later();
    const volunteered = await (await reader.press(planned, 'I present')).later();
    expect(volunteered.text).toContain('You present on');
    expect((await (await reader.press(volunteered, 'Pass on')).later()).text).toContain('you do not present on');
    await comesTo(stage, 'the session', said(stage, 'The session begins.'));
    expect((await (await reader.press(planned, 'I present')).later()).text).toContain('has begun or is over');
    expect((await (await reader.press(volunteered, 'Pass on')).later()).text).toContain('has begun or is over');
  });
});
