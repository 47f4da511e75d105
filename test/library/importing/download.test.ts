import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { download, MOST_BYTES } from '../../../src/library/importing/index.ts';

async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_request, response) => answer(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/file`;
}

it('gives the bytes', async () => {
  const url = await serve(response => response.end('words'));
  expect(await download(url)).toEqual({ kind: 'bytes', bytes: Buffer.from('words') });
});

it('stops at a file that is larger than it may be and does not say so', async () => {
  let sent = 0;
  const piece = Buffer.alloc(2 ** 16);
  const url = await serve(response => {
    const more = () => {
      while (!response.destroyed && response.write(piece)) sent += piece.length;
    };
    response.on('drain', more);
    more();
  });
  expect(await download(url)).toEqual({ kind: 'too-large' });
  // What is under way in buffers comes on top; the transfer would else never end.
  expect(sent).toBeLessThan(4 * MOST_BYTES);
});

it('does not begin with one that says so', async () => {
  const url = await serve(response => {
    response.writeHead(200, { 'content-length': 50 * 2 ** 20 });
    response.write('x');
  });
  expect(await download(url)).toEqual({ kind: 'too-large' });
});

it.each([
  ['an error', (response: ServerResponse) => response.writeHead(404).end()],
  ['another address', (response: ServerResponse) => response.writeHead(302, { location: 'http://169.254.0.1/' }).end()],
  ['a connection that breaks', (response: ServerResponse) => response.destroy()],
])('%s: no file', async (_what, answer) => {
  expect(await download(await serve(answer))).toEqual({ kind: 'failed' });
});
