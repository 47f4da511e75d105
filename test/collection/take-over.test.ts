import { expect, it } from 'vitest';
import { takeOver } from '../../src/collection/take-over.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { collectionFile } from '../../src/store/collection-file.ts';
import { papers } from '../../src/store/papers.ts';
import { eachStore, type TestStore } from '../store/each-store.ts';

function paper(n: number, more: Partial<Paper> = {}): Paper {
  return {
    id: `${n}`.padStart(10, '0'),
    title: `Paper ${n}`,
    abstract: `About ${n}.`,
    links: [],
    authors: [],
    ...more,
  };
}

const storeOf = (store: TestStore) => ({ papers: papers(store), collectionFile: collectionFile(store) });

eachStore('the file of a collection', openFresh => {
  it('is taken over once, then only what is new, different or gone', async () => {
    const store = storeOf(await openFresh());
    expect(await takeOver([paper(1), paper(2)], store)).toEqual({ changed: 2, removed: 0 });
    const revision = await store.papers.revision();
    expect(await takeOver([paper(1), paper(2)], store)).toEqual({ changed: 0, removed: 0 });
    expect(await store.papers.revision()).toBe(revision);
    expect(await takeOver([paper(2, { year: 2021 }), paper(3)], store)).toEqual({ changed: 2, removed: 1 });
    expect(await store.papers.page('', 10)).toEqual([paper(2, { year: 2021 }), paper(3)]);
    await takeOver([paper(1)], store);
    expect(await store.papers.page('', 10)).toEqual([paper(1)]);
  });

  it('says nothing against what sources have said since, as long as its line stays as it is', async () => {
    const store = storeOf(await openFresh());
    await takeOver([paper(1, { venue: 'TMLR' })], store);
    await store.papers.upsert([{ own: false, id: paper(1).id, title: 'Second version', abstract: 'New.', links: [] }]);
    await store.papers.upsert([{ own: false, title: 'From a source', abstract: 'x', links: [], authors: [] }]);
    await takeOver([paper(1, { venue: 'TMLR' })], store);
    expect(await store.papers.page('', 10)).toMatchObject([
      { title: 'Second version', venue: 'TMLR' },
      { title: 'From a source' },
    ]);
  });

  it('takes back what it says no more, and nothing that others said', async () => {
    const store = storeOf(await openFresh());
    const links = ['https://a.example', 'https://b.example'];
    await takeOver([paper(1, { venue: 'TMLR', year: 2021, withdrawn: true, links, authors: ['Ann Other'] })], store);
    await store.papers.upsert([
      { own: false, id: paper(1).id, title: 'Paper 1', year: 2022, doi: '10.1000/abc', links: ['https://c.example'] },
    ]);
    await takeOver([paper(1, { links: ['https://b.example'] })], store);
    expect(await store.papers.page('', 10)).toEqual([
      paper(1, { year: 2022, doi: '10.1000/abc', links: ['https://c.example', 'https://b.example'] }),
    ]);
  });

  it('may know a paper by another id than the collection: one paper, removed when no line has it', async () => {
    const store = storeOf(await openFresh());
    await store.papers.upsert([{ own: false, title: 'Known', abstract: 'x', arxivId: '2110.04260', links: [] }]);
    const other = paper(9, { title: 'Known by another name', arxivId: '2110.04260' });
    await takeOver([other], store);
    const [known, ...more] = await store.papers.page('', 10);
    expect([known?.title, more]).toEqual(['Known by another name', []]);
    expect(await takeOver([], store)).toEqual({ changed: 0, removed: 1 });
  });

  it('brings back what was removed only where it says something new', async () => {
    const store = storeOf(await openFresh());
    await takeOver([paper(1), paper(2)], store);
    await store.papers.remove([paper(1).id, paper(2).id]);
    await takeOver([paper(1), paper(2, { year: 2021 })], store);
    expect(await store.papers.page('', 10)).toEqual([paper(2, { year: 2021 })]);
  });

  it('is taken over whole in the end, wherever it was interrupted', async () => {
    const many = Array.from({ length: 350 }, (_, n) => paper(n));
    for (let after = 1; after <= 8; after += 2) {
      const store = storeOf(await openFresh());
      await takeOver(many.slice(100, 200), store);
      let left = after;
      const failing = <T extends unknown[], R>(work: (...args: T) => Promise<R>) => {
        return async (...args: T) => {
          if (left-- === 0) throw new Error('interrupted');
          return work(...args);
        };
      };
      const interrupted = {
        papers: { ...store.papers, upsert: failing(store.papers.upsert), remove: failing(store.papers.remove) },
        collectionFile: { ...store.collectionFile, note: failing(store.collectionFile.note) },
      };
      const wanted = [...many.slice(0, 150), ...many.slice(200)];
      await takeOver(wanted, interrupted).catch(() => undefined);
      await takeOver(wanted, store);
      expect(await store.papers.page('', 1_000)).toEqual(wanted);
    }
  });
});
