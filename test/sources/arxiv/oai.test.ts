import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { arxivOai } from '../../../src/sources/arxiv/oai.ts';
import {
  interruptedAtEveryPage,
  jumpingClock,
  papersOf,
  type Reply,
  readAll,
  startService,
  testClient,
} from '../rig.ts';
import { oai, sample } from '../samples.ts';

const seven = [1, 2, 3, 4, 5, 6, 7].map(n => sample(n));

/** Lists of three, with tokens; `spoil` may answer something else to the nth request. */
async function harvest(spoil: (count: number, token: string | null) => Reply | undefined = () => undefined) {
  const service = await startService((url, _, count) => {
    const token = url.searchParams.get('resumptionToken');
    const at = Number(token?.replace('token-', '') ?? 0);
    const next = at + 3 < seven.length ? `token-${at + 3}` : '';
    return spoil(count, token) ?? { body: oai({ records: seven.slice(at, at + 3), token: next, cursor: at, size: 7 }) };
  });
  const clock = jumpingClock();
  const source = arxivOai({ client: testClient(clock), address: `${service.address}/oai`, set: 'cs:cs:LG' });
  return { service, clock, source };
}

describe('arXiv by OAI-PMH', () => {
  it('is harvested list by list until the token is empty', async () => {
    const { service, source } = await harvest();
    const pages = await readAll(source, { since: '2026-01-02' });
    expect(papersOf(pages).map(({ arxivId }) => arxivId)).toEqual(seven.map(({ id }) => id));
    expect(service.asked.map(({ url }) => Object.fromEntries(url.searchParams))).toEqual([
      { verb: 'ListRecords', metadataPrefix: 'arXiv', from: '2026-01-02', set: 'cs:cs:LG' },
      { verb: 'ListRecords', resumptionToken: 'token-3' },
      { verb: 'ListRecords', resumptionToken: 'token-6' },
    ]);
    expect(pages.map(({ progress }) => progress)).toEqual([
      { seen: 3, of: 7 },
      { seen: 6, of: 7 },
      { seen: 7, of: 7 },
    ]);
    // The day on which this harvest began, by the service's clock: what changed later that day is seen then.
    expect(pages.at(-1)?.position).toEqual({ from: '2026-01-15' });
  });

  it('tells of a paper what there is', async () => {
    const record = sample(1, {
      title: 'A\n  Title',
      doi: '10.1000/xyz.1',
      journal: 'J. Exam. (2025)',
      categories: ['cs.LG', 'math.OC'],
    });
    const { source } = await harvest(() => ({ body: oai({ records: [record] }) }));
    expect(papersOf(await readAll(source))).toEqual([
      {
        title: 'A Title',
        abstract: 'We study the number 1.',
        own: false,
        withdrawn: false,
        arxivId: '2601.00001',
        doi: '10.1000/xyz.1',
        authors: ['Ada Example', 'Bo Sample Jr.', 'The Collaboration'],
        venue: 'J. Exam. (2025)',
        type: 'article-journal',
        year: 2025,
        date: '2026-01-05',
        categories: ['cs.LG', 'math.OC'],
      },
    ]);
  });

  it('waits for as long as it is told to', async () => {
    const { clock, source } = await harvest(count =>
      count === 2 ? { status: 503, headers: { 'retry-after': '120' } } : undefined,
    );
    expect(papersOf(await readAll(source))).toHaveLength(7);
    expect(clock.waited).toEqual([120_000]);
  });

  it('is asked again when there are neither records nor a reason', async () => {
    const { service, source } = await harvest(count =>
      count === 2 ? { body: oai({}).replace(/<\/?ListRecords>/g, '') } : undefined,
    );
    expect(papersOf(await readAll(source))).toHaveLength(7);
    expect(service.asked).toHaveLength(4);
  });

  it('leaves it to the next run when it is told to wait for hours', async () => {
    const { source } = await harvest(count =>
      count === 2 ? { status: 503, headers: { 'retry-after': '7200' } } : undefined,
    );
    await expect(readAll(source)).rejects.toThrow(/asks to be left alone for 120 min/);
  });

  it('that has no news is no error', async () => {
    const { source } = await harvest(() => ({ body: oai({ error: { code: 'noRecordsMatch', text: 'No records.' } }) }));
    expect(await readAll(source)).toEqual([{ papers: [], position: { from: '2026-01-15' } }]);
  });

  it('says what is wrong with the request', async () => {
    const { source } = await harvest(() => ({
      body: oai({ error: { code: 'badArgument', text: 'Set cs:XX does not exist.' } }),
    }));
    await expect(readAll(source)).rejects.toThrow(/badArgument\): “Set cs:XX does not exist.”/);
  });

  it('marks a deleted record as withdrawn, if the collection has it', async () => {
    const { source } = await harvest(() => ({ body: oai({ records: [sample(1, { deleted: true }), sample(2)] }) }));
    expect(papersOf(await readAll(source))).toMatchObject([
      { arxivId: '2601.00001', withdrawn: true, onlyKnown: true },
      { arxivId: '2601.00002' },
    ]);
  });

  it('begins the list again when the token has expired', async () => {
    let expired = false;
    const { service, source } = await harvest((_, token) => {
      if (token !== 'token-3' || expired) return undefined;
      expired = true;
      return { body: oai({ error: { code: 'badResumptionToken', text: 'Expired.' } }) };
    });
    const ids = papersOf(await readAll(source)).map(({ arxivId }) => arxivId);
    expect(new Set(ids)).toEqual(new Set(seven.map(({ id }) => id)));
    expect(service.asked).toHaveLength(5);
  });

  it('does not go round in circles', async () => {
    const { service, source } = await harvest(() => ({ body: oai({ records: [sample(1)], token: 'again' }) }));
    await expect(readAll(source)).rejects.toThrow(/does not let the list go on/);
    expect(service.asked).toHaveLength(2);
  });

  it('goes on from the last token, whichever list was the last', async () => {
    const { source } = await harvest();
    expect((await interruptedAtEveryPage(source, 3)).map(({ arxivId }) => arxivId)).toEqual(seven.map(({ id }) => id));
  });
});

describe('a day before the earliest that arXiv takes', () => {
  it('means everything; when it refuses all the same, the message names that day', async () => {
    const refusal = readFileSync(
      new URL('../../papers/references/fixtures/21-oai-from-the-beginning.xml', import.meta.url),
      'utf8',
    );
    const service = await startService(() => ({ body: refusal }));
    const source = arxivOai({ client: testClient(), address: `${service.address}/oai` });
    await expect(readAll(source, { since: '1995-01-01' })).rejects.toThrow(/badArgument.*the earliest is 2005-09-16/);
    expect(service.asked[0]?.url.searchParams.has('from')).toBe(false);
  });
});
