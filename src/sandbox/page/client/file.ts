import type { ShownFile } from '../../driver/shown.ts';
import { h } from './dom.ts';

/** A file of a message: its name to load it by, and what can be shown of it. */
export function drawFile({ filename, size, url, contentType, text, description }: ShownFile): HTMLElement {
  const { pathname } = new URL(url);
  const name = h('a', { href: pathname, download: filename }, filename);
  const heading = h('div', { class: 'file-name' }, name, h('span', { class: 'muted' }, ` ${sizeText(size)}`));
  const picture = contentType.startsWith('image/') && h('img', { src: pathname, alt: description ?? filename });
  const preview =
    text !== undefined && h('pre', { tabindex: 0, 'aria-label': `Content of ${filename}`, role: 'region' }, text);
  return h('div', { class: 'file' }, heading, picture || undefined, preview || undefined);
}

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
