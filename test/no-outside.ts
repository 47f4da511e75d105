/**
 * Set-up of the unit tests: whoever opens a socket or starts a process is told that this belongs to another project.
 */
import { ChildProcess } from 'node:child_process';
import { Server, Socket } from 'node:net';

function refuse(): never {
  throw new Error(
    'A unit test opens a socket or starts a process. Name its file among the integration tests in test/vitest.config.ts.',
  );
}

Socket.prototype.connect = refuse;
Server.prototype.listen = refuse;
Object.assign(ChildProcess.prototype, { spawn: refuse });
