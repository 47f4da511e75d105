import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import type { ShownMessage } from '../../src/sandbox/driver/shown.ts';
import { eachStore } from '../store/each-store.ts';
import { comesTo, createClub, inThreads, paperOf, say } from './club.ts';
import { DAY, type DailyStage, dailyStage, PAPERS } from './daily.ts';

const DATES = ['2026-01-22', '2026-01-29', '2026-02-05', '2026-02-12', '2026-02-19', '2026-02-26', '2026-03-05'];

eachStore('what a journal club has behind it', (_, makeTarget) => {
  const ask = async ({ sandbox }: DailyStage, person: string, word: string, options: object = {}, place = PAPERS) =>
    (await sandbox.person(person).slash(place, 'club', { ...options }, word)).later();

  /** The next session, with a paper that is chosen for it and a presenter; up to its summary. */
  async function hold(stage: DailyStage, paper: string, presenter: string): Promise<ShownMessage> {
    const summaries = () => inThreads(stage).filter(({ text }) => text.includes('We met on')).length;
    const before = summaries();
    expect(await say(stage, 'moderator', 'guest', { paper })).toContain('reads');
    const planned = await ask(stage, presenter, 'next');
    await stage.sandbox.person(presenter).press(planned, 'I present');
    await comesTo(stage, 'the summary', () => summaries() > before);
    const summary = inThreads(stage).findLast(({ text }) => text.includes('We met on'));
    if (!summary) throw new Error('no summary');
    return summary;
  }

  it('is told by sessions, in numbers with a picture, and as files', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox } = stage;
    await createClub(stage, { without: 'ballot' });
    for (const word of ['history', 'stats'])
      expect((await ask(stage, 'reader', word)).text).toContain('has not met yet');
    expect(await say(stage, 'reader', 'export', { format: 'csv' })).toContain('has not met yet');
    const papers = [await paperOf(stage, 0), await paperOf(stage, 1)];
    const [reader, moderator] = [sandbox.person('reader'), sandbox.person('moderator')];
    for (const { value } of papers) {
      const summary = await hold(stage, value, 'reader');
      await reader.press(summary, 'I was there');
      await reader.press(summary, 'I have read it');
      await reader.choose(summary, summary.selects[0]?.placeholder ?? '', ['4']);
      await moderator.choose(summary, summary.selects[0]?.placeholder ?? '', ['5']);
      const form = (await reader.press(summary, 'Write a note')).form;
      if (!form) throw new Error('no form');
      await reader.submit(form, { note: `=On ${value}` });
    }
    await say(stage, 'moderator', 'cancel');
    await stage.pass(8 * DAY);

    const history = await ask(stage, 'newcomer', 'history');
    const [first = '', second = ''] = history.embeds[0]?.description?.split('\n**') ?? [];
    expect(first).toContain(papers[1]?.name.slice(0, 20));
    expect(second).toContain(papers[0]?.name.slice(0, 20));
    for (const one of [first, second]) {
      expect(one).toContain(
        `<@${reader.id}> presented · ★★★★★ 4.5 by 2 people · 1 person there · 1 note · 💬 [discussion]`,
      );
      expect(one).toMatch(/discord\.com\/channels\/\d+\/\d+/);
    }
    expect(history.text).toContain('2 sessions');

    const stats = await ask(stage, 'newcomer', 'stats');
    expect(stats.text).toContain('2 sessions, 2 papers.');
    expect(stats.text).toContain(`<@${reader.id}>: 2 times`);
    expect(stats.files).toMatchObject([{ filename: 'topics.png', contentType: 'image/png' }]);
    expect(stats.files[0]?.description).toContain('Who presented how often, by places in the list: 1. 2 times.');
    expect(stats.files[0]?.description).toMatch(/^Bars\. What Thursday papers read about\. .+: \d in 2026-0\d/);

    const csv = (await ask(stage, 'newcomer', 'export', { format: 'csv' })).files[0]?.text ?? '';
    const rows: Record<string, string>[] = parse(csv, { columns: true });
    expect(
      rows.map(({ id, presenter, rating, ratings, readers, present, notes }) => [
        id,
        presenter,
        rating,
        ratings,
        readers,
        present,
        notes,
      ]),
    ).toEqual(papers.map(({ value }) => [value, reader.id, '4.5', '2', '1', '1', '1']));
    const bibtex = (await ask(stage, 'newcomer', 'export', { format: 'bibtex' })).files[0];
    expect(bibtex?.filename).toBe('club.bib');
    expect(bibtex?.text?.match(/^@\w+\{/gm)).toHaveLength(2);
    const markdown = (await ask(stage, 'newcomer', 'export', { format: 'markdown' })).files[0]?.text ?? '';
    expect(markdown.match(/^## /gm)).toHaveLength(2);
    expect(markdown).toContain(
      `Presented by ${reader.id}. Rated 4.5 of 5 by 2 people. There: 1 person. Read by 1 person.`,
    );
    expect(markdown).toContain(`> =On ${papers[0]?.value}`);
  });

  it('is turned by pages, and shows no thread and no note to those who do not see them', async () => {
    const stage = await dailyStage(await makeTarget());
    const { sandbox } = stage;
    const reader = sandbox.person('reader');
    await createClub(stage, { without: 'ballot' });
    for (const [i, date] of DATES.entries()) {
      const { value } = await paperOf(stage, i);
      expect(await say(stage, 'moderator', 'guest', { paper: value, session: date })).toContain('reads');
      const soon = { session: date, to: '2026-01-16', time: `${10 + i}:00` };
      expect(await say(stage, 'moderator', 'move', soon)).toContain('is moved to');
    }
    await stage.pass(2 * DAY);
    const history = await ask(stage, 'reader', 'history');
    expect(history.text).toContain('7 sessions · page 1 of 2');
    const second = await (await reader.press(history, 'Next')).later();
    expect(second.text).toContain('page 2 of 2');
    expect(second.text).toContain((await paperOf(stage, 0)).name.slice(0, 20));
    sandbox.faults.overwrite({ ...PAPERS, who: '@everyone', deny: ['VIEW_CHANNEL'] });
    for (const who of ['Offprint', 'Moderators']) sandbox.faults.overwrite({ ...PAPERS, who, allow: ['VIEW_CHANNEL'] });
    const general = { ...PAPERS, channel: 'general' };
    const on = reader.says(general, 'something to press on');
    const id = history.buttons.find(({ label }) => label === 'Next')?.customId ?? '';
    expect((await (await reader.raw.press(on, id)).later()).text).toContain('is not there');
    for (const word of ['history', 'stats'])
      expect((await ask(stage, 'reader', word, {}, general)).text).toContain('There is no journal club here');
    expect((await ask(stage, 'moderator', 'history', {}, general)).text).toContain('7 sessions');
  });
});
