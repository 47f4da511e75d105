import { expect, it } from 'vitest';
import { keptTexts } from '../../src/store/kept-texts.ts';
import { personal } from '../../src/store/personal.ts';
import { eachStore } from './each-store.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

eachStore('kept texts', openFresh => {
  it('belong to whoever asked, and go with their data', async () => {
    const { db, clock, traits } = await openFresh();
    const kept = keptTexts(db, clock);
    const [mine, theirs] = [await kept.keep('a long query', '1'), await kept.keep('a long query', '2')];
    expect(await kept.keep('a long query', '1')).toBe(mine);
    expect((await personal({ db, traits }).export('1')).searches).toEqual(['a long query']);
    await personal({ db, traits }).forget('1');
    expect(await kept.get(mine)).toBeUndefined();
    expect(await kept.get(theirs)).toBe('a long query');
  });

  it('are a hundred for each person: the one used longest ago goes first', async () => {
    const { db, clock, traits } = await openFresh();
    const kept = keptTexts(db, clock);
    const first = await kept.keep('first', '1');
    const other = await kept.keep('of another', '2');
    for (let i = 0; i < 130; i++) {
      await clock.advance(1000);
      await kept.keep(`${i}`, '1');
    }
    expect(await kept.get(first)).toBeUndefined();
    expect(await kept.get(other)).toBe('of another');
    expect((await personal({ db, traits }).export('1')).searches).toHaveLength(100);
  });

  it('are written again only when an hour has passed', async () => {
    const { db, clock } = await openFresh();
    const kept = keptTexts(db, clock);
    const usedAt = () => db.selectFrom('kept_text').select('used_at').executeTakeFirstOrThrow();
    await kept.keep('a long query', '1');
    const first = await usedAt();
    await clock.advance(HOUR - 1);
    await kept.keep('a long query', '1');
    expect(await usedAt()).toEqual(first);
    await clock.advance(1);
    await kept.keep('a long query', '1');
    expect(await usedAt()).toEqual({ used_at: first.used_at + HOUR });
  });

  it('go when nobody has used them for ninety days', async () => {
    const { db, clock } = await openFresh();
    const kept = keptTexts(db, clock);
    const [used, unused] = [await kept.keep('used', '1'), await kept.keep('unused', '1')];
    await clock.advance(60 * DAY);
    expect(await kept.get(used)).toBe('used');
    await clock.advance(31 * DAY);
    await kept.forgetUnused();
    expect(await kept.get(used)).toBe('used');
    expect(await kept.get(unused)).toBeUndefined();
  });
});
