import { expect, it } from 'vitest';
import type { BotAnswer } from '../../src/sandbox/driver/driver.ts';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import { eachStore } from '../store/each-store.ts';
import { comesTo, createClub, inThreads, paperOf, say, spoken } from './club.ts';
import { DAY, type DailyStage, dailyStage, HOUR, PAPERS } from './daily.ts';

eachStore('a session of a journal club', (_, makeTarget) => {
  const text = async (answer: BotAnswer) => (await answer.later()).text;
  const formOf = (answer: BotAnswer) => {
    if (!answer.form) throw new Error(`No form, but: ${JSON.stringify(answer)}`);
    return answer.form;
  };

  /** The newest message of the club that says so, wherever it stands. */
  function newest(stage: DailyStage, words: string): ShownMessage {
    const all = [...inThreads(stage), ...spoken(stage)];
    const found = all.findLast(message => message.text.includes(words));
    if (!found) throw new Error(`Nothing says "${words}", but: ${all.map(message => message.text).join('\n---\n')}`);
    return found;
  }

  async function upToOpening(stage: DailyStage): Promise<ShownMessage> {
    await comesTo(stage, 'the opening', () => inThreads(stage).some(one => one.text.includes('The session begins')));
    return newest(stage, 'The session begins');
  }

  it('opens with the questions, and ends with who came, who read, how it was, what was written, what comes next', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox } = stage;
    const [moderator, reader, newcomer] = ['moderator', 'reader', 'newcomer'].map(name => sandbox.person(name));
    if (!moderator || !reader || !newcomer) throw new Error('three people are needed');
    await createClub(stage, { anonymous: true });
    const paper = await paperOf(stage);
    await say(stage, 'moderator', 'guest', { paper: paper.value });
    const planned = await (await reader.slash(PAPERS, 'club', {}, 'next')).later();
    await reader.press(planned, 'I present');

    // Beforehand: by name, without one, and by the presenter.
    expect(await say(stage, 'newcomer', 'question', { question: 'What is **new**?' })).toContain('with your name');
    await stage.pass(1000);
    expect(await say(stage, 'moderator', 'question', { question: 'Is it true, though?', anonymous: true })).toContain(
      'without your name',
    );
    await stage.pass(1000);
    const shown = await (await reader.slash(PAPERS, 'club', {}, 'question')).later();
    expect(shown.text).toContain('What is \\*\\*new\\*\\*?');
    expect(shown.text).toContain(`<@${newcomer.id}>`);
    expect(shown.text).not.toContain(`<@${moderator.id}>`);
    const form = formOf(await reader.press(shown, 'Ask a question'));
    expect(await text(await reader.submit(form, { question: 'Where do we begin?' }))).toContain('with your name');
    const theirsShown = await (await newcomer.slash(PAPERS, 'club', {}, 'question')).later();
    await stage.pass(1000);
    const nameless = formOf(await newcomer.press(theirsShown, 'Ask without your name'));
    expect(await text(await newcomer.submit(nameless, { question: 'Who paid for it?' }))).toContain(
      'without your name',
    );
    // One's own can be taken back, those of others cannot.
    await stage.pass(1000);
    await say(stage, 'newcomer', 'question', { question: 'A slip' });
    const withSlip = await (await newcomer.slash(PAPERS, 'club', {}, 'question')).later();
    const choices = withSlip.selects.flatMap(select => (select.type === 3 ? select.options : []));
    expect(choices.map(({ label }) => label)).toEqual(['What is **new**?', 'Who paid for it?', 'A slip']);
    expect(await text(await newcomer.choose(withSlip, 'Take one back…', ['A slip']))).toContain('taken back');
    const theirs = choices[0]?.value ?? '';
    const menu = withSlip.selects[0]?.custom_id ?? '';
    expect(await text(await reader.raw.choose(shown, menu, [theirs]))).toContain('is not yours');

    const opening = await upToOpening(stage);
    const [first, second, third, fourth, ...none] = opening.embeds[0]?.description?.split('\n') ?? [];
    expect(first).toContain('**Where do we begin?**');
    expect(second).toContain('What is \\*\\*new\\*\\*?');
    expect(third).toBe('• Is it true, though?');
    expect(fourth).toBe('• Who paid for it?');
    expect(none).toEqual([]);
    expect(await say(stage, 'reader', 'question', { question: 'Too late', session: '2026-01-22' })).toContain(
      'has begun',
    );

    // During and after.
    expect(await text(await reader.press(opening, 'I was there'))).toContain('you were there');
    expect(await text(await newcomer.press(opening, 'I was there'))).toContain('you were there');
    const read = await (await reader.press(opening, 'I have read it')).later();
    expect(read.text).toContain('you have read');
    expect(await text(await newcomer.press(opening, 'I have read it'))).toContain('you have read');
    expect(await text(await reader.press(read, 'Not yet'))).toContain('you have not read');
    const rate = opening.selects[0]?.placeholder ?? '';
    expect(await text(await reader.choose(opening, rate, ['5']))).toContain('★★★★★');
    await reader.choose(opening, rate, ['4']);
    await newcomer.choose(opening, rate, ['3']);
    await moderator.choose(opening, rate, ['1']);
    expect(await text(await moderator.choose(opening, rate, ['none']))).toContain('you do not rate');
    const rating = opening.selects[0]?.custom_id ?? '';
    expect(await text(await moderator.raw.choose(opening, rating, ['6']))).toContain('Nothing was changed');
    const note = formOf(await reader.press(opening, 'Write a note'));
    expect(await text(await reader.submit(note, { note: 'Figure 3 is\nthe whole *point*.' }))).toContain('is kept');
    const again = formOf(await reader.press(opening, 'Write a note'));
    expect(again.inputs[0]).toMatchObject({ value: 'Figure 3 is\nthe whole *point*.' });
    expect(await text(await reader.submit(again, { note: 'Figure 4 is the whole *point*.' }))).toContain('is changed');

    await comesTo(stage, 'the summary', () => inThreads(stage).some(one => one.text.includes('We met on')));
    const summary = newest(stage, 'We met on');
    expect(summary.text).toContain(`<@${reader.id}> presented.`);
    expect(summary.text).toContain('2 people said that they were there, 0 people had said that they would come.');
    expect(summary.text).toContain('1 person has read the paper. Rated ★★★★☆ 3.5 by 2 people.');
    expect(summary.text).toContain(`<@${reader.id}>: Figure 4 is the whole \\*point\\*.`);
    expect(summary.text).toContain('The next session is on');
    // Only what was said before the summary stands in it; afterwards all can still be said.
    expect(await text(await moderator.press(summary, 'I was there'))).toContain('you were there');
  });

  it('has no anonymous questions where the club does not allow them, also not by a forged button', async () => {
    const stage = await dailyStage(await makeTarget());
    const reader = stage.sandbox.person('reader');
    await createClub(stage);
    expect(await say(stage, 'reader', 'question', { question: 'Why?', anonymous: true })).toContain(
      'are asked by name',
    );
    const shown = await (await reader.slash(PAPERS, 'club', {}, 'question')).later();
    expect(shown.text).toContain('Nobody has asked anything yet');
    expect(shown.buttons.map(({ label }) => label)).toEqual(['Ask a question']);
    const form = formOf(await reader.press(shown, 'Ask a question'));
    const forged = { ...form, customId: `${form.customId};anonymous` };
    expect(await text(await reader.raw.submit(forged, { question: 'Why?' }))).toContain('are asked by name');
    expect(await say(stage, 'moderator', 'edit', { anonymous: true })).toContain('Changed');
    expect(await say(stage, 'reader', 'question', { question: 'Why?', anonymous: true })).toContain(
      'without your name',
    );
  });

  it('takes ratings of papers that the club reads, and of no others', async () => {
    const stage = await dailyStage(await makeTarget());
    const reader = stage.sandbox.person('reader');
    await createClub(stage);
    const [paper, other] = [await paperOf(stage), await paperOf(stage, 1)];
    await say(stage, 'moderator', 'guest', { paper: paper.value });
    const opening = await upToOpening(stage);
    const id = opening.buttons.find(({ label }) => label === 'I have read it')?.customId ?? '';
    const forged = id.replace(paper.value, other.value);
    expect(forged).not.toBe(id);
    expect(await text(await reader.raw.press(opening, forged))).toContain('does not read this paper');
    await stage.pass(2 * DAY);
    expect(newest(stage, 'We met on').text).not.toContain('read the paper');
  });

  it('keeps from a hidden club what is asked, rated and written', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox } = stage;
    const [reader, newcomer] = [sandbox.person('reader'), sandbox.person('newcomer')];
    await createClub(stage);
    await say(stage, 'moderator', 'guest', { paper: (await paperOf(stage)).value });
    const opening = await upToOpening(stage);
    await reader.submit(formOf(await reader.press(opening, 'Write a note')), {
      note: 'For those who see the channel.',
    });
    const notes = await (await newcomer.press(opening, 'Notes')).later();
    expect(notes.text).toContain('For those who see the channel.');
    sandbox.faults.overwrite({ ...PAPERS, who: '@everyone', deny: ['VIEW_CHANNEL'] });
    for (const who of ['Offprint', 'Moderators']) sandbox.faults.overwrite({ ...PAPERS, who, allow: ['VIEW_CHANNEL'] });
    await stage.pass(HOUR / 60);
    const general = { ...PAPERS, channel: 'general' };
    const on = newcomer.says(general, 'something to press on');
    for (const label of ['I have read it', 'Write a note', 'I was there']) {
      const id = opening.buttons.find(button => button.label === label)?.customId ?? '';
      expect([label, await text(await newcomer.raw.press(on, id))]).toEqual([
        label,
        expect.stringContaining('is not there'),
      ]);
    }
    const id = opening.buttons.find(({ label }) => label === 'Notes')?.customId ?? '';
    const hidden = await (await newcomer.raw.press(on, id)).later();
    expect(hidden.text).not.toContain('For those who see');
    expect(hidden.buttons.map(({ label }) => label)).not.toContain('Write a note');
  });
});
