import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { serialise } from '../../src/papers/collection.ts';
import { loadCollection } from '../../src/papers/index.ts';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { madePapers } from '../bench/made-papers.ts';
import { onPostgres } from '../store/each-store.ts';
import { silentProxy } from '../store/silent-proxy.ts';
import { OffprintProcess } from './process.ts';

const CHANNEL = { guild: 'Paper club', channel: 'papers' };
const INVITES = 'Invite Offprint to a server';
const REGISTERED = 'Commands registered';

const folder = temporaryFolder();
const sandboxes: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of sandboxes.splice(0)) await sandbox.close();
});

async function aSandbox(port = 0): Promise<Sandbox> {
  const sandbox = await startSandbox({ port });
  sandboxes.push(sandbox);
  return sandbox;
}

let databases = 0;
const aDatabase = () => folder.file(`database-${++databases}.sqlite`);

function service(sandbox: { apiUrl: string; token: string }, env: Record<string, string> = {}): OffprintProcess {
  return new OffprintProcess({
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: sandbox.apiUrl,
    DATABASE_PATH: aDatabase(),
    ...env,
  });
}

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

describe('a bot in service', () => {
  it('prints its invite links, never the token, and ends on SIGTERM when the reply under way is there', async () => {
    const sandbox = await aSandbox();
    const bot = service(sandbox);
    await bot.says(INVITES);
    await bot.says(REGISTERED);
    expect(bot.errors).toMatch(/integration_type=0&scope=bot\+applications\.commands&permissions=\d+/);
    expect(bot.errors).toMatch(/integration_type=1&scope=applications\.commands"/);
    const held = sandbox.faults.holdNext({
      route: 'POST /interactions/{interaction}/{token}/callback',
      when: 'before',
    });
    const asked = sandbox.person('reader').slash(CHANNEL, 'search', { query: 'calibration' });
    await held.arrived;
    bot.signal('SIGTERM');
    held.release();
    expect((await asked).message?.text).toContain('alibration');
    expect(await bot.ended()).toBe(0);
    expect(bot.errors + bot.output).not.toContain(sandbox.token);
    expect(sandbox.violations).toEqual([]);
  });

  it('is connected while its search index is built, says so, and ends on SIGTERM before it is', async () => {
    const sandbox = await aSandbox();
    const COLLECTION_PATH = folder.file('many.jsonl');
    writeFileSync(COLLECTION_PATH, serialise([...madePapers(await loadCollection('data/papers.jsonl'), 3_000)]));
    const bot = service(sandbox, { COLLECTION_PATH, INDEX: 'disk', INDEX_PATH: folder.file('index-being-built') });
    await bot.says(INVITES);
    await bot.says(REGISTERED);
    const asked = await sandbox.person('reader').slash(CHANNEL, 'search', { query: 'calibration' });
    expect(asked.message?.text).toContain('My search index is being built');
    bot.signal('SIGTERM');
    expect(await bot.ended()).toBe(0);
    expect(bot.errors).not.toContain('The search index is there');
  });

  it('ends when its search index cannot be built, also before it is connected', async () => {
    const sandbox = await aSandbox();
    const INDEX_PATH = folder.file('index-in-the-way');
    mkdirSync(`${INDEX_PATH}/1.segment`, { recursive: true });
    const bot = service(sandbox, { INDEX: 'disk', INDEX_PATH });
    expect(await bot.ended()).toBe(1);
    expect(bot.errors).toContain('The search index could not be built');
    expect(bot.errors).toContain('Offprint cannot go on');
  });

  it('goes on starting when it is to read the collection again meanwhile', async () => {
    const sandbox = await aSandbox();
    const held = sandbox.faults.holdNext({ route: 'GET /gateway/bot', when: 'before' });
    const bot = service(sandbox);
    await held.arrived;
    bot.signal('SIGHUP');
    held.release();
    await bot.says(INVITES);
    bot.signal('SIGTERM');
    expect(await bot.ended()).toBe(0);
  });

  it('a second signal ends it at once, whatever is under way', async () => {
    const sandbox = await aSandbox();
    const bot = service(sandbox);
    await bot.says(REGISTERED);
    const held = sandbox.faults.holdNext({
      route: 'POST /interactions/{interaction}/{token}/callback',
      when: 'before',
    });
    const asked = sandbox.person('reader').slash(CHANNEL, 'search', { query: 'calibration' });
    asked.catch(() => {});
    await held.arrived;
    bot.signal('SIGTERM');
    await bot.says('finishes what is under way');
    bot.signal('SIGTERM');
    expect(await bot.ended()).toBe(1);
    held.release();
  });

  it('is refused a database that another one uses', async () => {
    const sandbox = await aSandbox();
    const DATABASE_PATH = aDatabase();
    const first = service(sandbox, { DATABASE_PATH });
    await first.says(INVITES);
    const second = service(sandbox, { DATABASE_PATH });
    expect(await second.ended()).toBe(1);
    expect(second.errors).toMatch(/Another Offprint is already using the database/);
  });

  it('is told what to do about a database that is damaged, without a stack', async () => {
    const sandbox = await aSandbox();
    const DATABASE_PATH = aDatabase();
    const first = service(sandbox, { DATABASE_PATH });
    await first.says(INVITES);
    first.signal('SIGTERM');
    await first.ended();
    const bytes = readFileSync(DATABASE_PATH);
    for (const damaged of [bytes.fill(0x5a, 8192, 40_000), bytes.subarray(0, 0)]) {
      writeFileSync(DATABASE_PATH, damaged);
      const second = service(sandbox, { DATABASE_PATH });
      expect(await second.ended()).toBe(1);
      expect(second.errors).toContain(DATABASE_PATH);
      expect(second.errors).toContain('npm run restore -- <backup>');
      expect(second.errors).not.toMatch(/"stack"|\n {4}at /);
    }
  });

  it('ends with a reason when the token is wrong, without showing it', async () => {
    const sandbox = await aSandbox();
    const bot = service({ ...sandbox, apiUrl: sandbox.apiUrl, token: 'wrong.token.here' });
    expect(await bot.ended()).toBe(1);
    expect(bot.errors).toContain('Discord does not accept DISCORD_TOKEN');
    expect(bot.errors).not.toContain('wrong.token.here');
  });

  it('ends with a reason when Discord closes the connection for good', async () => {
    const sandbox = await aSandbox();
    const bot = service(sandbox);
    await bot.says(INVITES);
    sandbox.faults.dropGateway(4004);
    expect(await bot.ended()).toBe(1);
    expect(bot.errors).toContain('Discord does not accept DISCORD_TOKEN');
  });

  it('comes back by itself when the connection drops', async () => {
    const sandbox = await aSandbox();
    const bot = service(sandbox);
    await bot.says(REGISTERED);
    sandbox.faults.dropGateway();
    await bot.says('Connected to Discord again');
    expect((await sandbox.person('reader').slash(CHANNEL, 'about')).message?.text).toContain('119 papers');
  });

  it('waits for a Discord that cannot be reached', async () => {
    const port = await aFreePort();
    const bot = service({
      apiUrl: `http://127.0.0.1:${port}/api`,
      token: 'c2FuZGJveA.sandbox.sandbox-token-that-opens-nothing',
    });
    await bot.says('Discord cannot be reached');
    await aSandbox(port);
    await bot.says(INVITES);
  });

  it('takes up a changed collection, on SIGHUP and by noticing; keeps the old one when the new is broken', async () => {
    const sandbox = await aSandbox();
    const COLLECTION_PATH = folder.file('papers.jsonl');
    copyFileSync('data/papers.jsonl', COLLECTION_PATH);
    const bot = service(sandbox, { COLLECTION_PATH });
    await bot.says(REGISTERED);
    const size = async () =>
      (await sandbox.person('reader').slash(CHANNEL, 'about')).message?.text.match(/(\d+) papers/)?.[1];
    const lines = readFileSync('data/papers.jsonl', 'utf8').trimEnd().split('\n');
    writeFileSync(COLLECTION_PATH, `${lines.slice(0, 100).join('\n')}\n`);
    await bot.says('The collection was read again');
    expect(await size()).toBe('100');
    bot.signal('SIGHUP');
    await bot.says('The collection was read again', 2);
    writeFileSync(COLLECTION_PATH, '{"id": "broken"}\n');
    await bot.says('the one before stays in force');
    expect(bot.errors).toMatch(/papers\.jsonl.*line 1/);
    expect(await size()).toBe('100');
  });
});

onPostgres('a PostgreSQL that is not there at the start', makeTarget => {
  it('is waited for in words', async () => {
    const sandbox = await aSandbox();
    const { url = '' } = await makeTarget();
    const address = new URL(url);
    const proxy = await silentProxy({ host: address.hostname, port: Number(address.port || 5432) });
    onTestFinished(() => proxy.close());
    proxy.mode = 'closed';
    address.hostname = '127.0.0.1';
    address.port = String(proxy.port);
    const bot = service(sandbox, { DATABASE_URL: address.href });
    await bot.says('The database cannot be reached; waiting for it');
    proxy.mode = 'open';
    await bot.says(INVITES);
    expect(bot.errors).not.toMatch(/"stack"/);
  });

  it('can be ended while it waits', async () => {
    const bot = service(await aSandbox(), {
      DATABASE_URL: `postgres://me:secret@127.0.0.1:${await aFreePort()}/papers`,
    });
    await bot.says('The database cannot be reached');
    bot.signal('SIGTERM');
    expect(await bot.ended()).toBe(0);
  });

  it('ends the start with what to do where waiting would not help', async () => {
    const { url = '' } = await makeTarget();
    const address = new URL(url);
    address.pathname = '/no_such_database';
    const bot = service(await aSandbox(), { DATABASE_URL: address.href });
    expect(await bot.ended()).toBe(1);
    expect(bot.errors).toContain('PostgreSQL has no database of the name in DATABASE_URL');
    expect(bot.errors).not.toMatch(/"stack"/);
  });
});

describe('settings that are wrong', () => {
  it('are all told at once, with exit status 2', async () => {
    const bot = new OffprintProcess({ DISCORD_TOKEN: 'a b', LOG_LEVEL: 'loud', SANDBOX_PORT: 'x' });
    expect(await bot.ended()).toBe(2);
    expect(bot.errors).toMatch(/DISCORD_TOKEN must[\s\S]*LOG_LEVEL must[\s\S]*SANDBOX_PORT must/);
  });

  it('a missing token is one in production', async () => {
    const bot = new OffprintProcess({ NODE_ENV: 'production' });
    expect(await bot.ended()).toBe(2);
    expect(bot.errors).toContain('DISCORD_TOKEN is missing');
  });

  it('a missing collection is told with what to do', async () => {
    const sandbox = await aSandbox();
    const bot = service(sandbox, { COLLECTION_PATH: folder.file('nothing.jsonl') });
    expect(await bot.ended()).toBe(1);
    expect(bot.errors).toMatch(/nothing\.jsonl/);
  });
});

describe('without a token', () => {
  it('answers lines of a pipe one after the other, prints nothing else, and ends with status 0', async () => {
    const input = '/search federated learning\nopen 1\npress Cite\n/paper 2110.04260\nnonsense\n';
    const session = new OffprintProcess({}, { input });
    expect(await session.ended()).toBe(0);
    // A slow machine is told at which step the start is.
    expect(session.errors.replace(/^Starting: .* …\n/gm, '')).toBe('');
    expect(session.output).toMatch(
      /^Results for “federated learning”\n[\s\S]*Personalized Federated Learning[\s\S]*\(only you can see this\)[\s\S]*Pham Dinh|Canh T Dinh[\s\S]*Taming Sparsely[\s\S]*Commands begin with a slash/,
    );
  });

  it('goes on serving when there is nobody to type, until it is ended', async () => {
    const session = new OffprintProcess({});
    await session.says('goes on serving');
    session.signal('SIGTERM');
    expect(await session.ended()).toBe(0);
  });
});
