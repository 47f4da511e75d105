import { describe, expect, it } from 'vitest';
import { jumpingClock, type Reply, startService, testClient } from '../rig.ts';

async function get(answer: (count: number) => Reply, signal = new AbortController().signal) {
  const service = await startService((_url, _headers, count) => answer(count));
  const clock = jumpingClock();
  const url = new URL(`${service.address}/list`);
  const body = testClient(clock).get({ url, service: 'arxiv', signal }, async text => text);
  return { service, body };
}

describe('the client', () => {
  it('does not read what is too large, whether it is said beforehand or not', async () => {
    const huge = 'x'.repeat(33 * 2 ** 20);
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const { body, service } = await get(() => ({ body: huge, headers }));
      await expect(body).rejects.toThrow(/more than 32 MB/);
      expect(service.asked).toHaveLength(1);
    }
  });

  it('does not repeat what is refused', async () => {
    const { body, service } = await get(() => ({ status: 404, body: '<h1>No such  set</h1>' }));
    await expect(body).rejects.toThrow(/refused the request with 404 Not Found: “No such set”/);
    expect(service.asked).toHaveLength(1);
  });

  it('says what it waits for', async () => {
    const service = await startService((_url, _headers, count) =>
      count === 1 ? { status: 503, headers: { 'retry-after': '40' } } : { body: 'whole' },
    );
    const waits: string[] = [];
    const url = new URL(service.address);
    const signal = new AbortController().signal;
    await testClient().get({ url, service: 'arxiv', signal, onWait: what => waits.push(what) }, async text => text);
    const asked = `waiting for the answer of ${url.host}`;
    const again = `${url.host} gave no answer (it answered 503 Service Unavailable); asking it again in 40 s`;
    expect(waits).toEqual([asked, again, asked]);
  });

  it('asks again when the line breaks', async () => {
    const { body, service } = await get(count => (count < 3 ? { body: 'whole', cutAt: 2 } : { body: 'whole' }));
    expect(await body).toMatchObject({ kind: 'new', value: 'whole' });
    expect(service.asked).toHaveLength(3);
  });

  it('says why there is no answer when nobody listens', async () => {
    const body = testClient().get(
      { url: new URL('http://127.0.0.1:9/list'), service: 'arxiv', signal: new AbortController().signal },
      async text => text,
    );
    await expect(body).rejects.toThrow(/127\.0\.0\.1:9 gave no answer \(6 tries\): /);
  });

  it('stops at once when it is told to', async () => {
    const ending = new AbortController();
    const { body } = await get(() => {
      ending.abort(new Error('stopped'));
      return { status: 503 };
    }, ending.signal);
    await expect(body).rejects.toThrow('stopped');
  });

  it('does not pass over a mistake in reading as if it were the service’s', async () => {
    const service = await startService(() => ({ body: 'x' }));
    const ask = { url: new URL(service.address), service: 'arxiv', signal: new AbortController().signal } as const;
    const reading = testClient().get(ask, async () => {
      throw new TypeError('a mistake');
    });
    await expect(reading).rejects.toThrow('a mistake');
    expect(service.asked).toHaveLength(1);
  });
});
