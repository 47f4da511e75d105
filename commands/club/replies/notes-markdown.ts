import { plain } from '../../../src/interactions/markdown.ts';
import { type Paper, paperUrl } from '../../../src/papers/paper.ts';
import type { Note } from '../../../src/store/index.ts';

/** A paper and what is written on it, for a file of Markdown. Who wrote a note stands there by their id of Discord. */
export function paperWithNotes(
  paper: Paper,
  notes: readonly Pick<Note, 'userId' | 'text' | 'writtenAt'>[],
  heading: string,
): string {
  const url = paperUrl(paper);
  return [
    `${heading} ${inMarkdown(paper.title)}`,
    [paper.authors.map(inMarkdown).join(', '), ...(url ? [`<${url}>`] : [])].filter(part => part !== '').join('. '),
    ...notes.map(({ userId, text, writtenAt }) => {
      const lines = plain(text)
        .split('\n')
        .map(line => `> ${inMarkdown(line)}`.trimEnd());
      return [...lines, '>', `> (${userId}, ${new Date(writtenAt).toISOString().slice(0, 10)})`].join('\n');
    }),
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

/** One line of outside text, without markup. */
export function inMarkdown(text: string): string {
  return plain(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
}
