import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lists } from '../../src/store/lists.ts';
import { eachStore } from './each-store.ts';

/** Any UTF-16 units, those that PostgreSQL and UTF-8 refuse among them. */
const wild = fc.string({ unit: fc.constantFrom('\u0000', '\ud800', '\udc00', 'a', '😀'), maxLength: 8 });

eachStore('text that no database can hold', openFresh => {
  it('is stored without U+0000 and with lone surrogates mended, the same in both', async () => {
    const { db } = await openFresh();
    const mine = { person: '1' };
    await lists(db).add(mine, ['p'], { userId: '1', now: 0 });
    await fc.assert(
      fc.asyncProperty(wild, async note => {
        await lists(db).annotate(mine, 'p', note, { userId: '1', now: 0 });
        const kept = (await lists(db).get(mine, 'p', '1'))?.note;
        expect(kept).toBe(note.toWellFormed().replaceAll('\u0000', ''));
        expect(await lists(db).get(mine, note, '1')).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });
});
