import { describe, expect, it } from 'vitest';
import { huggingFace } from '../../src/sources/hugging-face.ts';
import {
  interruptedAtEveryPage,
  jumpingClock,
  papersOf,
  type Reply,
  readAll,
  startService,
  testClient,
} from './rig.ts';

const NOW = Date.UTC(2026, 0, 4, 12);

/** An entry of the list, as the service has it. */
function feature(id: string, paper: Record<string, unknown> = {}, outer: Record<string, unknown> = {}) {
  return {
    paper: {
      id,
      title: `Featured ${id}`,
      summary: `The whole abstract of ${id}, to its end.`,
      authors: [
        { _id: 'a', name: 'Ada Example', hidden: false },
        { _id: 'b', name: 'Not Shown', hidden: true },
      ],
      publishedAt: '2026-01-02T18:59:58.000Z',
      submittedOnDailyAt: '2026-01-03T01:00:00.000Z',
      upvotes: 12,
      discussionId: 'x',
      ...paper,
    },
    title: `Featured ${id}`,
    summary: 'The whole abstract',
    publishedAt: '2026-01-02T18:59:58.000Z',
    numComments: 1,
    submittedBy: { name: 'someone' },
    isAuthorParticipating: false,
    ...outer,
  };
}

async function daily(answer: (day: string, count: number, headers: Record<string, unknown>) => Reply | undefined) {
  const service = await startService((url, headers, count) =>
    answer(url.searchParams.get('date') ?? '', count, headers),
  );
  const clock = jumpingClock();
  let now = NOW;
  const source = huggingFace({
    client: testClient(clock),
    address: `${service.address}/api/daily_papers`,
    now: () => now,
  });
  return { service, source, clock, tomorrow: () => (now += 86_400_000) };
}

const list = (...features: unknown[]): Reply => ({ body: JSON.stringify(features) });
const days = (service: { asked: { url: URL }[] }) => service.asked.map(({ url }) => url.searchParams.get('date'));

describe('the daily papers of Hugging Face', () => {
  it('are read day by day up to today', async () => {
    const { service, source } = await daily(day => list(feature(`2601.000${day.slice(8)}`)));
    const pages = await readAll(source, { since: '2026-01-01' });
    expect(days(service)).toEqual(['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04']);
    expect(papersOf(pages)).toHaveLength(4);
    expect(pages.at(-1)?.progress).toEqual({ seen: 4, of: 4 });
  });

  it('tell of a paper the longer abstract, the names that are shown, the links and the upvotes', async () => {
    const links = { projectPage: 'https://example.org/project', githubRepo: 'https://github.com/example/code' };
    const { source } = await daily(() => list(feature('2601.00001', links)));
    expect(papersOf(await readAll(source, { since: '2026-01-04' }))).toEqual([
      {
        title: 'Featured 2601.00001',
        abstract: 'The whole abstract of 2601.00001, to its end.',
        own: false,
        fills: true,
        arxivId: '2601.00001',
        authors: ['Ada Example'],
        date: '2026-01-02',
        links: ['https://example.org/project', 'https://github.com/example/code'],
        upvotes: 12,
      },
    ]);
  });

  it('may lack any field but the id and the title, or have it in another form', async () => {
    const odd = {
      summary: null,
      authors: [null, { name: 'Bo Sample' }, 'someone'],
      publishedAt: 7,
      upvotes: 'many',
      githubRepo: {},
    };
    const { source } = await daily(() =>
      list(
        { paper: { id: '2601.00001', title: 'Little is Known' } },
        feature('2601.00002', odd, { summary: 'Short.' }),
        feature('2601.00003', { title: '' }, { title: 'The Outer Title' }),
        feature('2601.00004', { title: '' }, { title: '' }),
        feature('no id'),
        null,
        'nonsense',
      ),
    );
    const papers = papersOf(await readAll(source, { since: '2026-01-04' }));
    expect(papers).toMatchObject([
      { title: 'Little is Known', abstract: '', authors: [] },
      { title: 'Featured 2601.00002', abstract: 'Short.', authors: ['Bo Sample'], links: [], upvotes: undefined },
      { title: 'The Outer Title' },
    ]);
  });

  it('are asked again for the last seven days, for the upvotes, and not for those before', async () => {
    const { service, source, tomorrow } = await daily(() => list());
    const pages = await readAll(source, { since: '2025-12-20' });
    const asked = service.asked.length;
    tomorrow();
    await readAll(source, { position: pages.at(-1)?.position, since: '2025-12-20' });
    expect(days(service).slice(asked)).toEqual([
      '2025-12-30',
      '2025-12-31',
      '2026-01-01',
      '2026-01-02',
      '2026-01-03',
      '2026-01-04',
      '2026-01-05',
    ]);
  });

  it('are read from where they were left after a long pause', async () => {
    const { service, source, tomorrow } = await daily(() => list());
    const pages = await readAll(source, { since: '2026-01-04' });
    for (let day = 0; day < 20; day++) tomorrow();
    // Where a first run would begin is later by now.
    await readAll(source, { position: pages.at(-1)?.position, since: '2026-01-20' });
    expect(days(service).slice(1, 3)).toEqual(['2026-01-05', '2026-01-06']);
    expect(days(service).at(-1)).toBe('2026-01-24');
  });

  it('are not read again where nothing has changed', async () => {
    const { source, service } = await daily((day, _, headers) =>
      headers['if-none-match'] === day ? { status: 304 } : { ...list(feature('2601.00001')), headers: { etag: day } },
    );
    const pages = await readAll(source, { since: '2026-01-01' });
    const again = await readAll(source, { position: JSON.parse(JSON.stringify(pages.at(-1)?.position)) });
    expect(papersOf(again)).toEqual([]);
    expect(service.asked).toHaveLength(4 + 4);
  });

  it.each([
    ['an error', { body: '{"error":"Internal Error"}' }],
    ['half an answer', { body: '[{"paper":{"id":' }],
    ['a page of words', { body: '<html>Too many requests</html>' }],
  ])('are asked again after %s', async (_, reply) => {
    const { source, service } = await daily((_, count) => (count === 1 ? reply : list(feature('2601.00001'))));
    expect(papersOf(await readAll(source, { since: '2026-01-04' }))).toHaveLength(1);
    expect(service.asked).toHaveLength(2);
  });

  it('go on with the next day, whichever was the last', async () => {
    const { source } = await daily(day => list(feature(`2601.000${day.slice(8)}`)));
    expect((await interruptedAtEveryPage(source, 4)).map(({ arxivId }) => arxivId)).toEqual([
      '2601.00001',
      '2601.00002',
      '2601.00003',
      '2601.00004',
    ]);
  });
});
