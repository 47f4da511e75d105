import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { newPaperId, type Paper } from '../../src/papers/paper.ts';
import type { Incoming } from '../../src/papers/prepare.ts';
import { type PaperChange, papers } from '../../src/store/papers.ts';
import { eachStore, onPostgres, openTarget } from './each-store.ts';

const ID = newPaperId('A Title');

function incoming(title: string, more: Partial<Incoming> = {}): Incoming {
  return { own: false, title, abstract: `On ${title}.`, links: [], authors: [], ...more };
}

const FIRST = incoming('A Title', { arxivId: '2110.04260', doi: '10.1000/abc', year: 2021 });

eachStore('the collection', openFresh => {
  it.each<[by: string, record: Incoming]>([
    ['its id', incoming('Renamed', { id: ID })],
    ['its arXiv id', incoming('Renamed', { arxivId: '2110.04260' })],
    ['its DOI', incoming('Renamed', { doi: '10.1000/abc' })],
    ['its title', incoming('a TITLE!')],
  ])('knows a paper again by %s: the text is new, the id stays', async (_, record) => {
    const collection = papers(await openFresh());
    expect(await collection.upsert([FIRST])).toMatchObject({ added: [ID], ids: [ID] });
    expect(await collection.upsert([record])).toMatchObject({ added: [], changed: [ID], ids: [ID] });
    expect(await collection.page('', 10)).toMatchObject([
      { id: ID, title: record.title, abstract: record.abstract, year: 2021, arxivId: '2110.04260' },
    ]);
  });

  it('makes one paper of a preprint and its published copy', async () => {
    const collection = papers(await openFresh());
    const authors = ['Ann Other'];
    await collection.upsert([
      incoming('A Title', { arxivId: '2110.04260', authors }),
      incoming('A title', { doi: '10.1000/abc', venue: 'TMLR', authors: ['A. Other'] }),
    ]);
    expect(await collection.page('', 10)).toMatchObject([
      { id: ID, arxivId: '2110.04260', doi: '10.1000/abc', venue: 'TMLR' },
    ]);
  });

  it.each<[what: string, one: Partial<Incoming>, other: Partial<Incoming>]>([
    ['arXiv ids', { arxivId: '2110.04260' }, { arxivId: '2110.04261' }],
    ['authors', { authors: ['Ann Other'] }, { authors: ['Bob Else'] }],
  ])('keeps papers of one title apart that differ in their %s', async (_, one, other) => {
    const collection = papers(await openFresh());
    const { ids } = await collection.upsert([incoming('Erratum', one), incoming('Erratum', other)]);
    expect(new Set(ids).size).toBe(2);
    const again = await collection.upsert([incoming('Erratum', other), incoming('Erratum', one)]);
    expect(again).toMatchObject({ added: [], changed: [], ids: ids.toReversed() });
  });

  it('gives a new paper another id when by chance its own is taken', async () => {
    const collection = papers(await openFresh());
    await collection.upsert([incoming('Quite Another', { id: ID, own: true })]);
    const { ids } = await collection.upsert([incoming('A Title')]);
    expect(ids).toEqual([newPaperId('A Title 2')]);
  });

  it('is not changed by what it knows already', async () => {
    const collection = papers(await openFresh());
    await collection.upsert([FIRST, incoming('Another')]);
    const revision = await collection.revision();
    expect(await collection.upsert([FIRST, FIRST])).toMatchObject({ added: [], changed: [], unchanged: [ID] });
    expect(await collection.revision()).toBe(revision);
  });

  it('lets a record that only fills say nothing against what is known', async () => {
    const collection = papers(await openFresh());
    await collection.upsert([FIRST]);
    await collection.upsert([
      incoming('Short form', { arxivId: '2110.04260', venue: 'TMLR', year: 2020, fills: true, links: ['https://a.b'] }),
    ]);
    expect(await collection.page('', 10)).toMatchObject([
      { title: 'A Title', abstract: 'On A Title.', year: 2021, venue: 'TMLR', links: ['https://a.b'] },
    ]);
  });

  it('passes over a record without abstract that names no paper, and takes it wherever in the batch its paper stands', async () => {
    const collection = papers(await openFresh());
    const partial = incoming('A Title', { abstract: '', venue: 'TMLR' });
    expect((await collection.upsert([partial])).ids).toEqual([undefined]);
    expect((await collection.upsert([partial, FIRST])).ids).toEqual([ID, ID]);
    expect(await collection.page('', 10)).toMatchObject([{ venue: 'TMLR', abstract: 'On A Title.' }]);
  });

  it('makes versions of one work point to each other, across batches, until one is removed', async () => {
    const collection = papers(await openFresh());
    const abstract = 'We mine hard patches with a teacher that predicts the loss of masked patches';
    const conference = incoming('Hard Patches Mining for Masked Image Modeling', {
      abstract,
      authors: ['Haochen Wang', 'Kaiyou Song'],
    });
    const journal = incoming('Bootstrap Masked Visual Modeling via Hard Patches Mining', {
      abstract: `${abstract}, extended`,
      authors: ['H. Wang', 'X. Zhang'],
    });
    const [one = ''] = (await collection.upsert([conference])).ids;
    const { ids, added } = await collection.upsert([journal]);
    const [other = ''] = ids;
    expect(added).toEqual([other]);
    const versions = async () => (await collection.page('', 10)).map(paper => [paper.id, paper.versions ?? []]);
    expect(Object.fromEntries(await versions())).toEqual({ [one]: [other], [other]: [one] });
    await collection.remove([one]);
    expect(await versions()).toEqual([[other, []]]);
  });

  it('links two papers that turn out to be one, and leaves both where votes and threads hang on them', async () => {
    const collection = papers(await openFresh());
    await collection.upsert([
      incoming('The Preprint', { arxivId: '2110.04260' }),
      incoming('As It Was Published', { doi: '10.1000/abc' }),
    ]);
    await collection.upsert([incoming('The Preprint', { arxivId: '2110.04260', doi: '10.1000/abc' })]);
    const [one, other] = await collection.page('', 10);
    expect([one?.versions, other?.versions]).toEqual([[other?.id], [one?.id]]);
  });

  it('removes only what it is told to; sources do not bring that back, a person does, with its id', async () => {
    const collection = papers(await openFresh());
    await collection.upsert([FIRST, incoming('Another')]);
    expect(await collection.remove([ID, 'ffffffffff'])).toEqual([ID]);
    expect(await collection.remove([ID])).toEqual([]);
    const again = incoming('Renamed', { arxivId: '2110.04260' });
    expect((await collection.upsert([again])).ids).toEqual([undefined]);
    expect(await collection.page('', 10)).toHaveLength(1);
    expect(await collection.upsert([again], { bringBack: true })).toMatchObject({ added: [ID], ids: [ID] });
  });

  it('is left as it was when a batch fails half-way', async () => {
    const store = await openFresh();
    const collection = papers(store);
    await collection.upsert([FIRST]);
    const before = [await collection.page('', 10), await collection.revision()];
    const broken = incoming('Broken');
    Object.defineProperty(broken, 'abstract', {
      get() {
        throw new Error('half-way');
      },
      enumerable: true,
    });
    await expect(collection.upsert([incoming('Another'), broken])).rejects.toThrow('half-way');
    expect([await collection.page('', 10), await collection.revision()]).toEqual(before);
  });

  it('two that take in the same papers at once, each knowing nothing of the other, make one paper of each', async () => {
    const database = await openFresh();
    const batch = Array.from({ length: 30 }, (_, i) => incoming(`Paper ${i}`));
    const both = await Promise.all([papers(database).upsert(batch), papers(database).upsert(batch)]);
    expect(both.flatMap(({ added }) => added)).toHaveLength(30);
    expect(both[0].ids).toEqual(both[1].ids);
    expect(await papers(database).count()).toBe(30);
  });

  it('answers others while it works out what a batch changes', async () => {
    const database = await openFresh();
    const collection = papers(database);
    let answered = 0;
    let isOver = false;
    const batch = Array.from({ length: 200 }, (_, i) => incoming(`Paper ${i}`, { authors: [`Ann Other ${i}`] }));
    const taken = collection.upsert(batch).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await collection.count();
      answered++;
      await setImmediate();
    }
    await taken;
    expect(answered).toBeGreaterThan(5);
  });

  it('tells its changes in order, each paper once as it is now', async () => {
    const collection = papers(await openFresh());
    let told = 0;
    const end = collection.onChange(() => told++);
    await collection.upsert([FIRST, incoming('Another'), incoming('Third')]);
    await collection.upsert([incoming('Second Edition', { id: ID })]);
    await collection.remove([newPaperId('Another')]);
    end();
    await collection.upsert([incoming('Unheard')]);
    expect(told).toBe(3);
    const all = await follow(0, collection.changes);
    expect(all.map(({ id, paper }) => [id, paper?.title])).toEqual([
      [newPaperId('Third'), 'Third'],
      [ID, 'Second Edition'],
      [newPaperId('Another'), undefined],
      [newPaperId('Unheard'), 'Unheard'],
    ]);
    expect(all.at(-1)?.revision).toBe(await collection.revision());
  });

  it('takes any text', async () => {
    const collection = papers(await openFresh());
    const odd = incoming(`A title with \0 and ${'長'.repeat(3_000)}`, {
      authors: ['\0', '', '\ud800'],
      abstract: '\0',
    });
    const [id] = (await collection.upsert([odd])).ids;
    expect(await collection.page('', 10)).toMatchObject([{ id, title: odd.title, abstract: '\0' }]);
    expect((await collection.upsert([odd])).unchanged).toEqual([id]);
  });

  it('takes a batch of thousands', async () => {
    const collection = papers(await openFresh());
    const many = Array.from({ length: 3_000 }, (_, i) =>
      incoming(`Paper ${i}`, { arxivId: `2110.${10_000 + i}`, authors: ['Ann Other', `Author Number${i}`] }),
    );
    expect((await collection.upsert(many)).added).toHaveLength(3_000);
    expect((await collection.upsert(many)).unchanged).toHaveLength(3_000);
  });
});

/** Everything since a revision, read a few at a time. */
async function follow(
  after: number,
  changes: (after: number, limit: number) => Promise<PaperChange[]>,
): Promise<PaperChange[]> {
  const all: PaperChange[] = [];
  for (;;) {
    const some = await changes(all.at(-1)?.revision ?? after, 2);
    if (some.length === 0) return all;
    all.push(...some);
  }
}

onPostgres('the collection and several processes', makeTarget => {
  it('whoever follows misses nothing of what others write at once, and a paper that all bring is one', async () => {
    const target = await makeTarget();
    const writers = [];
    for (let i = 0; i < 4; i++) writers.push(papers(await openTarget(target)));
    const reader = papers(await openTarget(target));
    const seen = new Map<string, Paper | undefined>();
    let revision = 0;
    const read = async () => {
      for (const change of await follow(revision, reader.changes)) {
        expect(change.revision).toBeGreaterThan(revision);
        revision = change.revision;
        seen.set(change.id, change.paper);
      }
    };
    let writing = true;
    const reading = (async () => {
      while (writing) await read();
    })();
    await Promise.all(
      writers.map(async (writer, w) => {
        for (let n = 0; n < 15; n++) {
          await writer.upsert([
            incoming(`Writer ${w} paper ${n}`),
            incoming('Shared', { venue: `${w} ${n}` }),
            incoming(`Writer ${w} latest`, { year: 2000 + n }),
          ]);
          if (n % 5 === 4) await writer.remove([newPaperId(`Writer ${w} paper ${n}`)]);
        }
      }),
    );
    writing = false;
    await reading;
    await read();
    const there = [...seen.values()].filter(paper => paper !== undefined);
    expect(there.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(await reader.page('', 1_000));
    expect(there).toHaveLength(4 * 15 - 4 * 3 + 1 + 4);
  });
});
