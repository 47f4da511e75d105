import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { COMPILED } from '../compiled.ts';
import { type SilentProxy, silentProxy } from '../store/silent-proxy.ts';

const said = z.discriminatedUnion('is', [
  z.object({ is: z.enum(['loaded', 'ready']) }),
  z.object({ is: z.literal('at'), time: z.number(), shards: z.array(z.number()) }),
]);

/** A process of a bot, with a way of its own to the database. */
export interface Member {
  /** Those that it had when it was last heard. */
  readonly shards: readonly number[];
  readonly state: 'running' | 'stopped' | 'ending' | 'gone';
  /** Its way to the database. */
  readonly database: SilentProxy;
  /** Begins at this time (ms since the epoch); resolves when it could take a shard, or cannot reach its database. */
  start(now: number): Promise<void>;
  /** Resolves when it has done what was due by then, or has ended. A stopped one is not waited for. */
  pass(now: number): Promise<void>;
  /** Told to end, as by SIGTERM. */
  end(): void;
  /** SIGSTOP. */
  stop(): void;
  /** SIGCONT; it then hears what time it is. */
  resume(): void;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** Loads the program; it begins when it is told to. */
export async function loadMember(
  env: Record<string, string>,
  { databaseUrl, skewMs }: { databaseUrl: string; skewMs: number },
): Promise<Member> {
  const url = new URL(databaseUrl);
  const database = await silentProxy({ host: url.hostname, port: Number(url.port || 5432) });
  url.hostname = '127.0.0.1';
  url.port = String(database.port);
  const child = fork(new URL('./shard-process.ts', import.meta.url), {
    env: { ...COMPILED, ...env, DATABASE_URL: url.href, SKEW_MS: String(skewMs) },
  });
  let state: Member['state'] = 'running';
  let shards: readonly number[] = [];
  const heard = new Set<(message: z.infer<typeof said>) => void>();
  child.on('message', message => {
    for (const hear of heard) hear(said.parse(message));
  });
  const gone = once(child, 'exit').then(async () => {
    state = 'gone';
    shards = [];
    await database.close();
  });
  const says = (isIt: (message: z.infer<typeof said>) => boolean) =>
    new Promise<void>(resolve => {
      const hear = (message: z.infer<typeof said>) => {
        if (!isIt(message)) return;
        heard.delete(hear);
        resolve();
      };
      heard.add(hear);
    });
  const loaded = says(({ is }) => is === 'loaded');
  heard.add(message => {
    if (message.is === 'at') shards = message.shards;
  });
  return {
    get shards() {
      return shards;
    },
    get state() {
      return state;
    },
    database,
    async start(now) {
      await Promise.race([loaded, gone]);
      const ready = says(({ is }) => is === 'ready');
      tell(child, now);
      await Promise.race([ready, gone, isSilent(database)]);
    },
    async pass(now) {
      if (state === 'stopped' || state === 'gone') return;
      const passed = says(message => message.is === 'at' && message.time === now);
      tell(child, now);
      await Promise.race([passed, gone]);
    },
    end() {
      state = 'ending';
      tell(child, 'end');
    },
    stop() {
      state = 'stopped';
      child.kill('SIGSTOP');
    },
    resume() {
      if (state !== 'stopped') return;
      state = 'running';
      child.kill('SIGCONT');
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** One that has just ended hears nothing. */
function tell(child: ChildProcess, message: number | string): void {
  if (child.connected) child.send(message, () => {});
}

async function isSilent({ mode }: SilentProxy): Promise<void> {
  if (mode === 'open') await new Promise<never>(() => {});
}
