import { keywordsIn } from '../keywords.ts';
import { typeOfRis } from '../publication-type.ts';
import { yearOf } from './dates.ts';
import { compact, type FileContent, type FileEntry } from './entry.ts';
import { inReadingOrder, isOthers } from './names.ts';
import { contentOf } from './tagged-content.ts';
import { readTagged, type TaggedRecord, valuesOf } from './tagged-lines.ts';

/** Written with one space or two around the hyphen, by various programs. */
const LINE = /^\ufeff?\s{0,2}([A-Z][A-Z0-9]) {0,2}- ?(.*)$/;
const TITLE_TAGS = ['TI', 'T1', 'CT'];
const AUTHOR_TAGS = ['AU', 'A1'];
const ABSTRACT_TAGS = ['AB', 'N2'];
/**
 * Of the proceedings (C3, as Zotero and EndNote write it), the journal or the book, the whole name before a short one.
 */
const VENUE_TAGS = ['C3', 'JF', 'JO', 'T2', 'BT', 'JA', 'J2'];
const YEAR_TAGS = ['PY', 'Y1', 'DA'];
const NAMING_TAGS = ['DO', 'DI', 'UR', 'L1', 'L2', 'L3', 'LK', 'AN', 'M1', 'M3', 'C7', 'ID', 'JO', 'JF', 'T2'];
/** Not the end of an entity: Garc&iacute;a. */
const BETWEEN_NAMES = /(?<!&#?\w{2,8})\s*;\s*/;
/** Types of which BT is the title itself. */
const BOOKS = new Set(['BOOK', 'EBOOK', 'EDBOOK', 'WHOLE', 'CONF']);

export function looksLikeRis(text: string): boolean {
  if (/^\ufeff?\s{0,2}TY {0,2}- ?\S/m.test(text)) return true;
  // Some programs leave out the type: their records have an end, a title and authors.
  return /^ER {1,2}- ?\s*$/m.test(text) && /^T[I1] {1,2}- \S/m.test(text) && /^A[U1] {1,2}- \S/m.test(text);
}

/**
 * Reads RIS: lines of tag and value; a line without a tag goes on with the value before. A record without its end is
 * read too.
 */
export function readRisFile(text: string, mostEntries: number): FileContent {
  return contentOf(
    'RIS',
    readTagged(text, LINE, { first: 'TY', last: 'ER', needed: TITLE_TAGS }),
    toEntry,
    mostEntries,
  );
}

function toEntry(record: TaggedRecord): FileEntry {
  const all = (tags: readonly string[]) => valuesOf(record, tags);
  const type = all(['TY'])[0] ?? '';
  const isBook = BOOKS.has(type.toUpperCase());
  const own = all(TITLE_TAGS)[0];
  const title = own ?? (isBook ? all(['BT', 'T2'])[0] : all(['BT'])[0]);
  return compact({
    line: record.line,
    title,
    names: NAMING_TAGS.flatMap(tag => record.values.get(tag) ?? []),
    authors: all(AUTHOR_TAGS)
      .flatMap(names => names.split(BETWEEN_NAMES))
      .map(inReadingOrder)
      .filter(name => name !== '' && !isOthers(name)),
    abstract: all(ABSTRACT_TAGS)[0],
    venue: all(VENUE_TAGS).find(venue => venue !== title),
    type: typeOfRis(type),
    year: yearOf(...all(YEAR_TAGS)),
    keywords: all(['KW']).flatMap(keywordsIn),
  });
}
