import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RateLimits } from '../../../src/sandbox/faults/rate-limits.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { call, channelId } from '../api.ts';
import { restFor } from '../bot.ts';

const PLACE = { guild: 'Paper club', channel: 'papers' };
const ROUTE = 'POST /channels/{channel}/messages';
const BODY = { content: 'hello', allowed_mentions: { parse: [] } };

let sandbox: Sandbox;
let path: `/${string}`;
beforeEach(async () => {
  sandbox = await startSandbox();
  path = `/channels/${channelId(sandbox, 'Paper club', 'papers')}/messages`;
});
afterEach(() => sandbox.close());

const seen = () => sandbox.person('reader').sees(PLACE).length;

it('fails before taking effect, as often as ordered', async () => {
  sandbox.faults.failNext({ route: ROUTE, status: 500, times: 2 });
  expect(await call(sandbox, 'GET', '/users/@me')).toMatchObject({ status: 200 });
  const statuses = [];
  for (let count = 0; count < 3; count += 1) statuses.push((await call(sandbox, 'POST', path, BODY)).status);
  expect(statuses).toEqual([500, 500, 200]);
  expect(seen()).toBe(1);
});

it('fails after taking effect: with a status, or by a connection that breaks', async () => {
  sandbox.faults.failNext({ route: ROUTE, status: 502, when: 'after' });
  expect(await call(sandbox, 'POST', path, BODY)).toMatchObject({ status: 502 });
  sandbox.faults.failNext({ route: ROUTE, status: 'drop', when: 'after' });
  await expect(call(sandbox, 'POST', path, BODY)).rejects.toThrow();
  expect(seen()).toBe(2);
});

it('limits the rate in a way that the client waits out', async () => {
  sandbox.faults.rateLimitNext({ route: ROUTE, retryAfter: 0.05 });
  expect(await restFor(sandbox).post(path, { body: BODY })).toMatchObject({ content: 'hello' });
  expect(sandbox.requests.map(({ status }) => status)).toEqual([429, 200]);
});

it('holds a request until it is let go', async () => {
  const held = sandbox.faults.holdNext({ route: ROUTE, when: 'after' });
  const answer = call(sandbox, 'POST', path, BODY);
  await held.arrived;
  expect(seen()).toBe(1);
  held.release();
  expect(await answer).toMatchObject({ status: 200 });
});

it('is forgotten on demand, and knows its routes', async () => {
  sandbox.faults.failNext({ status: 500 });
  sandbox.faults.clear();
  expect(await call(sandbox, 'GET', '/users/@me')).toMatchObject({ status: 200 });
  expect(() => sandbox.faults.failNext({ status: 500, route: 'POST /nowhere' })).toThrow('no route');
});

describe('limits', () => {
  const LIMITS = { messagesPerChannel: { count: 2, seconds: 0.2 } };

  it('are told in headers that a client keeps by itself', async () => {
    await sandbox.close();
    sandbox = await startSandbox({ limits: LIMITS });
    const rest = restFor(sandbox);
    await Promise.all(Array.from({ length: 5 }, () => rest.post(path, { body: BODY })));
    expect(sandbox.requests.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(seen()).toBe(5);
  });

  it('are enforced for whoever does not look', async () => {
    await sandbox.close();
    sandbox = await startSandbox({ limits: { messagesPerChannel: { count: 1, seconds: 60 } } });
    expect(await call(sandbox, 'POST', path, BODY)).toMatchObject({ status: 200 });
    expect(await call(sandbox, 'POST', path, BODY)).toMatchObject({ status: 429, body: { global: false } });
    expect(await call(sandbox, 'GET', path)).toMatchObject({ status: 200 });
  });

  it('hold for each channel and over all, until their time is over', () => {
    const limits = new RateLimits({ messagesPerChannel: { count: 2, seconds: 5 }, perSecond: 4 });
    const refusal = (major: string, now: number, global = true) =>
      limits.count({ route: ROUTE, major, global }, now).refusal?.body;
    expect([refusal('a', 0), refusal('a', 0), refusal('b', 100)]).toEqual([undefined, undefined, undefined]);
    expect(refusal('a', 200)).toMatchObject({ retry_after: 4.8, global: false });
    expect(refusal('c', 250)).toMatchObject({ retry_after: 0.75, global: true });
    expect(refusal('c', 250, false)).toBeUndefined();
    expect(refusal('c', 1000)).toBeUndefined();
    expect(refusal('a', 5000)).toBeUndefined();
  });
});
