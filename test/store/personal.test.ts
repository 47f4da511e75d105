import { expect, it } from 'vitest';
import { discussions } from '../../src/store/discussions.ts';
import { keptTexts } from '../../src/store/kept-texts.ts';
import { lists } from '../../src/store/lists.ts';
import { personal } from '../../src/store/personal.ts';
import { sources } from '../../src/store/sources.ts';
import { subscriptions } from '../../src/store/subscriptions.ts';
import { votes } from '../../src/store/votes.ts';
import { eachStore } from './each-store.ts';

eachStore('what is stored about a person', openFresh => {
  it('is given out whole and removed whole; what belongs to the server or to others stays', async () => {
    const { db, clock, traits } = await openFresh();
    for (const userId of ['111', '222']) {
      await lists(db).add({ person: userId }, ['p'], { userId, guildId: 'g', now: 0 });
      await lists(db).annotate({ person: userId }, 'p', 'mine', { userId, now: 0 });
      await lists(db).mark({ person: userId }, 'p', { userId, readAt: 0 });
      await lists(db).add({ server: 'g' }, [`shared-${userId}`], { userId, now: 0 });
      await votes(db).toggle({ guildId: 'g', paperId: 'p', userId }, 0);
      const claim = await discussions({ db, traits }).claim(
        { guildId: 'g', paperId: userId },
        { kind: 'channel', channelId: 'c' },
        { now: 0, until: 1 },
      );
      if (claim)
        await discussions({ db, traits }).record(claim, {
          threadId: `t${userId}`,
          channelId: 'c',
          openedBy: userId,
          now: 0,
        });
      const wish = {
        schedule: { time: '08:30', timeZone: 'UTC', days: 127 },
        paperCount: 1,
        publish: false,
        thread: false,
        kind: 'daily' as const,
        fresh: false,
      };
      for (const place of [
        { kind: 'dm', channelId: `dm-${userId}` },
        { kind: 'text', channelId: 'c', guildId: 'g' },
      ] as const) {
        await subscriptions({ db, traits }).add(
          { ...wish, place },
          { userId, at: 0, next: { date: '1970-01-02', at: 1 }, most: 9 },
        );
      }
      await subscriptions({ db, traits }).add(
        { ...wish, kind: 'at-once', place: { kind: 'dm', channelId: `dm-${userId}` }, category: 'cs.LG' },
        { userId, at: 0, next: undefined, most: 9 },
      );
      await sources(db).add({ name: `of-${userId}`, settings: '{}', addedBy: userId, addedAt: 0 });
      await lists(db).mark({ server: 'g' }, `shared-${userId}`, { userId, readAt: 0 });
      await sources(db).add({ name: `gone-${userId}`, settings: '{}', addedBy: userId, addedAt: 0 });
      await sources(db).remove(`gone-${userId}`, { userId, now: 0 });
      await keptTexts(db, clock).keep(JSON.stringify([userId, '0', 'a long query']));
    }
    const at = '1970-01-01T00:00:00.000Z';
    expect(await personal({ db, traits }).export('111')).toEqual({
      readingList: [{ paper: 'p', savedAt: at, readAt: at, note: 'mine' }],
      readInServerLists: [{ server: 'g', paper: 'shared-111', readAt: at }],
      removedLately: [{ what: 'source', rows: expect.stringContaining('gone-111'), until: '1970-01-01T00:10:00.000Z' }],
      savedInServers: [{ server: 'g', paper: 'p', savedAt: at }],
      addedToServerLists: [{ server: 'g', paper: 'shared-111', savedAt: at }],
      votes: [{ server: 'g', paper: 'p', votedAt: at }],
      discussionsOpened: [{ server: 'g', paper: '111', openedAt: at }],
      notes: [],
      clubs: [],
      papersOfTheDay: [
        { channel: 'dm-111', time: '08:30', timeZone: 'UTC', setUpAt: at },
        { server: 'g', channel: 'c', time: '08:30', timeZone: 'UTC', setUpAt: at },
      ],
      follows: [{ channel: 'dm-111', category: 'cs.LG', how: 'at once', setUpAt: at, told: [] }],
      sourcesAdded: [{ name: 'of-111', settings: '{}', addedAt: at }],
      searches: ['["111","0","a long query"]'],
    });
    const others = await personal({ db, traits }).export('222');
    await personal({ db, traits }).forget('111');
    const nothing = await personal({ db, traits }).export('111');
    expect(Object.values(nothing).flat()).toEqual([]);
    expect(await personal({ db, traits }).export('222')).toEqual(others);
    expect(await lists(db).get({ server: 'g' }, 'shared-111', '111')).toEqual({
      paperId: 'shared-111',
      savedAt: 0,
      readers: 0,
    });
    expect((await discussions({ db, traits }).all('g')).map(({ threadId }) => threadId).sort()).toEqual([
      't111',
      't222',
    ]);
    expect(await subscriptions({ db, traits }).of({ guildId: 'g' }, 'daily')).toHaveLength(2);
    expect((await votes(db).counts('g', ['p'])).get('p')).toBe(1);
    expect(await sources(db).added()).toHaveLength(2);
  });
});
