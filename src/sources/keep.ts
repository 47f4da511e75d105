import { submissionDate } from '../papers/prepare.ts';
import type { PaperRecord } from '../papers/record.ts';
import { readQuery } from '../search/query/limits.ts';
import { legible, meeting } from '../search/query/meets.ts';
import type { Keep } from './settings.ts';

/** Whether a source adds this paper, where only some of its papers are kept. */
export function keeps({ categories, query, from, upvotes }: Keep, paper: PaperRecord): boolean {
  if (categories && !paper.categories?.some(category => categories.includes(category))) return false;
  if (from !== undefined && !isSince(from, submissionDate(paper.arxivId, paper.date) ?? paper.year?.toString()))
    return false;
  if (upvotes !== undefined && (paper.upvotes ?? 0) < upvotes) return false;
  return query === undefined || meeting(readQuery(query).clauses, () => () => true)(legible(paper));
}

/** Of some papers only the month or the year is known: it may be any of its days. */
function isSince(day: string, date = ''): boolean {
  return date !== '' && date >= day.slice(0, date.length);
}
