import { yearOf } from './dates.ts';
import { compact, type FileContent, type FileEntry } from './entry.ts';
import { inReadingOrder } from './names.ts';
import { contentOf } from './tagged-content.ts';
import { readTagged, type TaggedRecord, valuesOf } from './tagged-lines.ts';

/** Tags of two to four letters, filled up to four: https://www.nlm.nih.gov/bsd/mms/medlineelements.html */
const LINE = /^\ufeff?([A-Z]{2,4}) {0,3}- ?(.*)$/;

export function looksLikeMedline(text: string): boolean {
  return /^\ufeff?PMID *- ?\d/m.test(text);
}

/** Reads the NBIB (MEDLINE) format of PubMed. */
export function readMedlineFile(text: string, mostEntries: number): FileContent {
  // A record ends where the next one begins; no tag says so.
  return contentOf('MEDLINE', readTagged(text, LINE, { first: 'PMID', needed: ['TI'] }), toEntry, mostEntries);
}

function toEntry(record: TaggedRecord): FileEntry {
  const all = (...tags: string[]) => valuesOf(record, tags);
  const [full, short, groups] = [all('FAU'), all('AU'), all('CN')];
  const ids = all('LID', 'AID', 'SO').flatMap(id => /(10\.\d{4,9}\/\S+) \[doi\]/i.exec(id)?.[1] ?? []);
  return compact({
    line: record.line,
    // PubMed ends every title with a full stop.
    title: all('TI', 'BTI')[0]
      ?.replace(/(?<!\.)\.$/, '')
      .replace(/^\[(.*)\]$/, '$1'),
    names: ids,
    authors: [...(full.length > 0 ? full : short).map(inReadingOrder), ...groups],
    abstract: all('AB')[0],
    venue: all('JT', 'TA')[0],
    // PubMed lists journals, and a few books.
    ...(all('JT', 'TA').length > 0 && { type: 'article-journal' as const }),
    year: yearOf(...all('DP', 'DEP', 'EDAT')),
  });
}
