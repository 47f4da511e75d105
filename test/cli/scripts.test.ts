import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { temporaryFolder } from '../../src/platform/temporary-folder.ts';

/**
 * What `npm run` has of src/cli: name and file. In a search's query, words may begin with a dash: it reads them itself.
 */
const SCRIPTS = Object.entries(packageJson.scripts).flatMap(([name, command]) => {
  const [, file] = /(src\/cli\/[\w-]+\.ts)$/.exec(command) ?? [];
  return file === undefined || name === 'search' ? [] : [{ name, file }];
});

function run(file: string, args: string[], options: { cwd?: string; env?: Record<string, string> } = {}) {
  const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...options.env };
  return new Promise<{ status: number; out: string; err: string }>(done => {
    execFile(process.execPath, [resolve(file), ...args], { cwd: options.cwd, env }, (error, out, err) => {
      done({ status: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

describe('the scripts of npm run', () => {
  it.each(SCRIPTS)('$name refuses an option that it does not have, and says how it is called', async script => {
    const { status, out, err } = await run(script.file, ['--no-such-option']);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('--no-such-option');
    expect(err).toMatch(new RegExp(`npm (-s )?run ${script.name}\\b`));
    expect(err).not.toContain('    at ');
  });

  it('npm start has --help and --version too, and refuses what it does not have before it reads a setting', async () => {
    const env = { LOG_LEVEL: 'loud' };
    const help = await run('src/main.ts', ['--help'], { env });
    expect(help).toMatchObject({ status: 0, out: expect.stringContaining('npm start'), err: '' });
    expect(await run('src/main.ts', ['--nope', '-h'], { env })).toEqual(help);
    const version = { status: 0, out: `${packageJson.version}\n`, err: '' };
    expect(await run('src/main.ts', ['--version'], { env })).toEqual(version);
    for (const wrong of ['--no-such-option', 'word']) {
      const { status, out, err } = await run('src/main.ts', [wrong], { env });
      expect([status, out]).toEqual([2, '']);
      expect(err).toContain(wrong);
      expect(err).toContain('npm start');
      expect(err).not.toMatch(/LOG_LEVEL|\n {4}at /);
    }
  });

  it.each(SCRIPTS)('$name begins as all do', ({ file }) => {
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/await (runScript|withFile)\(/);
    expect(text).not.toMatch(/from '(dotenv|node:util)'/);
  });

  it('have --help and --version', async () => {
    const help = await run('src/cli/words.ts', ['--help']);
    expect(help).toMatchObject({ status: 0, out: expect.stringContaining('npm run words -- '), err: '' });
    expect(await run('src/cli/words.ts', ['-h'])).toEqual(help);
    // Whatever else is said.
    expect(await run('src/cli/words.ts', ['a', 'b', '--nope', '--help'])).toEqual(help);
    const version = { status: 0, out: `${packageJson.version}\n`, err: '' };
    expect(await run('src/cli/words.ts', ['--version'])).toEqual(version);
  });

  it('refuse a word too many', async () => {
    const { status, err } = await run('src/cli/backup.ts', ['one.jsonl', 'two.jsonl']);
    expect(status).toBe(2);
    expect(err).toMatch(/^"two\.jsonl" is more.*npm run backup -- <file>/s);
  });

  it('read .env in the folder where they run; the environment comes first', async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder.remove());
    writeFileSync(folder.file('.env'), 'LOG_LEVEL=loud\n');
    const cwd = folder.file('.');
    const refused = await run('src/cli/export.ts', ['papers.jsonl'], { cwd });
    expect(refused).toMatchObject({ status: 2, err: expect.stringContaining('LOG_LEVEL') });
    const { status, err } = await run('src/cli/export.ts', ['papers.jsonl'], { cwd, env: { LOG_LEVEL: 'warn' } });
    expect(status).toBe(1);
    expect(err).not.toContain('LOG_LEVEL');
  });
});
