import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface TryOutProcess extends AsyncDisposable {
  /** Of the page. */
  url: string;
}

/** Offprint as `npm start` runs it for someone without a token and without a prompt: until it is ended. */
export async function startTryOutProcess(): Promise<TryOutProcess> {
  const { DISCORD_TOKEN: _, ...env } = process.env;
  const child = spawn('npm', ['start', '--silent'], { env, stdio: ['ignore', 'inherit', 'pipe'], detached: true });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stderr })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url === undefined) continue;
    return {
      url,
      async [Symbol.asyncDispose]() {
        // npm and what it started.
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
        await ended;
      },
    };
  }
  throw new Error('npm start ended before it said where the page is.');
}
