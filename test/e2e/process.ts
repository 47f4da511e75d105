import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { COMPILED } from '../compiled.ts';

/** Offprint as the operator starts it: a process with an environment, input and output. */
export class OffprintProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number>;
  output = '';
  errors = '';

  /** @param env What is set besides the paths that a program needs. */
  constructor(env: Record<string, string>, options: { script?: string; input?: string } = {}) {
    const { PATH = '', HOME = '', TMPDIR = '' } = process.env;
    this.#child = spawn(process.execPath, [options.script ?? 'src/main.ts'], {
      env: { PATH, HOME, TMPDIR, ...COMPILED, ...env },
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', chunk => {
      this.output += chunk;
    });
    this.#child.stderr?.on('data', chunk => {
      this.errors += chunk;
    });
    this.#child.stdin?.end(options.input);
    this.#ended = once(this.#child, 'close').then(([code]) => code);
    onTestFinished(() => void this.#child.kill('SIGKILL'));
  }

  /** The exit status. */
  async ended(): Promise<number> {
    return this.#ended;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves when the errors or the log hold this text; rejects if the process ends without. */
  async says(text: string, times = 1): Promise<void> {
    const said = () => this.errors.split(text).length > times;
    while (!said()) {
      const ended = await Promise.race([
        this.#ended.then(() => true),
        once(this.#child.stderr ?? this.#child, 'data').then(() => false),
      ]);
      if (ended && !said()) throw new Error(`The process ended without saying "${text}". It said:\n${this.errors}`);
    }
  }
}
