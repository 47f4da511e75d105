import pino from 'pino';
import { expect, it } from 'vitest';
import { intake } from '../../src/collection/intake.ts';
import type { PaperRecord } from '../../src/papers/record.ts';
import { runSource } from '../../src/sources/run.ts';
import { type SourceSettings, sourceSettingsSchema } from '../../src/sources/settings.ts';
import type { Page, ReadRequest, Source } from '../../src/sources/source.ts';
import { SourceError } from '../../src/sources/source-error.ts';
import { storeOf } from '../../src/store/index.ts';
import { eachStore, type TestStore } from '../store/each-store.ts';
import { never } from './rig.ts';

const log = pino({ level: 'silent' });

function paper(n: number, more: Partial<PaperRecord> = {}): PaperRecord {
  return {
    own: false,
    title: `Sample Paper Number ${n}`,
    abstract: `About ${n}.`,
    arxivId: `2601.${String(n).padStart(5, '0')}`,
    ...more,
  };
}

/**
 * A source of so many pages of two papers, whose position is the number of pages read; `spoil` is called before each
 * page.
 */
function pagesOfTwo(count: number, spoil: (page: number) => void = () => {}) {
  const readings: ReadRequest[] = [];
  const source: Source = {
    async *pages(reading) {
      readings.push(reading);
      const first = typeof reading.position === 'number' ? reading.position : 0;
      for (let page = first; page < count; page++) {
        spoil(page);
        const papers = [paper(page * 2 + 1), paper(page * 2 + 2)];
        yield { papers, position: page + 1, progress: { seen: (page + 1) * 2, of: count * 2 } };
      }
    },
  };
  return { source, readings };
}

function rig(database: TestStore, settings: Record<string, unknown> = {}) {
  const { clock } = database;
  const store = storeOf(database, clock);
  const parsed: SourceSettings = sourceSettingsSchema.parse({ name: 'sample', kind: 'hugging-face', ...settings });
  return {
    store,
    run: (source: Source, options: Partial<Parameters<typeof runSource>[0]> = {}) =>
      runSource({
        settings: parsed,
        open: () => source,
        store,
        intake: intake(store.papers),
        clock,
        log,
        signal: never,
        ...options,
      }),
    titles: async () => (await store.papers.page('', 1000)).map(({ title }) => title).sort(),
    state: async () => (await store.sources.states())[0],
  };
}

const allTitles = (count: number) => Array.from({ length: count }, (_, i) => `Sample Paper Number ${i + 1}`).sort();

eachStore('a run', openFresh => {
  it('takes in page after page, counts, and tells how far it is', async () => {
    const { run, titles, state } = rig(await openFresh());
    const seen: unknown[] = [];
    const report = await run(pagesOfTwo(3).source, { onProgress: progress => seen.push(progress) });
    expect(report).toEqual({ seen: 6, added: 6, changed: 0, notes: [], noted: 0 });
    expect(seen).toEqual([
      { seen: 2, added: 2, changed: 0, done: 1 / 3 },
      { seen: 4, added: 4, changed: 0, done: 2 / 3 },
      { seen: 6, added: 6, changed: 0, done: 1 },
    ]);
    expect(await titles()).toEqual(allTitles(6));
    expect(await state()).toMatchObject({ failures: 0, counts: { seen: 6, added: 6 } });
  });

  it('keeps two papers of one DOI apart, says so, and links them as no versions of one work', async () => {
    const { run, store } = rig(await openFresh());
    const shared = { arxivId: undefined, doi: '10.5555/1234' };
    const papers = [
      paper(1, {
        ...shared,
        title: 'Ripples over a Plain',
        authors: ['Mira Vale'],
        abstract: 'Sand grows under wind.',
      }),
      paper(2, { ...shared, title: 'Storms on the Sphere', authors: ['Otto Stone'], abstract: 'A scheme for fluids.' }),
    ];
    const report = await run({
      async *pages() {
        yield { papers, position: 1 };
      },
    });
    expect(report).toMatchObject({ added: 2, noted: 1 });
    expect(report?.notes[0]).toContain(
      '“Storms on the Sphere” and “Ripples over a Plain” have the same DOI 10.5555/1234',
    );
    expect((await store.papers.page('', 10)).map(({ versions }) => versions)).toEqual([undefined, undefined]);
  });

  it('that is interrupted at any page goes on there', async () => {
    const { run, titles, state } = rig(await openFresh());
    const { source, readings } = pagesOfTwo(4);
    for (let page = 0; page < 3; page++) {
      const stopping = new AbortController();
      await expect(
        run(source, { signal: stopping.signal, onProgress: () => stopping.abort(new Error('stopped')) }),
      ).rejects.toThrow('stopped');
      expect((await state())?.endedAt).toBeUndefined();
      expect((await state())?.failures).toBe(0);
    }
    await run(source);
    expect(readings.map(({ position }) => position)).toEqual([undefined, 1, 2, 3]);
    expect(await titles()).toEqual(allTitles(8));
  });

  it('that fails keeps what was read, says why, and goes on there', async () => {
    const { run, titles, state } = rig(await openFresh());
    let broken = true;
    const { source, readings } = pagesOfTwo(3, page => {
      if (page === 2 && broken) throw new SourceError('The service was down.');
    });
    await expect(run(source)).rejects.toThrow('The service was down.');
    await expect(run(source)).rejects.toThrow('The service was down.');
    expect(await titles()).toEqual(allTitles(4));
    expect(await state()).toMatchObject({ error: 'The service was down.', failures: 2 });
    broken = false;
    await run(source);
    expect(readings.map(({ position }) => position)).toEqual([undefined, 2, 2]);
    const after = await state();
    expect(after).toMatchObject({ failures: 0 });
    expect(after?.error).toBeUndefined();
    expect(await titles()).toEqual(allTitles(6));
  });

  it('does not pass a page that the collection refused', async () => {
    const { run, store } = rig(await openFresh());
    const { source, readings } = pagesOfTwo(2);
    const full = { upsert: () => Promise.reject(new Error('disk full')) };
    await expect(run(source, { intake: full })).rejects.toThrow('disk full');
    await run(source);
    expect(readings.map(({ position }) => position)).toEqual([undefined, undefined]);
    expect(await store.papers.page('', 10)).toHaveLength(4);
  });

  it('begins a week ago, at the day that is set, or again at the day that is asked for', async () => {
    const database = await openFresh();
    const week = new Date(database.clock.now() - 7 * 86_400_000).toISOString().slice(0, 10);
    const { source, readings } = pagesOfTwo(1);
    await rig(database).run(source);
    await rig(database, { name: 'other', since: '2024-02-01' }).run(source);
    await rig(database).run(source, { since: '2023-01-01' });
    expect(readings.map(({ since, position }) => [since, position])).toEqual([
      [week, undefined],
      ['2024-02-01', undefined],
      ['2023-01-01', undefined],
    ]);
  });

  it('begins again when the source asks for something else, and not when other papers are kept', async () => {
    const database = await openFresh();
    const { source, readings } = pagesOfTwo(1);
    const feed = { kind: 'arxiv-feed', categories: ['cs.LG'] };
    await rig(database, feed).run(source);
    await rig(database, { ...feed, every: '2h', keep: { query: 'number' } }).run(source);
    await rig(database, { ...feed, categories: ['cs.CL'] }).run(source);
    expect(readings.map(({ position }) => position)).toEqual([undefined, 1, undefined]);
  });

  it('keeps only what it is to, and takes over what is new about the papers that are there', async () => {
    const { run, store } = rig(await openFresh(), { keep: { query: 'gradient' } });
    await intake(store.papers).upsert([paper(1), paper(2)]);
    const page: Page = {
      papers: [paper(1, { title: 'A New Title' }), paper(3), paper(4, { abstract: 'On gradients.' })],
      position: 1,
    };
    await run({
      async *pages() {
        yield page;
      },
    });
    expect((await store.papers.page('', 10)).map(({ title }) => title).sort()).toEqual([
      'A New Title',
      'Sample Paper Number 2',
      'Sample Paper Number 4',
    ]);
  });

  it('tells what could not be taken in', async () => {
    const { run } = rig(await openFresh());
    const report = await run({
      async *pages() {
        yield { papers: [paper(1, { title: '?' }), paper(2)], passedOver: ['line 7: nonsense'], position: 1 };
      },
    });
    expect(report).toMatchObject({
      added: 1,
      noted: 2,
      notes: ['line 7: nonsense', '“?”: the title has no letter and no digit'],
    });
  });

  it('that was interrupted says at its end what both of its parts have passed over', async () => {
    const { run, state } = rig(await openFresh(), { keep: { upvotes: 5 } });
    const source: Source = {
      async *pages({ position }) {
        const { abstract: _, ...bare } = paper(1, { upvotes: 9 });
        if (position === undefined)
          yield { papers: [bare, paper(2, { upvotes: 1 })], position: 1, passedOver: ['line 7: it has no title'] };
        yield {
          papers: [{ ...bare, title: 'Another' }, paper(3, { upvotes: 2 })],
          position: 2,
          passedOver: ['line 9: x'],
        };
      },
    };
    const stopping = new AbortController();
    const stop = () => stopping.abort(new Error('stopped'));
    await expect(run(source, { signal: stopping.signal, onProgress: stop })).rejects.toThrow('stopped');
    expect((await state())?.passedOver).toMatchObject({ notes: [], noted: 0 });
    const said = [
      '2 entries have no abstract and name no paper of the collection, such as “Sample Paper Number 1”',
      '2 are not what this source keeps',
      'line 7: it has no title',
      'line 9: x',
    ];
    expect(await run(source)).toMatchObject({ seen: 2, notes: said, noted: 4 });
    expect((await state())?.passedOver).toEqual({ notes: said, noted: 4 });
    // A run that begins again begins its notes again.
    expect(await run(source, { since: '2026-01-01' })).toMatchObject({ seen: 4, noted: 4 });
  });

  it('keeps on record what it passed over, until a run reads something else', async () => {
    const { run, state } = rig(await openFresh(), { keep: { upvotes: 5 } });
    const once = (papers: PaperRecord[]): Source => ({
      async *pages() {
        if (papers.length > 0) yield { papers, position: 1 };
      },
    });
    const { abstract: _, ...bare } = paper(1, { upvotes: 9 });
    await run(once([bare, paper(2, { upvotes: 1 }), paper(3, { upvotes: 9 })]));
    const said = [
      '1 entry has no abstract and names no paper of the collection, such as “Sample Paper Number 1”',
      '1 is not what this source keeps',
    ];
    expect((await state())?.passedOver).toEqual({ notes: said, noted: 2 });
    await run(once([]));
    expect((await state())?.passedOver?.notes).toEqual(said);
    const broken: Source = {
      pages: () => {
        throw new SourceError('down');
      },
    };
    await expect(run(broken)).rejects.toThrow('down');
    expect((await state())?.passedOver?.notes).toEqual(said);
    await run(once([paper(3, { upvotes: 9 })]));
    expect((await state())?.passedOver).toBeUndefined();
  });

  it('is one at a time', async () => {
    const { run } = rig(await openFresh());
    let inner: unknown = 'not asked';
    const { source } = pagesOfTwo(2);
    await run(source, {
      onProgress: () => {
        inner = run(source);
      },
    });
    expect(await inner).toBeUndefined();
  });
});
