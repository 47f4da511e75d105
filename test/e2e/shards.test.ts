import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { type Bot, startBot } from '../../src/app/bot.ts';
import { readConfig } from '../../src/app/config.ts';
import { drivenClock } from '../../src/sandbox/clock/driven-clock.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { addChannel, addGuild, addUser, emptyWorld, join } from '../../src/sandbox/world/default-world.ts';
import { freshSqlite, onPostgres, sqliteTarget, type Target } from '../store/each-store.ts';
import { directly, PAPERS } from './daily.ts';
import { OffprintProcess } from './process.ts';
import { sharedIndex } from './shared-index.ts';

const SERVERS = 8;
const SHARDS = 4;
const MADE_AT = Date.UTC(2024, 0, 1);

/** Two servers on each shard, with somebody who reads in all of them. */
async function bigSandbox(clock: ReturnType<typeof drivenClock>): Promise<Sandbox> {
  const world = emptyWorld();
  const reader = addUser(world, 'reader');
  for (let i = 0; i < SERVERS; i += 1) {
    const guild = addGuild(world, `Server ${i}`, { bot: true, at: MADE_AT + i });
    addChannel(world, guild, 'papers');
    join(guild, reader.id, []);
  }
  const sandbox = await startSandbox({ clock, world, shards: SHARDS });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

async function fleet(target: Target) {
  const clock = drivenClock();
  const sandbox = await bigSandbox(clock);
  const log = pino({ level: 'silent' });
  const start = (env: Record<string, string> = {}): Promise<Bot> =>
    startBot({
      config: {
        ...readConfig({
          DISCORD_API_URL: sandbox.apiUrl,
          SHARDS: 'auto',
          DATABASE_PATH: target.path,
          ...(target.url !== undefined && { DATABASE_URL: target.url }),
          ...env,
        }),
        token: sandbox.token,
      },
      clock,
      log,
      random: () => 0.5,
      buildIndex: sharedIndex,
      network: { clock, random: () => 0.5 },
      onLost: error => {
        throw error;
      },
    });
  /** Time passes until it is so. */
  const until = async (what: string, isSo: () => boolean) => {
    for (let turn = 0; turn < 4_000 && !isSo(); turn += 1) {
      await clock.advance(100);
      await sleep(4);
    }
    if (!isSo()) throw new Error(`It never came so far: ${what}; connected: ${sandbox.sessions.shards.join()}`);
  };
  const passing = async <T>(what: string, wanted: Promise<T>): Promise<T> => {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    wanted.then(over, over);
    await until(what, () => isOver);
    return wanted;
  };
  /** Somebody asks in each server; the clock stands still. */
  const askEverywhere = async () => {
    const reader = sandbox.person('reader');
    const asked = Array.from({ length: SERVERS }, (_, i) =>
      reader.slash({ guild: `Server ${i}`, channel: 'papers' }, 'paper', { paper: '2110.04260' }),
    );
    return (await Promise.all(asked)).map(answer => answer.message !== undefined);
  };
  const all = Array.from({ length: SHARDS }, (_, id) => id);
  return { sandbox, clock, start, until, passing, askEverywhere, all };
}

it('one process connects to as many shards as Discord recommends, and answers in all servers', async () => {
  const { sandbox, start, until, passing, askEverywhere, all } = await fleet(await freshSqlite());
  const bot = await passing('the start', start());
  await bot.registered;
  await until('all shards', () => sandbox.sessions.shards.length === SHARDS);
  expect(sandbox.sessions.shards).toEqual(all);
  expect(await askEverywhere()).toEqual(Array(SERVERS).fill(true));
  await bot.stop();
  expect(sandbox.sessions.shards).toEqual([]);
  expect(sandbox.violations).toEqual([]);
});

it('a shard that there is not is refused in words', async () => {
  const { start, passing } = await fleet(await freshSqlite());
  await expect(passing('the end', start({ SHARD_IDS: '2-4' }))).rejects.toThrow(
    'SHARD_IDS has 4, and there are 4 shards',
  );
});

it.each(['auto', '1'])('a process that is started with SHARDS=%s connects and answers', async shards => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const started = new OffprintProcess({
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: sandbox.apiUrl,
    DATABASE_PATH: sqliteTarget().path,
    SHARDS: shards,
  });
  await started.says('Commands registered');
  expect((await sandbox.person('reader').slash(PAPERS, 'random')).message).toBeDefined();
  started.signal('SIGTERM');
  expect(await started.ended()).toBe(0);
  expect(started.errors).not.toContain('could not be read');
  expect(sandbox.violations).toEqual([]);
});

onPostgres('several processes', makeTarget => {
  it('share the shards, answer everything once while one of them moves, and take over from one that ends', async () => {
    const target = await makeTarget();
    const { sandbox, clock, start, until, passing, askEverywhere, all } = await fleet(target);
    const { db } = directly(target);
    const departed = () => db.selectFrom('departed_guild').selectAll().execute();
    // What is a server's own, and would be given up when the bot leaves the server.
    const saved = [...sandbox.world.guilds.keys()].map(id => ({
      guild_id: id,
      paper_id: 'p',
      user_id: '1',
      saved_at: 0,
    }));
    await db.insertInto('saved_here').values(saved).execute();
    const one = await passing('the first start', start());
    await one.registered;
    await until('all shards in one process', () => sandbox.sessions.shards.length === SHARDS);
    expect(await askEverywhere()).toEqual(Array(SERVERS).fill(true));

    expect(await departed()).toEqual([]);

    const two = await passing('the second start', start());
    // While it is connected twice.
    expect(sandbox.sessions.shards.length).toBeGreaterThanOrEqual(SHARDS);
    expect(await askEverywhere()).toEqual(Array(SERVERS).fill(true));
    await until('each has its share', () => one.shards().length === 2 && two.shards().length === 2);
    expect([...one.shards(), ...two.shards()].sort()).toEqual(all);
    expect(sandbox.sessions.shards).toEqual(all);
    expect(await askEverywhere()).toEqual(Array(SERVERS).fill(true));

    await passing('the end of the first', one.stop());
    await until('all in the other', () => two.shards().length === SHARDS);
    expect(sandbox.sessions.shards).toEqual(all);
    expect(await askEverywhere()).toEqual(Array(SERVERS).fill(true));
    await passing('some time', new Promise<void>(resolve => clock.after(10_000, resolve)));
    // To each process the servers of the other's shards are unknown, not gone.
    expect(await departed()).toEqual([]);
    await passing('the end of the second', two.stop());
    expect(sandbox.violations).toEqual([]);
  });
});
