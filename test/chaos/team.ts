import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Clock } from '../../src/platform/clock.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import { COMPILED } from '../compiled.ts';
import type { Target } from '../store/each-store.ts';

type Role = 'bot' | 'worker';

interface Member {
  role: Role;
  child: ChildProcess;
}

/** Processes of one bot. For each there is another that has loaded its program already, to take its place at once. */
export class Team {
  readonly #running: Member[] = [];
  readonly #standby: Member[] = [];
  /** Those that have begun to start: time passes for them too. */
  readonly #living = new Set<ChildProcess>();
  /** Processes that are to take a place as soon as they are loaded: until then time stands still. */
  readonly #replacing = new Set<Promise<void> | undefined>();
  readonly #clock: Pick<Clock, 'now'>;
  readonly #env: Record<string, string>;

  constructor(sandbox: Sandbox, target: Target, clock: Pick<Clock, 'now'>, env: Record<string, string>) {
    this.#clock = clock;
    this.#env = {
      ...COMPILED,
      DISCORD_TOKEN: sandbox.token,
      DISCORD_API_URL: sandbox.apiUrl,
      DATABASE_PATH: target.path,
      ...(target.url !== undefined && { DATABASE_URL: target.url }),
      ...env,
    };
  }

  async start(roles: readonly Role[]): Promise<void> {
    this.#standby.push(...roles.map(role => this.#load(role)));
    await Promise.all(roles.map(role => this.#promote(role)));
  }

  /** Kills all, or one of them, and lets others take their places. Answers how many, when these run. */
  async kill(which: 'all' | number, meanwhile: () => void = () => {}): Promise<number> {
    const killed = which === 'all' ? this.#running.splice(0) : this.#running.splice(which % this.#running.length, 1);
    await Promise.all(killed.map(({ child }) => end(child)));
    meanwhile();
    await Promise.all(killed.map(({ role }) => this.#promote(role)));
    return killed.length;
  }

  /** Fulfilled when all that live have come to this time, and done what was due until then. */
  async keepUp(now: number): Promise<void> {
    await Promise.all(this.#replacing);
    await Promise.all(
      [...this.#living].map(async child => {
        const passed = said(child, now);
        child.send(now, () => {});
        // Killed in the middle.
        await passed.catch(() => this.#living.delete(child));
      }),
    );
  }

  async end(): Promise<void> {
    await Promise.all([...this.#running.splice(0), ...this.#standby.splice(0)].map(({ child }) => end(child)));
  }

  async #promote(role: Role): Promise<void> {
    const index = this.#standby.findIndex(member => member.role === role);
    const [member] = this.#standby.splice(index, 1);
    if (!member) throw new Error(`No ${role} stands by.`);
    this.#standby.push(this.#load(role));
    const loaded = this.#loaded.get(member.child);
    this.#replacing.add(loaded);
    await loaded;
    this.#replacing.delete(loaded);
    const started = said(member.child, 'started');
    member.child.send(this.#clock.now());
    this.#living.add(member.child);
    await started;
    this.#running.push(member);
  }

  readonly #loaded = new WeakMap<ChildProcess, Promise<void>>();

  #load(role: Role): Member {
    const child = fork(new URL('./daily-process.ts', import.meta.url), { env: { ...this.#env, ROLE: role } });
    const loaded = said(child, 'loaded');
    // One that is ended before it was needed has loaded nothing.
    loaded.catch(() => {});
    this.#loaded.set(child, loaded);
    return { role, child };
  }
}

/** Rejects when the process ends instead. */
function said(child: ChildProcess, word: string | number): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = () => {
      child.off('message', heard);
      child.off('exit', ended);
    };
    const heard = (message: unknown) => {
      if (message !== word) return;
      over();
      resolve();
    };
    const ended = (code: number | null) => {
      over();
      reject(new Error(`A process ended by itself, with ${code}.`));
    };
    if (child.exitCode !== null || child.signalCode !== null) return ended(child.exitCode);
    child.on('message', heard);
    child.on('exit', ended);
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
