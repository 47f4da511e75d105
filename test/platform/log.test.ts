import { expect, it, vi } from 'vitest';
import { createLog } from '../../src/platform/log.ts';
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
