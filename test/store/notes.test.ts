import { expect, it } from 'vitest';
import { departures } from '../../src/store/departures.ts';
import { notes } from '../../src/store/notes.ts';
import { MOST_NOTES_OF_ONE } from '../../src/store/quotas.ts';
import { eachStore } from './each-store.ts';

const KEY = { guildId: 'g', channelId: 'c', paperId: 'p', userId: '1' };

eachStore('notes on papers', openFresh => {
  it('are one of a person, a paper and a channel; a newer one takes the place of the old', async () => {
    const store = notes(await openFresh());
    expect(await store.write(KEY, 'first', 1)).toBe('written');
    expect(await store.write(KEY, 'second', 2)).toBe('changed');
    expect(await store.write({ ...KEY, channelId: 'd' }, 'elsewhere', 3)).toBe('written');
    const there = (await store.among('g', ['p', 'q'])).get('p');
    expect(there?.map(({ text, channelId }) => [text, channelId])).toEqual([
      ['second', 'c'],
      ['elsewhere', 'd'],
    ]);
    const by = { userId: '1', now: 4 };
    const step = (await store.remove(KEY, by)) ?? '';
    expect(await store.remove(KEY, by)).toBeUndefined();
    expect(await store.get(KEY)).toBeUndefined();
    expect(await store.bringBack(step, { ...by, guildId: 'other' })).toBe('someone-else');
    expect(await store.bringBack(step, { ...by, guildId: 'g', userId: '2' })).toBe('someone-else');
    expect(await store.bringBack(step, { ...by, guildId: 'g' })).toBe('done');
    expect(await store.get(KEY)).toMatchObject({ text: 'second', writtenAt: 2 });
    expect(await store.bringBack(step, { ...by, guildId: 'g' })).toBe('over');
  });

  it('are found in their server alone, by words one after another and the beginning of the last, without accents', async () => {
    const store = notes(await openFresh());
    await store.write(KEY, 'A naïve baseline: label-noise, 100% of it_all.', 1);
    const found = async (text: string, guildId = 'g') =>
      (await store.matching(guildId, text)).map(({ paperId }) => paperId);
    for (const text of ['naive', 'NAÏVE base', 'label noise', 'noi', '100%', 'it_all', 'a naive baseline label'])
      expect([text, await found(text)]).toEqual([text, ['p']]);
    for (const text of ['aive', 'noise label', 'naive label', '%', '_', '', 'n%e', '100% all'])
      expect([text, await found(text)]).toEqual([text, []]);
    expect(await found('naive', 'other')).toEqual([]);
    await store.write({ ...KEY, paperId: 'zh' }, '标签噪声很重要', 1);
    expect(await found('噪声')).toEqual(['zh']);
  });

  it('go when the bot was removed from the server for long, and have a bound', async () => {
    const database = await openFresh();
    const store = notes(database);
    await store.write(KEY, 'here', 1);
    await store.write({ ...KEY, guildId: 'stays' }, 'there', 1);
    expect((await departures(database).present()).sort()).toEqual(['g', 'stays']);
    await departures(database).note(['g'], 1);
    await departures(database).deleteBefore(2);
    expect(await store.get(KEY)).toBeUndefined();
    expect(await store.get({ ...KEY, guildId: 'stays' })).toBeDefined();
    const many = Array.from({ length: MOST_NOTES_OF_ONE - 1 }, (_, i) => ({
      guild_id: 'stays',
      paper_id: `p${i}`,
      channel_id: 'x',
      user_id: '1',
      text: '',
      folded: '',
      written_at: 0,
    }));
    for (let at = 0; at < many.length; at += 500)
      await database.db
        .insertInto('paper_note')
        .values(many.slice(at, at + 500))
        .execute();
    expect(await store.write({ ...KEY, guildId: 'stays', paperId: 'more' }, 'no room', 1)).toBe('full');
    expect(await store.write({ ...KEY, guildId: 'stays' }, 'changed', 1)).toBe('changed');
    expect(await store.write({ ...KEY, guildId: 'stays', userId: '2' }, 'of another', 1)).toBe('written');
  });
});
