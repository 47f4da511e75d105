import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Sandbox } from '../../src/sandbox/index.ts';
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
  readonly #env: Record<string, string>;

  constructor(sandbox: Sandbox, target: Target, env: Record<string, string>) {
    this.#env = {
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

  async end(): Promise<void> {
    await Promise.all([...this.#running.splice(0), ...this.#standby.splice(0)].map(({ child }) => end(child)));
  }

  async #promote(role: Role): Promise<void> {
    const index = this.#standby.findIndex(member => member.role === role);
    const [member] = this.#standby.splice(index, 1);
    if (!member) throw new Error(`No ${role} stands by.`);
    this.#standby.push(this.#load(role));
    await this.#loaded.get(member.child);
    const started = said(member.child, 'started');
    member.child.send('start');
    await started;
    this.#running.push(member);
  }

  readonly #loaded = new WeakMap<ChildProcess, Promise<void>>();

  #load(role: Role): Member {
    const child = fork(new URL('./daily-process.ts', import.meta.url), { env: { ...this.#env, ROLE: role } });
    this.#loaded.set(child, said(child, 'loaded'));
    return { role, child };
  }
}

async function said(child: ChildProcess, word: string): Promise<void> {
  for (;;) {
    const [heard] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`A process ended by itself, with ${code}.`);
      }),
    ]);
    if (heard === word) return;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
