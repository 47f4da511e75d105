import { fork } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { scratchDirectory } from './rig.ts';

/** Nothing but the index keeps that process alive. */
it('a program that closes its index goes on when that is closed', async () => {
  const child = fork(new URL('./closing-process.ts', import.meta.url), [await scratchDirectory()], { silent: true });
  const exit = once(child, 'exit');
  const said = child.stdout ? await text(child.stdout) : '';
  expect([said.trim(), ...(await exit)]).toEqual(['closed', 0, null]);
});
