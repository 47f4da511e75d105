import { expect, it } from 'vitest';
import { discussions } from '../../src/store/discussions.ts';
import { eachStore } from './each-store.ts';

const KEY = { guildId: 'g', paperId: 'p' };
const PLACE = { kind: 'message', channelId: 'c', messageId: 'm' } as const;

eachStore('discussions', openFresh => {
  it('are claimed by one of many at once', async () => {
    const store = discussions(await openFresh());
    const claims = await Promise.all(Array.from({ length: 50 }, () => store.claim(KEY, PLACE, { now: 1, until: 10 })));
    expect(claims.filter(claim => claim !== undefined)).toHaveLength(1);
  });

  it('are recorded by whoever holds the claim, and by nobody who lost it', async () => {
    const store = discussions(await openFresh());
    const claim = await store.claim(KEY, PLACE, { now: 1, until: 10 });
    if (!claim) throw new Error('not claimed');
    expect(claim).toMatchObject({ ...KEY, place: PLACE, claimedAt: 1, until: 10 });
    expect(await store.takeOver(claim, { now: 9, until: 20 })).toBeUndefined();
    const takers = await Promise.all([1, 2, 3].map(() => store.takeOver(claim, { now: 10, until: 20 })));
    const [taken, ...others] = takers.filter(taker => taker !== undefined);
    expect(others).toEqual([]);
    if (!taken) throw new Error('not taken over');
    expect(taken.mark).toBe(claim.mark);
    expect(await store.record(claim, { threadId: 'late', channelId: 'c', now: 11 })).toBe(false);
    expect(await store.record(taken, { threadId: 't', channelId: 'c', openedBy: 'me', now: 12 })).toBe(true);
    expect(await store.of(KEY)).toEqual([
      { state: 'open', discussion: { ...KEY, mark: taken.mark, threadId: 't', channelId: 'c', activeAt: 12 } },
    ]);
  });

  it('whose claim is given back can be claimed anew, and those with a thread cannot', async () => {
    const store = discussions(await openFresh());
    const first = await store.claim(KEY, PLACE, { now: 1, until: 10 });
    if (!first) throw new Error('not claimed');
    await store.release(first);
    const second = await store.claim(KEY, PLACE, { now: 2, until: 10 });
    if (!second) throw new Error('not claimed again');
    await store.record(second, { threadId: 't', channelId: 'c', now: 3 });
    await store.release(second);
    expect(await store.claim(KEY, PLACE, { now: 4, until: 10 })).toBeUndefined();
    expect(await store.adopt(KEY, { threadId: 'u', channelId: 'f', place: 'forum', now: 5 })).toBe(false);
    const [found] = await store.of(KEY);
    if (found?.state !== 'open') throw new Error('no thread');
    await store.forget({ ...found.discussion, threadId: 'another' });
    expect(await store.of(KEY)).toEqual([found]);
    await store.forget(found.discussion);
    expect(await store.adopt(KEY, { threadId: 'u', channelId: 'f', place: 'forum', now: 6 })).toBe(true);
  });

  it('besides those that whoever asks cannot see are claimed by one of many', async () => {
    const store = discussions(await openFresh());
    const hidden = await store.claim(KEY, PLACE, { now: 1, until: 10 });
    if (!hidden) throw new Error('not claimed');
    await store.record(hidden, { threadId: 't', channelId: 'c', now: 2 });
    const time = { now: 3, until: 10 };
    expect(await store.claim(KEY, PLACE, time)).toBeUndefined();
    const claims = await Promise.all(Array.from({ length: 20 }, () => store.claim(KEY, PLACE, time, [hidden.mark])));
    const [own, ...others] = claims.filter(claim => claim !== undefined);
    expect(others).toEqual([]);
    if (!own) throw new Error('not claimed besides');
    expect(await store.adopt(KEY, { threadId: 'u', channelId: 'f', place: 'forum', now: 4 }, [own.mark])).toBe(false);
    await store.record(own, { threadId: 'v', channelId: 'd', now: 5 });
    const marks = [hidden.mark, own.mark];
    expect(await store.adopt(KEY, { threadId: 'u', channelId: 'f', place: 'forum', now: 6 }, marks)).toBe(true);
    expect((await store.among('g', ['p'])).get('p')?.map(({ threadId }) => threadId)).toEqual(['t', 'v', 'u']);
    await store.forget({ mark: own.mark, threadId: 'v' });
    expect((await store.of(KEY)).length).toBe(2);
  });

  it('are listed by when they were last active', async () => {
    const store = discussions(await openFresh());
    for (const [now, paperId] of ['a', 'b', 'c'].entries()) {
      await store.adopt({ guildId: 'g', paperId }, { threadId: `t${paperId}`, channelId: 'c', place: 'channel', now });
    }
    await store.claim(KEY, PLACE, { now: 1, until: 2 });
    await store.active([{ threadId: 'ta', activeAt: 99 }]);
    expect((await store.all('g')).map(({ paperId }) => paperId)).toEqual(['a', 'c', 'b']);
    expect([...(await store.among('g', ['a', 'p', 'x'])).keys()]).toEqual(['a']);
    expect((await store.abandoned(2)).map(({ paperId }) => paperId)).toEqual(['p']);
    expect(await store.abandoned(1)).toEqual([]);
  });
});
