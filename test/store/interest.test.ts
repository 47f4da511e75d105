import { expect, it } from 'vitest';
import { discussions } from '../../src/store/discussions.ts';
import { interest } from '../../src/store/interest.ts';
import { lists } from '../../src/store/lists.ts';
import { votes } from '../../src/store/votes.ts';
import { eachStore } from './each-store.ts';

const DAY = 86_400_000;

eachStore('interest', openFresh => {
  it('counts votes, saves and living threads of one server by day', async () => {
    const { db, traits } = await openFresh();
    await votes(db).toggle({ guildId: 'g', paperId: 'p', userId: 'a' }, 10 * DAY + 5);
    await votes(db).toggle({ guildId: 'g', paperId: 'p', userId: 'b' }, 10 * DAY + 9);
    await votes(db).toggle({ guildId: 'g', paperId: 'p', userId: 'c' }, 11 * DAY);
    await votes(db).toggle({ guildId: 'h', paperId: 'p', userId: 'a' }, 10 * DAY);
    await votes(db).toggle({ guildId: 'g', paperId: 'old', userId: 'a' }, 2 * DAY);
    await lists(db).add({ person: 'a' }, ['p'], { userId: 'a', guildId: 'g', now: 10 * DAY });
    for (const [paperId, channelId] of [
      ['q', 'c'],
      ['secret', 'hidden'],
    ] as const) {
      const thread = { threadId: `t${paperId}`, channelId, place: 'forum' as const, now: 12 * DAY };
      await discussions({ db, traits }).adopt({ guildId: 'g', paperId }, thread);
    }
    const days = await interest(db).since('g', 10 * DAY, ({ channelId }) => channelId !== 'hidden');
    expect(days.toSorted((a, b) => a.kind.localeCompare(b.kind) || a.day - b.day)).toEqual([
      { paperId: 'q', kind: 'discussion', day: 12, count: 1 },
      { paperId: 'p', kind: 'save', day: 10, count: 1 },
      { paperId: 'p', kind: 'vote', day: 10, count: 2 },
      { paperId: 'p', kind: 'vote', day: 11, count: 1 },
    ]);
  });
});
