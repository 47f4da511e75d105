import { expect, it } from 'vitest';
import { eachStore } from '../store/each-store.ts';
import { comesTo, createClub, say, spoken } from './club.ts';
import { type DailyStage, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';

eachStore('a ballot as a poll of Discord’s', (_, makeTarget) => {
  const poll = (stage: DailyStage) => spoken(stage).find(message => message.poll);
  const announced = (stage: DailyStage) => spoken(stage).find(({ text }) => text.includes('· On <t:'));
  const isOpen = (stage: DailyStage) => () => spoken(stage).some(({ text }) => text.includes('The ballot is open'));

  /** Three papers, nominated one after the other: their titles. */
  async function nominate(stage: DailyStage): Promise<string[]> {
    const { sandbox } = stage;
    const found = await sandbox.person('reader').complete(PAPERS, 'club', { paper: 'learning' }, 'paper', 'nominate');
    const three = found.slice(0, 3);
    for (const { value } of three) {
      await say(stage, 'reader', 'nominate', { paper: value });
      await stage.pass(HOUR);
    }
    return three.map(({ name }) => name.slice(0, 20));
  }

  it('is read back from Discord, with the votes from before a restart; a tie goes to what was nominated first', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox } = stage;
    await createClub(stage, { ballot: 'poll', without: 'presenter' });
    const [one, two, three] = await nominate(stage);
    await comesTo(stage, 'the poll', isOpen(stage));
    const shown = poll(stage);
    const answers = shown?.poll?.answers.map(({ text }) => text) ?? [];
    expect(answers).toHaveLength(3);
    for (const text of answers) expect(text.length).toBeLessThanOrEqual(55);
    expect(shown?.selects).toEqual([]);
    if (!shown) throw new Error('no poll');
    const [, second = '', third = ''] = answers;
    sandbox.person('reader').votes(shown, [second, third]);
    await stage.restart();
    sandbox.person('moderator').votes(shown, [third]);
    sandbox.person('newcomer').votes(shown, [second]);
    await comesTo(stage, 'the paper', () => announced(stage) !== undefined);
    expect(announced(stage)?.text).toContain('2 of 3 people who voted would read it; of those with as many votes');
    expect(announced(stage)?.text).toContain(two);
    expect(announced(stage)?.text).toContain(`2 · **${three}`);
    expect(announced(stage)?.text).not.toContain(`· **${one}`);
    expect(poll(stage)?.poll?.ended).toBe(true);
  });

  it('waits while Discord does not answer, and asks for a quorum as ours does', async () => {
    const stage = await dailyStage(await makeTarget(), { faulty: true });
    const { sandbox } = stage;
    await createClub(stage, { ballot: 'poll', quorum: 2, without: 'presenter' });
    await nominate(stage);
    await comesTo(stage, 'the poll', isOpen(stage));
    const shown = poll(stage);
    if (!shown?.poll) throw new Error('no poll');
    sandbox.person('reader').votes(shown, [shown.poll.answers[2]?.text ?? '']);
    sandbox.faults.failNext({ route: 'GET /channels/{channel}/messages/{message}', status: 500, times: 3 });
    await comesTo(stage, 'the paper', () => announced(stage) !== undefined);
    expect(announced(stage)?.text).toContain('only 1 person voted, and the club asks for 2, so the nominations decide');
  });

  it('that cannot be read is given up soon, with a word to the organisers, and is not said to be empty', async () => {
    const stage = await dailyStage(await makeTarget(), { faulty: true });
    const { sandbox } = stage;
    await createClub(stage, { ballot: 'poll', without: 'presenter' });
    const [one] = await nominate(stage);
    await comesTo(stage, 'the poll', isOpen(stage));
    const shown = poll(stage);
    if (!shown?.poll) throw new Error('no poll');
    sandbox.person('reader').votes(shown, [shown.poll.answers[2]?.text ?? '']);
    const asked = () =>
      sandbox.requests.filter(({ route }) => route === 'GET /channels/{channel}/messages/{message}').length;
    const before = asked();
    sandbox.faults.failNext({ route: 'GET /channels/{channel}/messages/{message}', status: 403, times: 100_000 });
    const closesAt = Date.UTC(2026, 0, 20, 17);
    await stage.pass(closesAt - stage.clock.now());
    for (let i = 0; i < 240 && !announced(stage); i += 1) await stage.pass(MINUTE / 2);
    expect(stage.clock.now() - closesAt).toBeLessThan(20 * MINUTE);
    expect(asked() - before).toBeLessThan(12);
    expect(announced(stage)?.text).toContain('the poll could not be read, so the nominations decide');
    expect(announced(stage)?.text).toContain(one);
    await stage.pass(MINUTE);
    const told = sandbox.person('moderator').sees({ dm: true });
    expect(told.filter(({ text }) => text.includes('I could not read the poll'))).toHaveLength(1);
    expect(await say(stage, 'reader', 'next')).toContain('the poll could not be read');
  });

  it('holds up no other delivery while Discord does not answer for it', async () => {
    const stage = await dailyStage(await makeTarget(), { faulty: true });
    const { sandbox } = stage;
    await createClub(stage, { ballot: 'poll', without: 'presenter' });
    await nominate(stage);
    await comesTo(stage, 'the poll', isOpen(stage));
    const time = { channel: 'papers', time: '18:00', timezone: 'Europe/Berlin' };
    await sandbox.person('moderator').slash(PAPERS, 'daily', time, 'subscribe');
    const held = sandbox.faults.holdNext({ route: 'GET /channels/{channel}/messages/{message}' });
    await stage.pass(Date.UTC(2026, 0, 20, 17) - stage.clock.now() - MINUTE);
    const before = stage.posts().length;
    await stage.pass(2 * MINUTE);
    await held.arrived;
    expect(announced(stage)).toBeUndefined();
    expect(stage.posts().length).toBe(before + 1);
    held.release();
    await comesTo(stage, 'the paper', () => announced(stage) !== undefined);
    expect(announced(stage)?.text).toContain('nobody voted');
  });

  it('comes as a menu of ours where polls may not be posted, which is named', async () => {
    const stage = await dailyStage(await makeTarget(), { faulty: true });
    const { sandbox } = stage;
    sandbox.faults.removePermission({ guild: 'Paper club', channel: 'papers', permission: 'SEND_POLLS' });
    await stage.pass(HOUR);
    expect(await createClub(stage, { ballot: 'poll' })).toContain('since I lack **Create Polls** in the channel');
    await nominate(stage);
    await comesTo(stage, 'the ballot', isOpen(stage));
    const [ballot, ...others] = spoken(stage);
    expect(others).toEqual([]);
    expect(ballot?.poll).toBeUndefined();
    expect(ballot?.selects).toHaveLength(1);
    expect(ballot?.text).toContain('It was to be a poll, which I may not post here: I lack **Create Polls**.');
    expect(await say(stage, 'reader', 'next')).toContain('I lack **Create Polls**');
  });
});
