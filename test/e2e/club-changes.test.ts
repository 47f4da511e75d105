import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { eachStore } from '../store/each-store.ts';
import { comesTo, createClub, paperOf, say, spoken } from './club.ts';
import { type DailyStage, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';

/** Of the first session, in the clock of the tests. */
const FIRST = Date.UTC(2026, 0, 22, 17) / 1000;

eachStore('what changes in a journal club', (_, makeTarget) => {
  const texts = (stage: DailyStage) => spoken(stage).map(({ text }) => text);
  const told = ({ sandbox }: DailyStage, person: string) =>
    sandbox
      .person(person)
      .sees({ dm: true })
      .map(({ text }) => text)
      .filter(text => text.includes('Thursday papers'));
  const press = async ({ sandbox }: DailyStage, person: string, subcommand: string, label: string) => {
    const shown = await (await sandbox.person(person).slash(PAPERS, 'club', {}, subcommand)).later();
    return (await (await sandbox.person(person).press(shown, label)).later()).text;
  };

  it('is said where reminders go: in the channel once, and to those who want to be reminded', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage);
    await press(stage, 'reader', 'next', 'Remind me');
    expect(await say(stage, 'moderator', 'move', { to: '2026-01-23' })).toContain('I say so in the channel');
    await stage.pass(5 * MINUTE);
    const moved = `The session of Thursday, 22 January 2026 is moved: it is on <t:${FIRST + 86_400}:F>`;
    expect(texts(stage).filter(text => text.includes(moved))).toHaveLength(1);
    expect(told(stage, 'reader').filter(text => text.includes(moved))).toHaveLength(1);
    expect(told(stage, 'newcomer')).toEqual([]);

    expect(await say(stage, 'moderator', 'cancel')).toContain('`/club restore` lets it take place after all');
    await stage.restart();
    await stage.pass(5 * MINUTE);
    const cancelled = `The session on <t:${FIRST + 86_400}:F> is cancelled.`;
    expect(texts(stage).filter(text => text.includes(cancelled))).toHaveLength(1);
    expect(told(stage, 'reader').filter(text => text.includes(cancelled))).toHaveLength(1);

    // Days later the button of that answer is gone; the command is not.
    await stage.pass(24 * HOUR);
    expect(await say(stage, 'reader', 'next')).toContain(`Cancelled: <t:${FIRST + 86_400}:F>`);
    expect(await say(stage, 'reader', 'restore')).toContain('Only the organisers');
    expect(await say(stage, 'moderator', 'restore')).toContain('takes place.');
    expect(await say(stage, 'moderator', 'restore')).toContain('is cancelled. Nothing was changed');
    await stage.pass(5 * MINUTE);
    const restored = `The session of Thursday, 22 January 2026 takes place after all, on <t:${FIRST + 86_400}:F>`;
    expect(texts(stage).filter(text => text.includes(restored))).toHaveLength(1);
    expect(told(stage, 'reader').filter(text => text.includes(restored))).toHaveLength(1);
    expect(told(stage, 'newcomer')).toEqual([]);
    expect(await say(stage, 'moderator', 'move', { to: '2026-01-24' })).toContain('is moved to');
    await stage.pass(5 * MINUTE);
    const again = `The session of Thursday, 22 January 2026 is moved: it is on <t:${FIRST + 2 * 86_400}:F>`;
    for (const heard of [texts(stage), told(stage, 'reader')])
      expect([moved, restored, again].map(words => heard.filter(text => text.includes(words)).length)).toEqual([
        1, 1, 1,
      ]);

    expect(await say(stage, 'moderator', 'edit', { time: '19:30' })).toContain('Changed:');
    await stage.pass(5 * MINUTE);
    const rule = 'From now on we meet every Thursday at 19:30 (Europe/Berlin).';
    expect(texts(stage).filter(text => text.includes(rule))).toHaveLength(1);
    expect(told(stage, 'reader').filter(text => text.includes(rule))).toHaveLength(1);
    // Nothing of it is said again.
    await stage.pass(2 * HOUR);
    expect(texts(stage).filter(text => text.includes(rule))).toHaveLength(1);
  });

  it('is said to nobody in a club that goes without; a holiday is, and its end', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage, { without: 'changes' });
    expect(await say(stage, 'moderator', 'cancel')).toContain('I tell nobody');
    await stage.pass(5 * MINUTE);
    expect(texts(stage)).toEqual([]);
    await say(stage, 'moderator', 'restore');
    await say(stage, 'moderator', 'edit', { without: 'nothing' });
    const holiday = { from: '2026-01-22', to: '2026-01-22' };
    await say(stage, 'moderator', 'holidays', holiday);
    await stage.pass(5 * MINUTE);
    expect(texts(stage).filter(text => text.includes('the club has holidays then'))).toHaveLength(1);
    const back = () => texts(stage).filter(text => text.includes(`takes place after all, on <t:${FIRST}:F>`)).length;
    const before = back();
    const shown = await (await stage.sandbox.person('moderator').slash(PAPERS, 'club', {}, 'holidays')).later();
    await stage.sandbox.person('moderator').choose(shown, 'Meet after all…', ['2026-01-22']);
    await stage.pass(5 * MINUTE);
    expect(back() - before).toBe(1);
  });

  it('lets no session take place that a holiday takes out, and says so; once the holiday ends it can', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage);
    const moderator = stage.sandbox.person('moderator');
    const cancelled = await (await moderator.slash(PAPERS, 'club', {}, 'cancel')).later();
    await say(stage, 'moderator', 'holidays', { from: '2026-01-20', to: '2026-01-23' });
    const refused = `The club has holidays on <t:${FIRST}:F>`;
    expect(await say(stage, 'moderator', 'restore')).toContain(refused);
    expect(await say(stage, 'moderator', 'restore', { session: '2026-01-22' })).toContain(refused);
    expect((await (await moderator.press(cancelled, 'Let it take place')).later()).text).toContain(refused);
    expect(await moderator.complete(PAPERS, 'club', { session: '' }, 'session', 'restore')).toEqual([]);
    expect(await say(stage, 'reader', 'next')).not.toContain('Cancelled:');
    const shown = await (await moderator.slash(PAPERS, 'club', {}, 'holidays')).later();
    await moderator.choose(shown, 'Meet after all…', ['2026-01-20']);
    expect(await say(stage, 'moderator', 'restore')).toContain('takes place.');
  });

  it('stands in the files for calendars, of the whole club and of one session, under numbers that never fall', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage);
    const files = async (options = {}) => {
      const { sandbox } = stage;
      const shown = await (await sandbox.person('reader').slash(PAPERS, 'club', options, 'calendar')).later();
      return new ICAL.Component(ICAL.parse(shown.files[0]?.text ?? ''))
        .getAllSubcomponents('vevent')
        .map(one => new ICAL.Event(one));
    };
    const seen = [];
    const session = '2026-01-29';
    for (const change of [
      () => say(stage, 'reader', 'next'),
      () => say(stage, 'moderator', 'cancel', { session }),
      () => say(stage, 'moderator', 'restore'),
      () => say(stage, 'moderator', 'move', { session, to: '2026-01-30' }),
      () => say(stage, 'moderator', 'edit', { time: '19:00' }),
      () => say(stage, 'moderator', 'edit', { minutes: 90 }),
      () => say(stage, 'moderator', 'holidays', { from: '2026-02-05' }),
    ]) {
      await change();
      const [one, ...others] = await files({ session });
      expect(others).toEqual([]);
      const all = await files();
      expect(all.find(({ uid }) => uid === one?.uid)?.startDate.toJSDate()).toEqual(one?.startDate.toJSDate());
      seen.push(one?.sequence ?? -1);
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const status = (event?: ICAL.Event) => event?.component.getFirstPropertyValue('status');
    expect(status((await files({ session: '2026-02-05' }))[0])).toBe('CANCELLED');
    expect(await say(stage, 'reader', 'calendar', { session: '2026-01-28' })).toContain('is not planned any more');

    const thursdays = await files();
    await say(stage, 'moderator', 'edit', { day: '5' });
    const fridays = await files();
    const sequences = new Map(fridays.map(({ uid, sequence }) => [uid, sequence]));
    expect(thursdays.filter(({ uid, sequence }) => (sequences.get(uid) ?? 0) <= sequence)).toEqual([]);
    const days = fridays
      .filter(event => status(event) === 'CONFIRMED')
      .map(({ startDate }) => startDate.toJSDate().getUTCDay());
    expect(days).toEqual(Array.from({ length: 26 }, () => 5));
    expect(status((await files({ session: '2026-02-12' }))[0])).toBe('CANCELLED');
  });

  it('takes no time at which another session is, and no vote on a session that does not take place', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage, { minutes: 90 });
    const later = { session: '2026-01-29', to: '2026-01-22', time: '18:30' };
    expect(await say(stage, 'moderator', 'move', later)).toContain('Another session of this club is at that time');
    expect(await say(stage, 'moderator', 'move', { to: '2026-01-22' })).toContain('already. Nothing was changed');
    for (const place of [0, 1]) await say(stage, 'reader', 'nominate', { paper: (await paperOf(stage, place)).value });
    await comesTo(stage, 'the ballot', () => texts(stage).some(text => text.includes('The ballot is open')));
    const ballot = spoken(stage).find(({ text }) => text.includes('The ballot is open'));
    if (!ballot) throw new Error('no ballot');
    await say(stage, 'moderator', 'cancel');
    const { value } = await paperOf(stage);
    const menu = 'Choose the papers that you would read…';
    const voted = await (await stage.sandbox.person('reader').choose(ballot, menu, [value])).later();
    expect(voted.text).toContain('Nothing was changed');
    await say(stage, 'moderator', 'restore');
    const mine = await (await stage.sandbox.person('reader').press(ballot, 'My vote')).later();
    expect(mine.text).toContain('You have not voted');
  });

  it('leaves what was nominated to the next session, where the one that had it is cancelled', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage, { without: 'presenter' });
    const { value, name } = await paperOf(stage);
    await say(stage, 'reader', 'nominate', { paper: value });
    const chosen = () => texts(stage).filter(text => text.includes('· On <t:') && text.includes(name.slice(0, 20)));
    await comesTo(stage, 'the paper', () => chosen().length > 0);
    expect(await say(stage, 'reader', 'nominations')).toContain('Nothing is nominated');
    await say(stage, 'moderator', 'cancel');
    expect(await say(stage, 'reader', 'nominations')).toContain(name.slice(0, 20));
    await comesTo(stage, 'the paper again', () => chosen().length > 1);
  });

  it('can read a paper again that is nominated again once it was read', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage, { without: 'opening' });
    const { value, name } = await paperOf(stage);
    await say(stage, 'reader', 'nominate', { paper: value });
    const chosen = () => texts(stage).filter(text => text.includes('· On <t:') && text.includes(name.slice(0, 20)));
    await stage.pass(FIRST * 1000 - stage.clock.now() + HOUR);
    expect(chosen()).toHaveLength(1);
    expect(await say(stage, 'reader', 'nominations')).toContain('Nothing is nominated');
    await say(stage, 'reader', 'nominate', { paper: value });
    expect(await say(stage, 'reader', 'nominations')).toContain(name.slice(0, 20));
    await stage.pass(6 * 24 * HOUR);
    expect(chosen()).toHaveLength(2);
  });

  it('gets the first paper that is nominated after its ballot was to close, where there was none', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage, { without: 'presenter' });
    await comesTo(stage, 'the decision', () => texts(stage).some(text => text.includes('No paper is nominated')));
    const { value, name } = await paperOf(stage);
    await say(stage, 'reader', 'nominate', { paper: value });
    await stage.pass(5 * MINUTE);
    const chosen = texts(stage).filter(text => text.includes('· On <t:'));
    expect(chosen).toHaveLength(1);
    expect(chosen[0]).toContain(name.slice(0, 20));
    expect(stage.clock.now()).toBeLessThan(FIRST * 1000);
  });

  it('that is set up after a ballot would have closed has a shorter one, and says so', async () => {
    const stage = await dailyStage(await makeTarget());
    const set = await createClub(stage, { day: '5', starts: '2026-01-16', fill: 'query', query: 'learning' });
    expect(set).toContain('The next session is near, so its ballot opens now, and closes <t:');
    await stage.pass(5 * MINUTE);
    expect(texts(stage).filter(text => text.includes('The ballot is open'))).toHaveLength(1);
    expect(await say(stage, 'reader', 'next')).toContain('the ballot closes, and the paper is announced');
    await comesTo(stage, 'the paper', () => texts(stage).some(text => text.includes('· On <t:')));
    expect(stage.clock.now()).toBeLessThan(Date.UTC(2026, 0, 16, 17));
  });
});
