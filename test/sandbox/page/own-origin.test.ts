import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';

let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

/** The status of `GET /`. `fetch` would not let a host be claimed. */
async function statusWith({ url }: Sandbox, headers: Record<string, string>, path = '/'): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  request(`${url}${path}`, { headers }, response => resolve(response.resume().statusCode))
    .on('error', reject)
    .end();
  return promise;
}

/** Whether a WebSocket opens. */
async function opens({ url }: Sandbox, headers: Record<string, string>, path = '/page'): Promise<boolean> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  socket.on('open', () => resolve(true));
  socket.on('error', () => resolve(false));
  const opened = await promise;
  socket.terminate();
  return opened;
}

describe('who may ask the sandbox', () => {
  it('its own page, and programs on this machine', async () => {
    sandbox = await startSandbox();
    const { host, port, origin } = new URL(sandbox.url);
    expect(await statusWith(sandbox, {})).toBe(200);
    expect(await statusWith(sandbox, { Host: `localhost:${port}` })).toBe(200);
    expect(await opens(sandbox, { Origin: origin })).toBe(true);
    expect(await opens(sandbox, { Host: `localhost:${port}`, Origin: `http://localhost:${port}` })).toBe(true);
    expect(host).toMatch(/^127\.0\.0\.1:/);
  });

  it('no page from elsewhere', async () => {
    sandbox = await startSandbox();
    const { port } = new URL(sandbox.url);
    for (const Origin of ['https://evil.example', 'null', `http://127.0.0.1:${Number(port) + 1}`, 'http://localhost']) {
      expect(await statusWith(sandbox, { Origin }), Origin).toBe(403);
      expect(await statusWith(sandbox, { Origin }, '/api/v10/gateway/bot'), Origin).toBe(403);
      expect(await opens(sandbox, { Origin }), Origin).toBe(false);
      expect(await opens(sandbox, { Origin }, '/'), Origin).toBe(false);
    }
  });

  it('nobody who calls it by another name', async () => {
    sandbox = await startSandbox();
    const { port } = new URL(sandbox.url);
    for (const Host of [`evil.example:${port}`, 'localhost', '127.0.0.1', `127.0.0.1.evil.example:${port}`]) {
      expect(await statusWith(sandbox, { Host }), Host).toBe(403);
      expect(await opens(sandbox, { Host, Origin: `http://${Host}` }), Host).toBe(false);
    }
  });

  it('no program by the page’s socket, which a browser alone has a use for', async () => {
    sandbox = await startSandbox();
    expect(await opens(sandbox, {})).toBe(false);
  });
});

describe('what the page is served with', () => {
  it('allows nothing from outside, and no framing', async () => {
    sandbox = await startSandbox();
    for (const path of ['/', '/page.js', '/style.css', '/emoji/1f44d.svg']) {
      const { status, headers } = await fetch(`${sandbox.url}${path}`);
      expect(status, path).toBe(200);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it.each([
    '/emoji/../../package.json',
    '/emoji/%2e%2e/package.json',
    '/emoji/zz.svg',
    '/emoji/fffff.svg',
    '/bundle.ts',
  ])('gives no other file: %s', async path => {
    sandbox = await startSandbox();
    expect([401, 404]).toContain(await statusWith(sandbox, {}, path));
  });

  it('stays small: under 600 kB for all of it', async () => {
    sandbox = await startSandbox();
    let bytes = 0;
    for (const path of ['/', '/page.js', '/style.css']) {
      bytes += (await (await fetch(`${sandbox.url}${path}`)).arrayBuffer()).byteLength;
    }
    expect(bytes).toBeLessThan(600_000);
  });
});
