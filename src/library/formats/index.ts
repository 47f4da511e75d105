import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Paper } from '../../papers/paper.ts';
import { toCsl } from './csl.ts';
import { CSV_HEADER, toCsvLine } from './csv.ts';
import type { ListedPaper } from './listed-paper.ts';
import { toMarkdownItem } from './markdown-list.ts';
import { toPlain } from './plain.ts';
import { referenceTo } from './reference.ts';
import { toRis } from './ris.ts';

export type { ListedPaper } from './listed-paper.ts';

/** The formats in which a list leaves Offprint, with the ending of the file's name. */
export const FORMATS = { bibtex: 'bib', ris: 'ris', csl: 'json', markdown: 'md', csv: 'csv' } as const;
export type Format = keyof typeof FORMATS;

interface Writing {
  start?: string;
  between: string;
  end?: string;
  item(entry: ListedPaper): string;
}

/** BibTeX brings LaTeX's table of characters: loaded when first needed. */
const WRITING: Record<Format, () => Writing | Promise<Writing>> = {
  async bibtex() {
    const { toBibtex } = await import('./bibtex.ts');
    return { between: '\n\n', end: '\n', item: ({ paper }) => toBibtex(referenceTo(paper)) };
  },
  ris: () => ({ between: '\r\n', item: ({ paper }) => toRis(referenceTo(paper)) }),
  csl: () => ({
    start: '[\n',
    between: ',\n',
    end: '\n]\n',
    item: ({ paper }) => JSON.stringify(toCsl(referenceTo(paper))),
  }),
  markdown: () => ({ start: '# Reading list\n\n', between: '\n', end: '\n', item: toMarkdownItem }),
  csv: () => ({ start: CSV_HEADER, between: '', item: toCsvLine }),
};

/** Papers written between two turns of the event loop: some milliseconds of work. */
const PAPERS_A_TURN = 50;

/** A list as the text of a file. */
export async function writeList(entries: readonly ListedPaper[], format: Format): Promise<string> {
  const { start = '', between, end = '', item } = await WRITING[format]();
  const items: string[] = [];
  for (const [i, entry] of entries.entries()) {
    if (i % PAPERS_A_TURN === PAPERS_A_TURN - 1) await nextTurn();
    items.push(item(entry));
  }
  return `${start}${items.join(between)}${end}`;
}

export interface Citation {
  bibtex: string;
  ris: string;
  plain: string;
}

/** One paper to copy. */
export async function cite(paper: Paper): Promise<Citation> {
  const { toBibtex } = await import('./bibtex.ts');
  const { abstract: _, ...reference } = referenceTo(paper);
  return { bibtex: toBibtex(reference), ris: toRis(reference), plain: toPlain(reference) };
}
