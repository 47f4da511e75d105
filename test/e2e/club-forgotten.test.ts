import { expect, it } from 'vitest';
import { eachStore } from '../store/each-store.ts';
import { comesTo, createClub, inThreads, paperOf, say, spoken } from './club.ts';
import { type DailyStage, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';

const NEXT = '2026-01-29';

eachStore('whoever has their data deleted', (_, makeTarget) => {
  /** All that a bot says from now on, as Discord was sent it, to whomever it is said. */
  function listen({ sandbox }: DailyStage): string[] {
    const said: string[] = [];
    sandbox.watch(({ message: { authorId, content, embeds, components } }) => {
      if (authorId === sandbox.world.bot.id) said.push(JSON.stringify({ content, embeds, components }));
    });
    return said;
  }

  it('is named by nothing that a club says or shows from then on', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox } = stage;
    const [reader, moderator] = [sandbox.person('reader'), sandbox.person('moderator')];
    await createClub(stage);
    const papers = [await paperOf(stage, 0), await paperOf(stage, 1)];
    await say(stage, 'moderator', 'guest', { paper: papers[0]?.value ?? '' });
    await say(stage, 'reader', 'nominate', { paper: papers[1]?.value ?? '', why: 'It is mine' });
    await say(stage, 'moderator', 'nominate', { paper: papers[1]?.value ?? '' });
    for (const person of [moderator, reader]) {
      const rotation = await (await person.slash(PAPERS, 'club', {}, 'rotation')).later();
      await person.press(rotation, 'Join the rotation');
      await stage.pass(MINUTE);
    }
    const planned = await (await reader.slash(PAPERS, 'club', {}, 'next')).later();
    await reader.press(planned, 'I present');
    for (const session of ['2026-01-22', NEXT])
      await say(stage, 'reader', 'question', { question: 'Who has asked this?', session });
    await comesTo(stage, 'the opening', () => inThreads(stage).some(({ text }) => text.includes('The session begins')));
    const opening = inThreads(stage).findLast(({ text }) => text.includes('The session begins'));
    if (!opening) throw new Error('no opening');
    expect(opening.text).toContain(`<@${reader.id}> presents`);
    const { form } = await reader.press(opening, 'Write a note');
    if (!form) throw new Error('no form');
    await reader.submit(form, { note: 'This is my note.' });
    const asked = await (await reader.slash(PAPERS, 'club', { with: 'moderator' }, 'swap')).later();
    expect(asked.text).toContain(`<@${reader.id}> asks`);

    const sure = await (await reader.slash(PAPERS, 'privacy', {}, 'delete')).later();
    await reader.press(sure, 'Delete my data');
    const said = listen(stage);
    // Hour by hour: a reminder that is late is left out.
    for (let half = 0; half < 16; half += 1) await stage.pass(12 * HOUR);
    for (const words of ['We met on', 'comes up', 'The session begins'])
      expect(said.filter(one => one.includes(words)).length).toBeGreaterThan(0);
    for (const word of ['next', 'history', 'stats', 'rotation', 'question', 'nominations'])
      expect(await say(stage, 'newcomer', word)).not.toContain(reader.id);
    for (const format of ['markdown', 'csv'])
      expect(
        (await (await moderator.slash(PAPERS, 'club', { format }, 'export')).later()).files
          .map(({ text }) => text)
          .join(),
      ).not.toContain(reader.id);
    expect((await (await moderator.press(asked, 'I agree')).later()).text).toContain('does not hold any more');
    expect(said.filter(one => one.includes(reader.id) || one.includes('my note'))).toEqual([]);
    const events = moderator.events('Paper club').map(({ description }) => description);
    expect(events.join()).not.toContain(reader.id);
    expect(spoken(stage).length).toBeGreaterThan(0);
  });
});
