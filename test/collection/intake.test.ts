import { expect, it } from 'vitest';
import { intake } from '../../src/collection/intake.ts';
import { newPaperId } from '../../src/papers/paper.ts';
import type { PaperRecord } from '../../src/papers/record.ts';
import { papers } from '../../src/store/papers.ts';
import { eachStore } from '../store/each-store.ts';

eachStore('what sources bring', openFresh => {
  it('is cleaned as a page is', async () => {
    const collection = papers(await openFresh());
    await intake(collection).upsert([
      {
        own: false,
        title: 'H\\"{o}lder\n  continuity',
        abstract: 'We prove it. Our code is at https://github.com/a/b.',
        authors: ['Ann  Other'],
      },
    ]);
    expect(await collection.page('', 10)).toMatchObject([
      { title: 'Hölder continuity', links: ['https://github.com/a/b'], authors: ['Ann Other'] },
    ]);
  });

  it('is refused record by record where it cannot be a paper, with the reason; the rest is taken in', async () => {
    const collection = papers(await openFresh());
    const { ids, added, refused } = await intake(collection).upsert([
      { own: false, title: '…', abstract: 'x' },
      { own: false, title: 'A Title', abstract: 'x' },
      { own: false, title: 'Rate exceeded. '.repeat(100), abstract: 'x' },
      { own: false, title: 'Another', abstract: 'x', date: 'yesterday' },
    ]);
    expect(ids).toEqual([undefined, newPaperId('A Title'), undefined, undefined]);
    expect(added).toEqual([newPaperId('A Title')]);
    expect(refused.map(({ reason }) => reason)).toEqual([
      'the title has no letter and no digit',
      'the title is longer than 1000 characters',
      expect.stringContaining('YYYY-MM'),
    ]);
  });

  it('may say of a known paper what is new without being one to be added; upvotes count also where the rest only fills', async () => {
    const collection = papers(await openFresh());
    const all = intake(collection);
    await all.upsert([{ own: false, title: 'A Title', abstract: 'x', arxivId: '2601.00001', upvotes: 3 }]);
    const { ids } = await all.upsert([
      { own: false, title: 'A Title, Revised', abstract: 'y', arxivId: '2601.00001', onlyKnown: true },
      { own: false, title: 'Another', abstract: 'y', arxivId: '2601.00002', onlyKnown: true },
      { own: false, title: '', arxivId: '2601.00001', withdrawn: true, onlyKnown: true },
      { own: false, title: '', arxivId: '2601.00003', withdrawn: true, onlyKnown: true },
      {
        own: false,
        title: 'A title',
        abstract: 'z',
        arxivId: '2601.00001',
        upvotes: 7,
        categories: ['cs.LG'],
        fills: true,
      },
    ]);
    expect(ids.map(id => id !== undefined)).toEqual([true, false, true, false, true]);
    expect(await collection.page('', 10)).toMatchObject([
      { title: 'A Title, Revised', abstract: 'y', withdrawn: true, upvotes: 7, categories: ['cs.LG'] },
    ]);
  });

  it('that was withdrawn stays so until its source says that it stands', async () => {
    const collection = papers(await openFresh());
    const takeIn = (more: Partial<PaperRecord> = {}) =>
      intake(collection).upsert([{ own: false, title: 'A Title', abstract: 'x', arxivId: '2601.00001', ...more }]);
    const isWithdrawn = async () => (await collection.page('', 10)).map(({ withdrawn }) => withdrawn);
    await takeIn({ withdrawn: false });
    expect(await isWithdrawn()).toEqual([undefined]);
    await takeIn({ withdrawn: true, onlyKnown: true });
    await takeIn();
    await takeIn({ upvotes: 7, fills: true });
    expect(await isWithdrawn()).toEqual([true]);
    await takeIn({ withdrawn: false, abstract: 'A new version.' });
    expect(await isWithdrawn()).toEqual([undefined]);
  });

  it('that is nothing or nonsense removes nothing', async () => {
    const collection = papers(await openFresh());
    await intake(collection).upsert([{ own: false, title: 'A Title', abstract: 'x' }]);
    await intake(collection).upsert([]);
    await intake(collection).upsert([{ own: false, title: '', abstract: '' }]);
    expect(await collection.page('', 10)).toHaveLength(1);
  });
});
