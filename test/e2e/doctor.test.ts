import { mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { onPostgres } from '../store/each-store.ts';
import { OffprintProcess } from './process.ts';

const PAPERS = { guild: 'Paper club', channel: 'papers' };
const REGISTERED = 'Commands registered';

// Several whole processes a test.
vi.setConfig({ testTimeout: 90_000 });

const folder = temporaryFolder();
let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

let places = 0;
/** A Discord, and the settings of an Offprint in it. */
async function setUp(): Promise<{ discord: Sandbox; env: Record<string, string> }> {
  const discord = await startSandbox();
  sandbox = discord;
  const own = folder.file(`place-${++places}`);
  mkdirSync(own);
  const env = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DATABASE_PATH: `${own}/offprint.sqlite`,
    INDEX_PATH: `${own}/index`,
  };
  return { discord, env };
}

async function doctor(env: Record<string, string>): Promise<{ status: number; said: string; errors: string }> {
  const run = new OffprintProcess(env, { script: 'src/cli/doctor.ts' });
  const status = await run.ended();
  return { status, said: run.output, errors: run.errors };
}

it('finds nothing wrong beside a bot that runs, and names a subscription that may not post', async () => {
  const { discord, env } = await setUp();
  const bot = new OffprintProcess(env);
  await bot.says(REGISTERED);
  const well = await doctor(env);
  expect(well.said).not.toMatch(/^(WRONG|note)/m);
  expect(well.said).toMatch(/^ok +commands +Discord has the commands of this version\.$/m);
  expect(well.said).toMatch(/^ok +database +The database answers and is of this version\.$/m);
  expect(well.said).toMatch(/^ok +collection +There are 119 papers\.$/m);
  expect(well).toMatchObject({ status: 0, errors: '' });
  await discord.person('moderator').slash(PAPERS, 'daily', { time: '08:30', timezone: 'Europe/Berlin' }, 'subscribe');
  discord.faults.removePermission({ ...PAPERS, permission: 'SEND_MESSAGES' });
  const paused = await doctor(env);
  expect(paused.said).toMatch(
    /^note +subscriptions +#papers in the server \d+: I may no longer post there\. Missing: \*\*Send Messages\*\*/m,
  );
  expect(paused.said + paused.errors).not.toContain(discord.token);
});

it('says what to do about a token that Discord does not know, and goes on with the rest', async () => {
  const { env } = await setUp();
  const { status, said } = await doctor({ ...env, DISCORD_TOKEN: 'wrong.token.here' });
  expect(said).toMatch(/^WRONG +token +Discord does not accept DISCORD_TOKEN\. Copy it from/m);
  expect(said).toMatch(/^note +database +There is none yet/m);
  expect(said).toMatch(/^ok +disk/m);
  expect(said).not.toContain('wrong.token.here');
  expect(status).toBe(1);
});

it('names each setting that is wrong, with status 2', async () => {
  const { status, said } = await doctor({ LOG_LEVEL: 'loud', HTTP_PORT: 'x' });
  expect(said).toMatch(
    /^WRONG +settings +LOG_LEVEL must[\s\S]*^WRONG +settings +HTTP_PORT must[\s\S]*DISCORD_TOKEN is missing/m,
  );
  expect(status).toBe(2);
});

it('says of a Discord that cannot be reached, of commands that are not there and of a server that has no Offprint', async () => {
  const { env, discord } = await setUp();
  const [first, elsewhere] = await Promise.all([
    doctor(env),
    doctor({ ...env, DISCORD_GUILD_ID: '123456789012345678' }),
  ]);
  expect(first.said).toMatch(/^note +commands +Discord has other commands than this version\..*npm run register/m);
  expect(elsewhere.said).toMatch(
    /^WRONG +commands +DISCORD_GUILD_ID names the server 123456789012345678, which has not/m,
  );
  await discord.close();
  sandbox = undefined;
  const gone = await doctor(env);
  expect(gone.said).toMatch(/^WRONG +Discord +Discord cannot be reached: /m);
  expect(gone.status).toBe(1);
});

it('says of a file that is no database, of sources that cannot be read and of a collection that is missing', async () => {
  const { env } = await setUp();
  writeFileSync(env.DATABASE_PATH ?? '', 'not a database, but long enough to be taken for one '.repeat(100));
  const SOURCES_PATH = folder.file('sources.json');
  writeFileSync(SOURCES_PATH, '{"sources": 1}');
  const { status, said } = await doctor({ ...env, SOURCES_PATH, COLLECTION_PATH: folder.file('none.jsonl') });
  expect(said).toMatch(/^WRONG +database +.*offprint\.sqlite/m);
  expect(said).toMatch(/^WRONG +sources +.*sources\.json/m);
  expect(said).toMatch(/^WRONG +collection +.*none\.jsonl/m);
  expect(status).toBe(1);
});

onPostgres('a PostgreSQL', (_, makeEmpty) => {
  it('that has no such database, or is not there, is told with what to do', async () => {
    const { env } = await setUp();
    const { url = '' } = await makeEmpty();
    const other = new URL(url);
    other.pathname = '/no_such_database';
    const gone = new URL(other);
    gone.port = '9';
    const [fresh, missing, away] = await Promise.all(
      [url, other.href, gone.href].map(address => doctor({ ...env, DATABASE_URL: address })),
    );
    expect(fresh?.said).toMatch(/^note +database +There is none yet/m);
    expect(missing?.said).toMatch(/^WRONG +database +PostgreSQL has no database of the name in DATABASE_URL/m);
    expect(away?.said).toMatch(/^WRONG +database +PostgreSQL cannot be reached: .*Check DATABASE_URL/m);
  });
});
