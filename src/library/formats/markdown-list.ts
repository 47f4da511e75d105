import type { ListedPaper } from './listed-paper.ts';
import { toPlain } from './plain.ts';
import { referenceTo } from './reference.ts';

/** A list as Markdown: one item a paper, done ones ticked, notes below. */
export function toMarkdownItem({ paper, note, readAt }: ListedPaper): string {
  const lines = (note ?? '').split(/\r\n?|\n/).filter(line => line.trim() !== '');
  return [
    `- [${readAt === undefined ? ' ' : 'x'}] ${escaped(toPlain(referenceTo(paper)))}`,
    ...lines.map(line => `  > ${escaped(line)}`),
  ].join('\n');
}

/** Addresses stay whole: in Markdown they are links as they are. */
function escaped(text: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')))
    .join('');
}
