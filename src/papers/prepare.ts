import { withoutOthers } from './author-names.ts';
import { cleanAbstract, cleanLine } from './cleaning/clean.ts';
import { safeLink } from './cleaning/hosts.ts';
import { type Changes, count } from './cleaning/rule.ts';
import { LONGEST, LONGEST_LINE, MOST_AUTHORS, MOST_VALUES } from './field-limits.ts';
import type { Paper } from './paper.ts';
import type { PaperRecord } from './record.ts';

/** A paper on its way into the collection: cleaned, with what is known of it: `undefined`, '' and [] say nothing. */
export interface Incoming extends Omit<Partial<Paper>, 'withdrawn'> {
  title: string;
  /** See {@link PaperRecord}. */
  withdrawn?: boolean | undefined;
  /** Whether a paper that is new to the collection keeps the id that it brings. */
  own: boolean;
  /** See {@link PaperRecord}. */
  fills?: true | undefined;
  /**
   * What the same source said of it the last time: what it says no more is forgotten, where nobody else has said
   * otherwise.
   */
  before?: Paper | undefined;
  /** See {@link PaperRecord}. */
  onlyKnown?: true | undefined;
  /** See {@link PaperRecord}. */
  abstractOptional?: true | undefined;
}

/** A text is cut before it is cleaned, so that none holds up anybody. */
function cut(text: string, most: number, changes: Changes): string {
  if (text.length <= most) return text;
  count(changes, 'texts cut to their limit');
  return `${text.slice(0, most - 1).replace(/\s\S{0,50}$/, '')}…`;
}

/** Cleans a record and counts what that changed. */
export function prepare(record: PaperRecord, changes: Changes): Incoming {
  const line = (text: string) => cleanLine(cut(text, LONGEST_LINE, changes), changes);
  const abstract = cleanAbstract(cut(record.abstract ?? '', LONGEST.abstract, changes), changes);
  const links = [...(record.links ?? []).slice(0, MOST_VALUES).map(link => trusted(link, changes)), ...abstract.links];
  // arXiv writes a ":" between a collaboration and its members as if it were an author.
  const authors = (record.authors ?? [])
    .slice(0, MOST_AUTHORS)
    .map(line)
    .map(author => withoutOthers(author.replace(/^[\s:;,]+|[\s:;,]+$/gu, '')))
    .filter(author => /\p{L}/u.test(author));
  const venue = line(record.venue ?? '');
  return {
    own: record.own,
    title: line(record.title),
    abstract: abstract.text,
    links: [...new Set(links.filter(link => link !== undefined))],
    authors,
    venue,
    type: record.type,
    arxivId: record.arxivId,
    doi: record.doi,
    year: record.year,
    date: submissionDate(record.arxivId, record.date),
    versions: record.versions,
    withdrawn: record.withdrawn,
    categories: record.categories?.slice(0, MOST_VALUES),
    keywords: record.keywords
      ?.slice(0, MOST_VALUES)
      .map(line)
      .filter(keyword => keyword !== ''),
    upvotes: record.upvotes,
    fills: record.fills,
    onlyKnown: record.onlyKnown,
    abstractOptional: record.abstractOptional,
    ...(record.id === undefined ? {} : { id: record.id }),
  };
}

function trusted(link: string, changes: Changes): string | undefined {
  const href = safeLink(link);
  if (href === undefined) count(changes, 'links that cannot be trusted');
  return href;
}

/** The month of first submission stands in an arXiv id; a date within that month is more exact. */
export function submissionDate(arxivId: string | undefined, date: string | undefined): string | undefined {
  const [, yy, month] = /(\d\d)(\d\d)(?:\.\d+|\d{3})$/.exec(arxivId ?? '') ?? [];
  if (yy === undefined || month === undefined) return date;
  // arXiv began in 1991.
  const submitted = `${Number(yy) > 90 ? '19' : '20'}${yy}-${month}`;
  return date?.startsWith(submitted) ? date : submitted;
}
