import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import packageJson from '../../../package.json' with { type: 'json' };

/** What Node is told by `npm start`, and what lets a process tell its memory. */
const FLAGS = packageJson.scripts.start.match(/--\S+/g) ?? [];
const TELLS_MEMORY = ['--expose-gc', '--import=./test/bench/heap-report.ts'];

/** In bytes, after a full collection of garbage. */
export type Memory = Pick<NodeJS.MemoryUsage, 'heapUsed' | 'arrayBuffers' | 'rss'>;

/** The processes of a bot. */
export interface Bots {
  /** How many shards each process has now. */
  shares(): number[];
  memory(): Promise<Memory[]>;
  /** Kills one of them, and says which shards it had. */
  kill(): Promise<number[]>;
  end(): Promise<void>;
}

interface Discord {
  apiUrl: string;
  token: string;
}

/** Offprint, as many processes of it as wanted. */
export function startOffprint(
  { apiUrl, token }: Discord,
  { url, shards, processes }: { url: string; shards: number; processes: number },
): Bots {
  const running = Array.from({ length: processes }, () => {
    const child = fork('src/main.ts', {
      execArgv: [...FLAGS, ...TELLS_MEMORY],
      env: {
        ...process.env,
        DISCORD_API_URL: apiUrl,
        DISCORD_TOKEN: token,
        DATABASE_URL: url,
        SHARDS: String(shards),
        LOG_LEVEL: 'info',
        NODE_ENV: 'production',
      },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    const mine = new Set<number>();
    if (child.stderr) createInterface(child.stderr).on('line', line => noteShard(JSON.parse(line), mine));
    return { child, mine };
  });
  return {
    shares: () => running.map(({ mine }) => mine.size),
    memory: () => Promise.all(running.map(({ child }) => memoryOf(child))),
    async kill() {
      const [victim] = running.splice(0, 1);
      if (!victim) return [];
      await ended(victim.child);
      return [...victim.mine];
    },
    end: async () => void (await Promise.all(running.map(({ child }) => ended(child)))),
  };
}

/** Its log says which shards a process has. */
function noteShard(
  { msg, shard, level, err }: { msg: string; shard?: number; level: string; err?: unknown },
  mine: Set<number>,
): void {
  if (level === 'error' || level === 'fatal') console.error(msg, err);
  if (shard === undefined) return;
  if (msg === 'This Offprint has the connection') mine.add(shard);
  if (msg === 'Another Offprint takes this shard') mine.delete(shard);
}

/** discord.js's ShardingManager with an empty bot: one process for each shard, and one that starts them again. */
export function startShardingManager({ apiUrl, token }: Discord, shards: number): Bots {
  const manager = fork('test/bench/sharding-manager.ts', [String(shards)], {
    env: { ...process.env, DISCORD_API_URL: apiUrl, DISCORD_TOKEN: token },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const pids = new Map<number, number>();
  const told = new Map<number, Memory>();
  manager.on('message', ({ shard, pid, memory }: { shard: number; pid?: number; memory?: Memory }) => {
    if (pid !== undefined) pids.set(shard, pid);
    if (memory?.rss !== undefined) told.set(shard, memory);
  });
  return {
    shares: () => [...pids].map(() => 1),
    async memory() {
      told.clear();
      manager.send('report');
      while (told.size < pids.size) await once(manager, 'message');
      return [...told.values()];
    },
    async kill() {
      const [shard = 0] = pids.keys();
      process.kill(pids.get(shard) ?? 0, 'SIGKILL');
      return [shard];
    },
    async end() {
      const over = once(manager, 'exit');
      manager.disconnect();
      await over;
    },
  };
}

async function memoryOf(child: ChildProcess): Promise<Memory> {
  child.send('report');
  const [memory] = await once(child, 'message');
  return memory;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = once(child, 'exit');
  child.kill('SIGKILL');
  await over;
}
