import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PageFile } from './bundle.ts';

/** Twemoji: what Discord draws emoji with (graphics CC BY 4.0). One small drawing each, named by its code points. */
const FOLDER = dirname(fileURLToPath(import.meta.resolve('@twemoji/svg/package.json')));

const ADDRESS = /^\/emoji\/([0-9a-f]{2,6}(?:-[0-9a-f]{2,6})*\.svg)$/;

/** The drawing at an address such as `/emoji/1f44d.svg`; nothing for one that is newer than the set. */
export async function emojiFile(path: string): Promise<PageFile | undefined> {
  const name = ADDRESS.exec(path)?.[1];
  const content = name && (await readFile(join(FOLDER, name)).catch(() => undefined));
  return content ? { contentType: 'image/svg+xml', content } : undefined;
}
