import { arxivUrl, doiUrl, type Paper, paperUrl } from '../../papers/paper.ts';
import type { ListedPaper } from './listed-paper.ts';

/** The columns of {@link paperCells}. */
export const PAPER_COLUMNS = ['title', 'authors', 'year', 'venue', 'arxiv', 'doi', 'url'];

/** What is said of a paper in every table; its id comes last there. */
export function paperCells(paper: Paper): string[] {
  const url = paper.arxivId ? arxivUrl(paper.arxivId) : paper.doi ? doiUrl(paper.doi) : paperUrl(paper);
  return [
    paper.title,
    paper.authors.join('; '),
    paper.year?.toString() ?? '',
    paper.venue ?? '',
    paper.arxivId ?? '',
    paper.doi ?? '',
    url ?? '',
  ];
}

export const CSV_HEADER = csvLine([...PAPER_COLUMNS, 'saved', 'read', 'note', 'id']);

/** One line of CSV (RFC 4180: CR LF, quotes doubled). */
export function toCsvLine({ paper, savedAt, readAt, note }: ListedPaper): string {
  return csvLine([
    ...paperCells(paper),
    new Date(savedAt).toISOString(),
    readAt === undefined ? '' : new Date(readAt).toISOString(),
    note ?? '',
    paper.id,
  ]);
}

/** A line of cells, whatever is in them. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/**
 * A cell that begins like a formula would be run by spreadsheets
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
