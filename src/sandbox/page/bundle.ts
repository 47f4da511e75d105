import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What the browser loads: nothing else is served to it, and nothing of it comes from outside. */
export interface PageFile {
  contentType: string;
  content: string | Uint8Array;
}

const here = (name: string) => fileURLToPath(new URL(`client/${name}`, import.meta.url));

/** Where the page's files are, by path. Made in memory from their sources, at the first call. */
export function bundlePage(): Promise<ReadonlyMap<string, PageFile>> {
  bundled ??= bundle();
  return bundled;
}

let bundled: Promise<ReadonlyMap<string, PageFile>> | undefined;

async function bundle(): Promise<ReadonlyMap<string, PageFile>> {
  // Loaded only here: a sandbox whose page nobody opens does not need it.
  const { build } = await import('esbuild');
  const [html, { outputFiles }] = await Promise.all([
    readFile(here('index.html'), 'utf8'),
    build({
      entryPoints: { page: here('main.ts'), style: here('style.css') },
      outdir: '/',
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2024',
      write: false,
      logLevel: 'silent',
    }),
  ]);
  return new Map([
    ['/', { contentType: 'text/html; charset=utf-8', content: html }],
    ...outputFiles.map(({ path, contents }): [string, PageFile] => [
      path,
      { contentType: `text/${path.endsWith('.css') ? 'css' : 'javascript'}; charset=utf-8`, content: contents },
    ]),
  ]);
}
