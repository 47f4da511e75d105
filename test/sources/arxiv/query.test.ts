import { describe, expect, it } from 'vitest';
import { arxivQuery } from '../../../src/sources/arxiv/query.ts';
import {
  interruptedAtEveryPage,
  jumpingClock,
  papersOf,
  type Reply,
  readAll,
  startService,
  testClient,
} from '../rig.ts';
import { queryEntry, queryError, queryFeed, type Sample, sample } from '../samples.ts';

const NOW = Date.UTC(2026, 0, 15, 12);

/** Lists the samples as arXiv does, at most `most` at once; `spoil` may answer something else to the nth request. */
async function listing(
  samples: readonly Sample[],
  { most = 3, spoil = (_: number): Reply | undefined => undefined } = {},
) {
  const service = await startService((url, _, count) => {
    const start = Number(url.searchParams.get('start'));
    const entries = samples.slice(start, start + most).map(queryEntry);
    return spoil(count) ?? { body: queryFeed(entries, samples.length, start) };
  });
  const clock = jumpingClock();
  const source = arxivQuery({
    client: testClient(clock),
    address: `${service.address}/api/query`,
    query: 'cat:cs.LG',
    now: () => NOW,
  });
  return { service, clock, source };
}

const seven = [1, 2, 3, 4, 5, 6, 7].map(n => sample(n));

describe('the query service of arXiv', () => {
  it('is asked for what was submitted since the last run, the oldest first', async () => {
    const { service, source } = await listing(seven);
    const pages = await readAll(source, { since: '2026-01-02' });
    expect(papersOf(pages).map(({ arxivId }) => arxivId)).toEqual(seven.map(({ id }) => id));
    expect(Object.fromEntries(service.asked[0]?.url.searchParams ?? [])).toEqual({
      search_query: '(cat:cs.LG) AND submittedDate:[202601020000 TO 202601151200]',
      start: '0',
      max_results: '200',
      sortBy: 'submittedDate',
      sortOrder: 'ascending',
    });
    expect(service.asked.map(({ url }) => url.searchParams.get('start'))).toEqual(['0', '3', '6']);
    expect(service.asked[0]?.headers['user-agent']).toBe('Offprint/test (mailto:library@example.org)');
    expect(pages.at(-1)?.progress).toEqual({ seen: 7, of: 7 });
    // Papers appear days after their submission: the next run goes back a week.
    expect(pages.at(-1)?.position).toEqual({ from: '202601081200' });
  });

  it('tells of a paper what there is: folded, without version, and with what was published', async () => {
    const entry = sample(1, {
      title: 'A Title that is Wrapped',
      comment: '12 pages, accepted somewhere',
      doi: '10.1000/XYZ.1',
      journal: 'J. Exam. 12 (2025) 34-56',
    });
    const { source } = await listing([entry]);
    expect(papersOf(await readAll(source))).toEqual([
      {
        title: 'A Title that is Wrapped',
        abstract: 'We study the number 1.',
        own: false,
        withdrawn: false,
        arxivId: '2601.00001',
        doi: '10.1000/xyz.1',
        authors: ['Ada Example', 'Bo Sample'],
        venue: 'J. Exam. 12 (2025) 34-56',
        type: 'article-journal',
        year: 2025,
        date: '2026-01-05',
        categories: ['cs.LG', 'stat.ML'],
      },
    ]);
  });

  it('knows ids of the old kind', async () => {
    const { source } = await listing([sample(1, { id: 'math/0211159', categories: ['math.DG'] })]);
    expect(papersOf(await readAll(source))).toMatchObject([{ arxivId: 'math/0211159' }]);
  });

  it('passes over an entry without title, which stands for an id that arXiv does not have', async () => {
    const { source } = await listing([sample(1, { title: undefined }), sample(2)]);
    expect(papersOf(await readAll(source))).toMatchObject([{ arxivId: '2601.00002' }]);
  });

  it('only marks a paper that was withdrawn, and does not take the notice for its abstract', async () => {
    const { source } = await listing([
      sample(1, { abstract: 'This paper has been withdrawn by the authors due to an error in Lemma 2.' }),
      sample(2, { comment: 'Withdrawn by the author because of a gap in the proof' }),
      sample(3, { comment: 'Withdrawn from a workshop, to appear at a conference' }),
      sample(4, { abstract: 'We study how customers react when this product is withdrawn from the market.' }),
    ]);
    const [first, second, third, fourth] = papersOf(await readAll(source));
    expect(first).toMatchObject({ withdrawn: true, onlyKnown: true, abstract: undefined });
    expect(second).toMatchObject({ withdrawn: true, onlyKnown: true, abstract: 'We study the number 2.' });
    expect(third?.withdrawn).toBe(false);
    expect(fourth?.withdrawn).toBe(false);
  });

  it('is asked again when it says that the rate is exceeded, in words and with status 200', async () => {
    const { service, clock, source } = await listing(seven, {
      spoil: count => (count === 2 ? { body: 'Rate exceeded.' } : undefined),
    });
    expect(papersOf(await readAll(source))).toHaveLength(7);
    expect(service.asked).toHaveLength(4);
    expect(clock.waited).toEqual([3_750]);
  });

  it.each([
    ['503 with Retry-After', { status: 503, headers: { 'retry-after': '30' } }, 30_000],
    ['429', { status: 429, body: 'Too many requests' }, 3_750],
    ['an answer that is cut off', { body: queryFeed(seven.map(queryEntry), 7), cutAt: 900 }, 3_750],
    ['half an answer that pretends to be whole', { body: queryFeed(seven.map(queryEntry), 7).slice(0, 900) }, 3_750],
    ['a page of words', { body: '<html><body><p>Down for maintenance</p></body></html>' }, 3_750],
    ['nothing at all', { body: '' }, 3_750],
    ['a feed that does not say how long it is', { body: '<feed xmlns="http://www.w3.org/2005/Atom"></feed>' }, 3_750],
  ])('is asked again after %s', async (_, reply: Reply, wait) => {
    const { clock, source } = await listing(seven, { spoil: count => (count === 1 ? reply : undefined) });
    expect(papersOf(await readAll(source))).toHaveLength(7);
    expect(clock.waited).toEqual([wait]);
  });

  it('is given up after six tries, with the reason', async () => {
    const { service, source } = await listing(seven, { spoil: () => ({ status: 500 }) });
    await expect(readAll(source)).rejects.toThrow(
      /gave no answer \(6 tries\): it answered 500 .*goes on where this one stopped/,
    );
    expect(service.asked).toHaveLength(6);
  });

  it('says what is wrong with a query, which it tells as an entry and with status 200', async () => {
    const { service, source } = await listing(seven, {
      spoil: () => ({ body: queryError('incorrect field name: foo') }),
    });
    await expect(readAll(source)).rejects.toThrow(/did not understand the query: “incorrect field name: foo”/);
    expect(service.asked).toHaveLength(1);
  });

  it('takes a paper called “Error” for a paper', async () => {
    const { source } = await listing([sample(1, { title: 'Error' })]);
    expect(papersOf(await readAll(source))).toMatchObject([{ title: 'Error' }]);
  });

  it('is asked again when a slice in the middle is empty', async () => {
    const { service, source } = await listing(seven, {
      spoil: count => (count === 2 || count === 3 ? { body: queryFeed([], 7, 3) } : undefined),
    });
    expect(papersOf(await readAll(source))).toHaveLength(7);
    expect(service.asked.map(({ url }) => url.searchParams.get('start'))).toEqual(['0', '3', '3', '3', '6']);
  });

  it('is at its end when the last slice stays empty', async () => {
    const { source } = await listing(seven, {
      spoil: count => (count > 2 ? { body: queryFeed([], 7, 6) } : undefined),
    });
    const pages = await readAll(source);
    expect(papersOf(pages)).toHaveLength(6);
    expect(pages.at(-1)?.position).toEqual({ from: '202601081200' });
  });

  it('does not go back behind the first day', async () => {
    const { source } = await listing(seven);
    const pages = await readAll(source, { since: '2026-01-12' });
    expect(pages.at(-1)?.position).toEqual({ from: '202601120000' });
    // A listing that was begun long ago: where a first run would begin is later by now.
    const begun = { from: '202512010000', listing: { until: '202512050000', start: 0 } };
    const old = await readAll(source, { position: begun, since: '2026-01-12' });
    expect(old.at(-1)?.position).toEqual({ from: '202512050000' });
  });

  it('that has nothing is no error', async () => {
    const { source } = await listing([]);
    expect(papersOf(await readAll(source))).toEqual([]);
  });

  it('begins a new window before a listing grows longer than arXiv goes', async () => {
    const many = Array.from({ length: 10_600 }, (_, i) =>
      sample(i + 1, { published: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString() }),
    );
    const service = await startService(url => {
      const [, from = ''] = /\[(\d{12})/.exec(url.searchParams.get('search_query') ?? '') ?? [];
      const start = Number(url.searchParams.get('start'));
      const inWindow = many.filter(({ published = '' }) => published.slice(0, 16).replace(/\D/g, '') >= from);
      return { body: queryFeed(inWindow.slice(start, start + 2_000).map(queryEntry), inWindow.length, start) };
    });
    const source = arxivQuery({ client: testClient(), address: service.address, query: 'x', now: () => NOW });
    const ids = papersOf(await readAll(source)).map(({ arxivId }) => arxivId);
    expect(new Set(ids)).toEqual(new Set(many.map(({ id }) => id)));
    expect(Math.max(...service.asked.map(({ url }) => Number(url.searchParams.get('start'))))).toBeLessThan(10_000);
  });

  it('goes on where a run was interrupted, whichever page that was', async () => {
    const { source } = await listing(seven);
    const papers = await interruptedAtEveryPage(source, 3);
    expect(papers.map(({ arxivId }) => arxivId)).toEqual(seven.map(({ id }) => id));
  });
});
