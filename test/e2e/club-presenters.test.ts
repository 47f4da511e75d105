import { expect, it } from 'vitest';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import { eachStore } from '../store/each-store.ts';
import { atRest } from './at-rest.ts';
import { comesTo, createClub, paperOf, say, spoken } from './club.ts';
import { type DailyStage, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';

eachStore('who presents in a journal club', (_, makeTarget) => {
  const rotation = async ({ sandbox }: DailyStage, person: string) =>
    (await sandbox.person(person).slash(PAPERS, 'club', {}, 'rotation')).later();
  const order = async (stage: DailyStage) =>
    (await rotation(stage, 'newcomer')).text
      .match(/\d\. <@(\d+)>/g)
      ?.map(line => stage.sandbox.world.users.get(line.slice(5, -1))?.name);
  /** They join in this order. */
  async function join(stage: DailyStage, ...people: string[]): Promise<void> {
    for (const person of people) {
      await stage.sandbox.person(person).press(await rotation(stage, person), 'Join the rotation');
      await stage.pass(MINUTE);
    }
  }
  const asked = ({ sandbox }: DailyStage, person: string): ShownMessage[] =>
    sandbox
      .person(person)
      .sees({ dm: true })
      .filter(({ text }) => text.includes('It is your turn to present'));

  it('changes turns of two who agree; nobody else agrees for them, and what has changed since does not hold', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox } = stage;
    await createClub(stage);
    await join(stage, 'reader', 'moderator', 'newcomer');
    expect(await say(stage, 'reader', 'swap', { with: 'Offprint' })).toContain('and <@');
    const wish = await (await sandbox.person('reader').slash(PAPERS, 'club', { with: 'newcomer' }, 'swap')).later();
    const again = await (await sandbox.person('reader').slash(PAPERS, 'club', { with: 'newcomer' }, 'swap')).later();
    expect(wish.private).toBe(false);
    const agree = async (person: string, message = wish) =>
      (await (await sandbox.person(person).press(message, 'I agree')).later()).text;
    expect(await agree('moderator')).toContain('can agree to that');
    expect(await order(stage)).toEqual(['reader', 'moderator', 'newcomer']);
    expect(await agree('newcomer')).toContain('have changed turns');
    expect(await order(stage)).toEqual(['newcomer', 'moderator', 'reader']);
    expect(await agree('newcomer', again)).toContain('does not hold any more');
    expect(await order(stage)).toEqual(['newcomer', 'moderator', 'reader']);
    await comesTo(stage, 'the question', () => asked(stage, 'newcomer').length > 0);
    const late = await (await sandbox.person('newcomer').slash(PAPERS, 'club', { with: 'reader' }, 'swap')).later();
    expect(await agree('reader', late)).toContain('have changed turns');
    expect(await say(stage, 'reader', 'next')).toContain(`<@${sandbox.person('reader').id}>`);
  });

  it('passes over once who skips, and for ever who leaves the server; who had agreed is replaced', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox } = stage;
    await createClub(stage);
    await join(stage, 'reader', 'moderator', 'newcomer');
    const skipping = await sandbox.person('reader').press(await rotation(stage, 'reader'), 'Skip me once');
    expect((await skipping.later()).text).toContain('You are first in turn for the session after it.');
    expect((await order(stage))?.[0]).toBe('reader');
    await comesTo(stage, 'the question', () => asked(stage, 'moderator').length > 0);
    expect(asked(stage, 'reader')).toEqual([]);
    const [question] = asked(stage, 'moderator');
    if (!question) throw new Error('nobody was asked');
    await sandbox.person('moderator').press(question, 'I present');
    sandbox.faults.leave({ guild: 'Paper club', person: 'moderator' });
    await comesTo(stage, 'another question', () => asked(stage, 'newcomer').length > 0);
    expect(await order(stage)).toEqual(['reader', 'newcomer']);
    expect(await say(stage, 'reader', 'next')).toContain(`<@${sandbox.person('newcomer').id}>`);
  });

  it('passes over at their own turn who skips it, and says there and then whose turn is when', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox } = stage;
    await createClub(stage);
    await join(stage, 'reader', 'moderator', 'newcomer');
    const when = async (person: string) =>
      (await say(stage, 'reader', 'rotation')).match(new RegExp(`<@${sandbox.person(person).id}> · <t:(\\d+):D>`))?.[1];
    const weeks = [0, 7, 14].map(days => `${Date.UTC(2026, 0, 22 + days, 17) / 1000}`);
    expect([await when('reader'), await when('moderator'), await when('newcomer')]).toEqual(weeks);
    const skipping = await sandbox.person('moderator').press(await rotation(stage, 'moderator'), 'Skip me once');
    expect((await skipping.later()).text).toContain(`You do not present on <t:${weeks[1]}:F>`);
    expect([await when('reader'), await when('newcomer'), await when('moderator')]).toEqual(weeks);
  });

  it('passes over once who skips, however often they press it, and only where people present in turn', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage);
    await join(stage, 'reader', 'newcomer');
    const shown = await rotation(stage, 'reader');
    const skips = async () => (await (await stage.sandbox.person('reader').press(shown, 'Skip me once')).later()).text;
    const first = await skips();
    expect(first).toContain(`You do not present on <t:${Date.UTC(2026, 0, 22, 17) / 1000}:F>. You are first`);
    expect([await skips(), await skips()]).toEqual([first, first]);
    for (const presenter of ['nominator', 'none']) {
      await say(stage, 'moderator', 'edit', { presenter });
      const other = await rotation(stage, 'newcomer');
      const skipped = await stage.sandbox.person('newcomer').press(other, 'Skip me once');
      expect((await skipped.later()).text).toContain('It is not your turn');
    }
  });

  it('asks who nominates late to present, where whoever nominated presents; also where the session was moved', async () => {
    const stage = await dailyStage(await makeTarget());
    await createClub(stage, { presenter: 'nominator' });
    const nobody = () => spoken(stage).some(({ text }) => text.includes('Nobody is next in the rotation'));
    await comesTo(stage, 'the question to all', nobody);
    await say(stage, 'moderator', 'move', { to: '2026-01-29', time: '20:00', session: '2026-01-22' });
    await stage.pass(5 * MINUTE);
    await say(stage, 'reader', 'nominate', { paper: (await paperOf(stage)).value });
    await stage.pass(5 * MINUTE);
    expect(asked(stage, 'reader')).toHaveLength(1);
    await stage.pass(26 * HOUR);
    expect(asked(stage, 'reader')).toHaveLength(1);
  });

  it('names nobody any more, in what is planned, who had their data deleted: the next one is asked at once', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox } = stage;
    await createClub(stage);
    await join(stage, 'reader', 'moderator');
    await comesTo(stage, 'the question', () => asked(stage, 'reader').length > 0);
    const [question] = asked(stage, 'reader');
    if (!question) throw new Error('nobody was asked');
    await sandbox.person('reader').press(question, 'I present');
    await stage.pass(5 * MINUTE);
    const names = () =>
      sandbox
        .person('moderator')
        .events('Paper club')
        .map(({ description }) => description)
        .join();
    expect(names()).toContain(`<@${sandbox.person('reader').id}> presents.`);
    const sure = await (await sandbox.person('reader').slash(PAPERS, 'privacy', {}, 'delete')).later();
    await sandbox.person('reader').press(sure, 'Delete my data');
    await stage.pass(5 * MINUTE);
    expect(asked(stage, 'moderator')).toHaveLength(1);
    expect(names()).not.toContain('presents.');
    expect(await say(stage, 'newcomer', 'next')).not.toContain(sandbox.person('reader').id);
    expect(await order(stage)).toEqual(['moderator']);
  });

  it('is asked once, also where the bot ends while it asks Discord who is still there', async () => {
    const stage = await dailyStage(await makeTarget(), { faulty: true });
    await createClub(stage, { without: 'ballot' });
    await join(stage, 'reader');
    await say(stage, 'moderator', 'guest', { paper: (await paperOf(stage)).value });
    await stage.pass(Date.UTC(2026, 0, 20, 17) - stage.clock.now() - MINUTE);
    const held = stage.sandbox.faults.holdNext({ route: 'GET /guilds/{guild}/members/{user}', when: 'before' });
    let isHeld = false;
    let hasEnded = false;
    const arrived = held.arrived.then(() => {
      isHeld = true;
    });
    await stage.until('the question to Discord', () => isHeld);
    const ended = stage.bot.stop().then(() => {
      hasEnded = true;
    });
    await atRest();
    expect(hasEnded).toBe(false);
    held.release();
    await Promise.all([arrived, ended]);
    await stage.restart();
    await stage.pass(HOUR);
    expect(asked(stage, 'reader')).toHaveLength(1);
  });

  it('does not tell of a club where not everybody can see it', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox } = stage;
    sandbox.faults.addChannel({ guild: 'Paper club', channel: 'board' });
    for (const [who, what] of [
      ['@everyone', 'deny'],
      ['Moderators', 'allow'],
      ['Offprint', 'allow'],
    ] as const)
      sandbox.faults.overwrite({ guild: 'Paper club', channel: 'board', who, [what]: ['VIEW_CHANNEL'] });
    await stage.pass(MINUTE);
    expect(await createClub(stage, { channel: 'board' })).toContain('Set up:');
    await join(stage, 'moderator');
    const elsewhere = { guild: 'Paper club', channel: 'general' };
    const asking = await sandbox.person('moderator').slash(elsewhere, 'club', { with: 'reader' }, 'swap');
    const answer = await asking.later();
    expect([answer.private, answer.text]).toEqual([
      true,
      expect.stringContaining('Not everybody here can see this club'),
    ]);
  });

  it('goes on where it paused once an organiser has changed what was in its way', async () => {
    const stage = await dailyStage(await makeTarget(), { faulty: true });
    const { sandbox } = stage;
    await createClub(stage, { channel: 'news', without: 'presenter' });
    sandbox.faults.deleteChannel({ guild: 'Paper club', channel: 'news' });
    await comesTo(stage, 'the pause', () =>
      sandbox
        .person('moderator')
        .sees({ dm: true })
        .some(({ text }) => text.includes('/club edit')),
    );
    const next = await say(stage, 'moderator', 'next');
    expect(next).toContain('Choose another one with /club edit; then it goes on.');
    expect(next).not.toContain('/daily edit');
    expect(await say(stage, 'moderator', 'edit', { channel: 'papers' })).toContain('Changed, and it goes on:');
    await comesTo(stage, 'a message', () => spoken(stage).length > 0);
  });
});
