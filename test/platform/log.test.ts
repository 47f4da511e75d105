import { stripVTControlCharacters } from 'node:util';
import { expect, it, vi } from 'vitest';
import { createLog } from '../../src/platform/log.ts';
import { readableLine } from '../../src/platform/log-text.ts';
import { OperatorError } from '../../src/platform/operator-error.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void, secrets: string[] = []): string {
  const stream = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    write(createLog({ level: 'info', secrets }));
    return stream.mock.calls.map(([line]) => String(line)).join('');
  } finally {
    stream.mockRestore();
  }
}

it('says what failed and where, and nothing that people typed', () => {
  const line = logged(log => {
    const error = Object.assign(new Error('Unknown interaction', { cause: new Error('the line broke') }), {
      code: 10_062,
      status: 404,
      url: 'https://discord.com/api/v10/interactions/1/a-token_of-it/callback',
      requestBody: { json: { content: 'Results for “my secret plan”' } },
      detail: 'Failing row contains (my secret note)',
    });
    log.error({ err: error }, 'A command failed');
  });
  expect(line).toContain('Unknown interaction: the line broke');
  expect(line).toContain('"code":10062,"status":404');
  expect(line).toContain('/interactions/1/[token]/callback');
  expect(line).not.toContain('my secret');
});

it('blots out secrets wherever they stand', () => {
  const line = logged(log => log.error({ err: new Error('refused for hunter2') }, 'hunter2'), ['hunter2']);
  expect(line.match(/\[secret\]/g)?.length).toBeGreaterThanOrEqual(2);
  expect(line).not.toContain('hunter2');
});

it('takes what is no error as it is', () => {
  expect(logged(log => log.error({ err: 'just words' }, 'Failed'))).toContain('just words');
});

it('says what an operator can mend in words, without a stack', () => {
  const line = logged(log => log.error({ err: new OperatorError('The disk is full.', new Error('ENOSPC')) }, 'Failed'));
  expect(JSON.parse(line).err).toEqual({ type: 'OperatorError', message: 'The disk is full.', cause: 'ENOSPC' });
});

it('leaves a short password alone where it is a part of something else, and finds it where it is a value', () => {
  const line = logged(
    log => {
      log.error(
        {
          path: '/srv/offprint/data/offprint.sqlite',
          user: 'offprint',
          url: 'postgres://me:offprint@db/offprint-test',
        },
        'password "offprint" is refused for offprint. Offprint stays in offprint/',
      );
    },
    ['offprint'],
  );
  expect(JSON.parse(line)).toMatchObject({
    path: '/srv/offprint/data/offprint.sqlite',
    user: '[secret]',
    url: 'postgres://me:[secret]@db/offprint-test',
    msg: 'password "[secret]" is refused for [secret]. Offprint stays in offprint/',
  });
});

it('finds a password as it stands in an address and in JSON, and a long secret anywhere', () => {
  const token = 'c2FuZGJveA.sandbox.sandbox-token';
  const line = logged(
    log => log.error({ url: 'postgres://me:p%40ss%22w@db', text: 'is p@ss"w' }, `https://host/${token}/path`),
    ['p@ss"w', token],
  );
  expect(JSON.parse(line)).toMatchObject({
    url: 'postgres://me:[secret]@db',
    text: 'is [secret]',
    msg: 'https://host/[secret]/path',
  });
});

it('is readable on a terminal: the time, the level, the words, the fields, and an error below', () => {
  const err = { type: 'Error', message: 'no', stack: 'Error: no\n    at x' };
  const line = { level: 'warn', time: '2026-01-15T07:25:09.123Z', source: 'arxiv', count: 2, err, msg: 'Failed' };
  expect(stripVTControlCharacters(readableLine(JSON.stringify(line)))).toBe(
    '07:25:09  warn   Failed  source=arxiv  count=2\n    Error: no\n        at x\n',
  );
  expect(readableLine('not JSON\n')).toBe('not JSON\n');
});

it('nothing in it reaches a terminal as a command', () => {
  const outside = '\u001b]0;mine\u0007\n\u009b2J';
  const err = { type: 'Error', message: outside, stack: `Error: ${outside}` };
  const line = { level: 'info', time: '2026-01-15T07:25:09.123Z', source: outside, all: [outside], err, msg: outside };
  const shown = readableLine(JSON.stringify(line));
  expect(shown).toContain('source=\\u001b]0;mine\\u0007\\u000a\\u009b2J');
  expect(shown.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});
