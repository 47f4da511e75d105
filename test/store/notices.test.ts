import { expect, it } from 'vitest';
import { notices } from '../../src/store/notices.ts';
import { eachStore } from './each-store.ts';

eachStore('notices on their way', openFresh => {
  it('that cannot be read keep no other one from being taken up', async () => {
    const { db } = await openFresh();
    const store = notices(db);
    const notice = { kind: 'empty' as const, subscriptionIds: ['s'] };
    await store.keep('whole', notice, 0);
    for (const [id, said] of Object.entries({ cut: '{"kind":', strange: '{"kind":"of another version"}' }))
      await db.insertInto('notice').values({ id, said, held_until: 0 }).execute();
    const found = await store.takeUp(1, 2);
    expect(found.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([
      { id: 'cut' },
      { id: 'strange' },
      { id: 'whole', notice },
    ]);
  });
});
