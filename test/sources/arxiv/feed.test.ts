import { describe, expect, it } from 'vitest';
import { arxivFeed } from '../../../src/sources/arxiv/feed.ts';
import { papersOf, type Reply, readAll, startService, testClient } from '../rig.ts';
import { atom, rss, type Sample, sample } from '../samples.ts';

async function feed(answer: (headers: Record<string, unknown>, count: number) => Reply) {
  const service = await startService((_, headers, count) => answer(headers, count));
  const source = arxivFeed({
    client: testClient(),
    address: `${service.address}/rss`,
    categories: ['cs.LG', 'stat.ML'],
  });
  return { service, source };
}

const announced: Sample[] = [
  sample(1, { announced: 'new', doi: '10.1000/xyz.1' }),
  sample(2, { announced: 'cross', categories: ['math.ST', 'stat.ML'] }),
  sample(3, { announced: 'replace' }),
  sample(4, { announced: 'replace-cross' }),
];

describe('the daily feeds of arXiv', () => {
  it.each([
    ['RSS', rss],
    ['Atom', atom],
  ])('are read as %s; a replacement is no new paper', async (_, form) => {
    const { service, source } = await feed(() => ({ body: form(announced) }));
    const papers = papersOf(await readAll(source));
    expect(service.asked[0]?.url.pathname).toBe('/rss/cs.LG+stat.ML');
    expect(papers.map(({ arxivId, onlyKnown = false }) => [arxivId, onlyKnown])).toEqual([
      ['2601.00001', false],
      ['2601.00002', false],
      ['2601.00003', true],
      ['2601.00004', true],
    ]);
    expect(papers[0]).toMatchObject({ title: 'Sample Paper Number 1', abstract: 'We study the number 1.' });
    expect(papers[1]?.categories).toEqual(['math.ST', 'stat.ML']);
  });

  it('name the authors in one string, with affiliations in brackets', async () => {
    const { source } = await feed(() => ({ body: rss([sample(1)]) }));
    expect(papersOf(await readAll(source))[0]?.authors).toEqual(['Ada Example', 'Bo Sample', 'Cy Instance']);
  });

  it('have a paper once though it stands in several categories, and as new if it is so in one', async () => {
    const twice = [
      sample(1, { announced: 'replace-cross' }),
      sample(1, { announced: 'new' }),
      sample(1, { announced: 'cross' }),
    ];
    const { source } = await feed(() => ({ body: rss(twice) }));
    const papers = papersOf(await readAll(source));
    expect(papers).toHaveLength(1);
    expect(papers[0]?.onlyKnown).toBeUndefined();
  });

  it('may be empty, as at weekends', async () => {
    const { source } = await feed(() => ({ body: rss([]), headers: { etag: '"saturday"' } }));
    expect(await readAll(source)).toEqual([{ papers: [], position: { validators: { etag: '"saturday"' } } }]);
  });

  it('are asked only for what is new', async () => {
    const { service, source } = await feed(headers =>
      headers['if-none-match'] === '"a"' && headers['if-modified-since'] === 'Thu, 15 Jan 2026 05:00:00 GMT'
        ? { status: 304 }
        : { body: rss(announced), headers: { etag: '"a"', 'last-modified': 'Thu, 15 Jan 2026 05:00:00 GMT' } },
    );
    const [page] = await readAll(source);
    expect(page?.papers).toHaveLength(4);
    expect(await readAll(source, { position: JSON.parse(JSON.stringify(page?.position)) })).toEqual([]);
    expect(service.asked).toHaveLength(2);
  });

  it('that do not know a category say so', async () => {
    const error = rss([]).replace(/<description>[^<]*/, '<description>Invalid archive "cs.XX"');
    const { source } = await feed(() => ({ status: 400, body: error }));
    await expect(readAll(source)).rejects.toThrow(/refused the request with 400 .*Invalid archive "cs.XX"/);
  });

  it('are asked again when throttled in words', async () => {
    const { service, source } = await feed((_, count) =>
      count === 1 ? { body: 'Rate exceeded.' } : { body: rss(announced) },
    );
    expect(papersOf(await readAll(source))).toHaveLength(4);
    expect(service.asked).toHaveLength(2);
  });
});
