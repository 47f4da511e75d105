import { arxivUrl, doiUrl, paperUrl } from '../../papers/paper.ts';
import type { ListedPaper } from './listed-paper.ts';

export const CSV_HEADER = csvLine([
  'title',
  'authors',
  'year',
  'venue',
  'arxiv',
  'doi',
  'url',
  'saved',
  'read',
  'note',
  'id',
]);

/** One line of CSV (RFC 4180: CR LF, quotes doubled). */
export function toCsvLine({ paper, savedAt, readAt, note }: ListedPaper): string {
  const url = paper.arxivId ? arxivUrl(paper.arxivId) : paper.doi ? doiUrl(paper.doi) : paperUrl(paper);
  return csvLine([
    paper.title,
    paper.authors.join('; '),
    paper.year?.toString() ?? '',
    paper.venue ?? '',
    paper.arxivId ?? '',
    paper.doi ?? '',
    url ?? '',
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
