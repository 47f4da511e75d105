import { expect, it } from 'vitest';
import { settings } from '../../src/store/settings.ts';
import { eachStore } from './each-store.ts';

eachStore('settings of a server', openFresh => {
  it('stay as they are where a change does not name them', async () => {
    const store = settings((await openFresh()).db);
    expect(await store.get('g')).toEqual({ openers: { who: 'everyone' } });
    await store.set('g', { discussionChannelId: 'c', timeZone: 'Europe/Berlin' });
    await store.set('g', { openers: { who: 'role', roleId: 'r' } });
    expect(await store.set('g', {})).toEqual({
      discussionChannelId: 'c',
      timeZone: 'Europe/Berlin',
      openers: { who: 'role', roleId: 'r' },
    });
    expect(await store.set('g', { discussionChannelId: null, openers: { who: 'managers' } })).toEqual({
      timeZone: 'Europe/Berlin',
      openers: { who: 'managers' },
    });
    expect(await store.get('h')).toEqual({ openers: { who: 'everyone' } });
  });
});
