import { typeOfJournalReference } from '../../papers/guessed-type.ts';
import { findArxivId, findDoi } from '../../papers/identifiers.ts';
import { normaliseTitle } from '../../papers/paper.ts';
import type { PaperRecord } from '../../papers/record.ts';
import { isWithdrawalNotice, isWithdrawnTitle, saysWithdrawn } from './withdrawn.ts';

/** What arXiv's services say of a paper, each in a form of its own. White space is folded; what is missing is empty. */
export interface ArxivEntry {
  /** Holds the id, in whatever form. */
  id: string;
  title: string;
  abstract: string;
  authors: string[];
  /** First submission, as far as the service knows: begins YYYY-MM-DD. */
  date: string;
  categories: string[];
  doi: string;
  journal: string;
  /** Missing where the service does not tell it. */
  comment?: string;
  /** An announcement of a new version: it is no new paper. */
  replacement?: boolean;
}

/** Undefined for an entry without id or title, which arXiv's query service gives for papers that it does not have. */
export function toRecord(entry: ArxivEntry): PaperRecord | undefined {
  const arxivId = findArxivId(entry.id);
  if (arxivId === undefined || normaliseTitle(entry.title) === '') return undefined;
  const withdrawn =
    saysWithdrawn(entry.comment ?? '') || isWithdrawalNotice(entry.abstract) || isWithdrawnTitle(entry.title);
  return {
    title: entry.title,
    // The notice takes the place of the abstract; the collection may still have that.
    abstract: isWithdrawalNotice(entry.abstract) ? undefined : entry.abstract,
    own: false,
    arxivId,
    doi: findDoi(entry.doi),
    authors: entry.authors.filter(name => name !== ''),
    venue: entry.journal,
    ...(entry.journal !== '' && { type: typeOfJournalReference(entry.journal) }),
    year: yearIn(entry.journal),
    date: /^\d{4}-\d{2}-\d{2}/.exec(entry.date)?.[0],
    categories: entry.categories.filter(category => category !== ''),
    // A later version may bring a paper back; but many withdrawals stand in the comment alone.
    ...((withdrawn || entry.comment !== undefined) && { withdrawn }),
    ...((withdrawn || entry.replacement) && { onlyKnown: true }),
  };
}

/** The year of a journal reference, where it names just one: “Phys. Rev. D 76 (2007) 013009”. */
function yearIn(journal: string): number | undefined {
  const years = new Set(journal.match(/(?<!\d)(?:19|20)\d\d(?!\d)/g));
  const [year] = years;
  return years.size === 1 && year !== undefined ? Number(year) : undefined;
}
