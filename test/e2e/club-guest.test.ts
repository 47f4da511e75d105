import { expect, it } from 'vitest';
import { eachStore } from '../store/each-store.ts';
import { comesTo, createClub, paperOf, say, spoken } from './club.ts';
import { type DailyStage, dailyStage, MINUTE } from './daily.ts';

eachStore('the paper that organisers choose', (_, makeTarget) => {
  const saying = (stage: DailyStage, words: string) => spoken(stage).filter(({ text }) => text.includes(words));
  /** The papers that were announced, each time, by the beginnings of their titles. */
  const announced = (stage: DailyStage, titles: readonly string[]) =>
    saying(stage, '· On <t:').map(({ text }) => titles.find(title => text.split('\n')[0]?.includes(title)));
  const papers = async (stage: DailyStage) => {
    const [one, two, three] = [await paperOf(stage, 0), await paperOf(stage, 1), await paperOf(stage, 2)];
    const titles = [one, two, three].map(({ name }) => name.slice(0, 20));
    return { one: one.value, two: two.value, guest: three.value, titles };
  };
  const takeBack = (stage: DailyStage, person = 'moderator') => say(stage, person, 'guest', { remove: true });

  it('is taken back before the ballot opens: it opens as if nothing had been', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage, { without: 'presenter' });
    const { one, two, guest } = await papers(stage);
    for (const paper of [one, two]) await say(stage, 'reader', 'nominate', { paper });
    await say(stage, 'moderator', 'guest', { paper: guest });
    await stage.pass(3 * 24 * 60 * MINUTE);
    expect(saying(stage, 'The ballot is open')).toEqual([]);
    expect(await takeBack(stage, 'reader')).toContain('Only the organisers');
    expect(await takeBack(stage)).toContain('is taken back. The club reads what the ballot chooses');
    await stage.pass(5 * MINUTE);
    expect(saying(stage, 'The ballot is open')).toHaveLength(1);
    expect(await takeBack(stage)).toContain('there is none to take back');
  });

  it('is taken back after it was announced: what the ballot chose is announced again, once', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage, { without: 'presenter' });
    const { one, two, guest, titles } = await papers(stage);
    for (const paper of [one, two]) await say(stage, 'reader', 'nominate', { paper });
    await comesTo(stage, 'the ballot', () => saying(stage, 'The ballot is open').length > 0);
    const [ballot] = saying(stage, 'The ballot is open');
    if (!ballot) throw new Error('no ballot');
    await stage.sandbox.person('reader').choose(ballot, 'Choose the papers that you would read…', [two]);
    await comesTo(stage, 'the paper', () => announced(stage, titles).length > 0);
    await say(stage, 'moderator', 'guest', { paper: guest });
    await stage.pass(5 * MINUTE);
    await takeBack(stage);
    await stage.restart();
    await stage.pass(60 * MINUTE);
    expect(announced(stage, titles)).toEqual([titles[1], titles[2], titles[1]]);
    expect(saying(stage, '1 of 1 person who voted would read it')).toHaveLength(2);
  });

  it('is taken back where nothing else is nominated: that is said once, and the next nomination is read', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage, { without: 'presenter' });
    const { one, guest, titles } = await papers(stage);
    await say(stage, 'moderator', 'guest', { paper: guest });
    await comesTo(stage, 'the paper', () => announced(stage, titles).length > 0);
    await takeBack(stage);
    await stage.pass(60 * MINUTE);
    expect(saying(stage, 'No paper is nominated')).toHaveLength(1);
    await say(stage, 'reader', 'nominate', { paper: one });
    await stage.pass(60 * MINUTE);
    expect(announced(stage, titles)).toEqual([titles[2], titles[0]]);
  });
});
