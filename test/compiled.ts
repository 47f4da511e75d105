import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Environment of a process: Node keeps the code that it compiled, so that the hundreds of processes of the tests do not
 * each compile all of it.
 */
export const COMPILED = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'offprint-compiled') };
