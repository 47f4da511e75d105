import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { onPostgres } from '../store/each-store.ts';
import { silentProxy } from '../store/silent-proxy.ts';
import { AT_HALF_PAST_EIGHT, dailyStage, HOUR, MINUTE, PAPERS } from './daily.ts';
import { type StageOptions, setTheStage } from './harness.ts';
import { addressIn, readyz, scrape } from './metrics.ts';

const WATCHED = { HTTP_PORT: '0' };

async function watchedStage(options: StageOptions = {}) {
  const lines: string[] = [];
  const stage = await setTheStage({ lines, ...options, env: { ...WATCHED, ...options.env } });
  return { ...stage, lines, address: addressIn(lines) };
}

it('counts interactions by command and outcome, requests by route, and nobody by name or id', async () => {
  const { sandbox, address } = await watchedStage({ faulty: true });
  const reader = sandbox.person('reader');
  const found = await reader.slash(PAPERS, 'search', { query: 'calibration' });
  await reader.press(await found.later(), 'Next');
  await reader.complete(PAPERS, 'search', { query: 'calib' }, 'query');
  sandbox.faults.failNext({
    route: 'POST /interactions/{interaction}/{token}/callback',
    status: 404,
    body: { code: 10_062, message: 'Unknown interaction' },
  });
  await reader.slash(PAPERS, 'random').catch(() => {});
  const { text, value } = await scrape(address);
  const count = 'offprint_interaction_seconds_count';
  expect(value(count, { command: 'search', kind: 'command', outcome: 'answered' })).toBe(1);
  expect(value(count, { command: 'search', kind: 'component', outcome: 'answered' })).toBe(1);
  expect(value(count, { command: 'search', kind: 'autocomplete', outcome: 'answered' })).toBe(1);
  expect(value(count, { command: 'random', kind: 'command', outcome: 'too-late' })).toBe(1);
  const callback = { method: 'POST', route: '/interactions/:id/:token/callback' };
  expect(value('offprint_discord_request_seconds_count', { ...callback, status: '404' })).toBe(1);
  expect(value('offprint_index_papers')).toBe(119);
  const isMember = ({ members }: { members: ReadonlyMap<string, unknown> }) => members.has(sandbox.botUserId);
  expect(value('offprint_servers')).toBe([...sandbox.world.guilds.values()].filter(isMember).length);
  expect(value('offprint_gateway_connects_total', { session: 'new' })).toBe(1);
  expect(value('offprint_database_query_seconds_count', { outcome: 'done' })).toBeGreaterThan(0);
  expect(value('nodejs_eventloop_lag_seconds')).toBeDefined();
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(0);
  expect(text).not.toMatch(/="[^"]*\d{15,}/);
  expect(text).not.toContain(sandbox.token);
});

it('alive and ready while all is well; says what there is to other paths, and takes only reading', async () => {
  const { address } = await watchedStage();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await (await fetch(`${address}/livez`)).text()).toBe('alive\n');
  expect(await readyz(address)).toEqual({ status: 200, text: 'database: ready\nindex: ready\ngateway: ready\n' });
  const other = await fetch(`${address}/constructor`);
  expect([other.status, await other.text()]).toEqual([404, 'Only these paths exist: /livez, /readyz, /metrics.\n']);
  const posted = await fetch(`${address}/metrics`, { method: 'POST' });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect((await fetch(`${address}/livez?probe=1`, { method: 'HEAD' })).status).toBe(200);
});

it('serves nothing unless it is asked to', async () => {
  const lines: string[] = [];
  await setTheStage({ lines });
  expect(lines.join()).not.toContain('Health and metrics');
});

it('a port that is taken ends the start with an error that says why', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise(resolve => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(setTheStage({ env: { HTTP_PORT: String(port) } })).rejects.toThrow(
    new RegExp(`HTTP_PORT ${port} on 127\\.0\\.0\\.1 is in use or not allowed: .*Set a port that is free`),
  );
});

it('while Discord is out of order: alive, not ready and why, and counted; ready again afterwards', async () => {
  const clock = drivenClock();
  const { sandbox, address } = await watchedStage({ network: clock, faulty: true });
  const pass = async (isOver: () => boolean) => {
    for (let second = 0; second < 120 && !isOver(); second += 1) {
      await clock.advance(1000);
      await sleep(5);
    }
  };
  sandbox.faults.troubleGateway({ close: 'at-identify' });
  sandbox.faults.dropGateway(1000);
  await pass(() => sandbox.connections === 0);
  await sleep(20);
  expect((await fetch(`${address}/livez`)).status).toBe(200);
  const down = await readyz(address);
  expect(down.status).toBe(503);
  expect(down.text).toContain('gateway: the connection to Discord is lost');
  expect(down.text).toContain('database: ready');
  const during = await scrape(address);
  expect(during.value('offprint_gateway_connected')).toBe(0);
  expect(during.value('offprint_gateway_losses_total')).toBeGreaterThan(0);
  sandbox.faults.troubleGateway();
  await pass(() => sandbox.connections > 0);
  for (let turn = 0; turn < 200 && (await readyz(address)).status !== 200; turn += 1) await sleep(10);
  expect(await readyz(address)).toMatchObject({ status: 200 });
  const after = await scrape(address);
  expect(after.value('offprint_gateway_connected')).toBe(1);
  expect(after.value('offprint_gateway_connects_total')).toBe(2);
});

it('counts what was delivered and how late, and shows what waits', async () => {
  const lines: string[] = [];
  const stage = await dailyStage(undefined, { lines, env: WATCHED });
  const address = addressIn(lines);
  await stage.sandbox.person('moderator').slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
  const before = await scrape(address);
  expect(before.value('offprint_subscriptions', { kind: 'daily', state: 'running' })).toBe(1);
  expect(before.value('offprint_deliveries_due')).toBe(0);
  await stage.until('the post', () => stage.posts().length > 0);
  await stage.pass(MINUTE);
  const { value } = await scrape(address);
  expect(value('offprint_deliveries_total', { kind: 'daily', outcome: 'sent' })).toBe(1);
  expect(value('offprint_delivery_lateness_seconds_count', { kind: 'daily' })).toBe(1);
  expect(value('offprint_delivery_lateness_seconds_bucket', { kind: 'daily', le: '60' })).toBe(1);
  const posted = lines.map(line => JSON.parse(line)).filter(({ msg }) => msg === 'Posted');
  expect(posted).toEqual([expect.objectContaining({ kind: 'daily', lateSeconds: expect.any(Number) })]);
});

it('a subscription that Discord refuses is counted as paused, with the reason', async () => {
  const lines: string[] = [];
  const stage = await dailyStage(undefined, { lines, env: WATCHED, faulty: true });
  await stage.sandbox.person('moderator').slash(PAPERS, 'daily', AT_HALF_PAST_EIGHT, 'subscribe');
  stage.sandbox.faults.removePermission({ ...PAPERS, permission: 'SEND_MESSAGES' });
  await stage.pass(HOUR);
  const { value } = await scrape(addressIn(lines));
  expect(value('offprint_subscriptions', { kind: 'daily', state: 'missing-permissions' })).toBe(1);
  expect(value('offprint_deliveries_total', { outcome: 'failed', note: 'missing-permissions' })).toBe(1);
});

onPostgres('while the database is out of order', makeTarget => {
  it.each(['closed', 'silent'] as const)(
    '(%s): alive, not ready and why, and metrics are still served; ready again afterwards',
    async mode => {
      const { url = '' } = await makeTarget();
      const target = new URL(url);
      const proxy = await silentProxy({ host: target.hostname, port: Number(target.port || 5432) });
      onTestFinished(() => proxy.close());
      target.hostname = '127.0.0.1';
      target.port = String(proxy.port);
      const { address } = await watchedStage({ env: { DATABASE_URL: target.href } });
      proxy.mode = mode;
      if (mode === 'closed') proxy.cut();
      const down = await readyz(address);
      expect(down.status).toBe(503);
      expect(down.text).toMatch(/^database: \S.+\nindex: ready\ngateway: ready\n$/);
      expect((await fetch(`${address}/livez`)).status).toBe(200);
      const during = await scrape(address);
      expect(during.value('offprint_database_up')).toBe(0);
      expect(during.value('offprint_deliveries_due')).toBeNaN();
      expect(during.value('offprint_interaction_seconds_count')).toBeUndefined();
      proxy.mode = 'open';
      for (let turn = 0; turn < 500 && (await readyz(address)).status !== 200; turn += 1) await sleep(20);
      expect((await readyz(address)).status).toBe(200);
      expect((await scrape(address)).value('offprint_database_up')).toBe(1);
    },
  );
});
