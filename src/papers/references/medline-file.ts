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
  return contentOf(
    'MEDLINE',
    readTagged(text, LINE, { first: 'PMID', needed: ['TI', 'CTI', 'BTI'] }),
    toEntry,
    mostEntries,
  );
}

function toEntry(record: TaggedRecord): FileEntry {
  const all = (...tags: string[]) => valuesOf(record, tags);
  const [full, short, groups] = [all('FAU'), all('AU'), all('CN')];
  const ids = all('LID', 'AID', 'SO').flatMap(id => /(10\.\d{4,9}\/\S+) \[doi\]/i.exec(id)?.[1] ?? []);
  const isChapter = all('CTI').length > 0;
  return compact({
    line: record.line,
    // PubMed ends every title with a full stop.
    title: all('TI', 'CTI', 'BTI')[0]
      ?.replace(/(?<!\.)\.$/, '')
      .replace(/^\[(.*)\]$/, '$1'),
    names: ids,
    authors: [...(full.length > 0 ? full.map(inReadingOrder) : short.map(withInitialsFirst)), ...groups],
    abstract: all('AB')[0],
    venue: all('JT', 'TA')[0] ?? (isChapter ? all('BTI')[0] : undefined),
    // PubMed lists journals, and a few books.
    ...(isChapter && { type: 'chapter' as const }),
    ...(all('JT', 'TA').length > 0 && { type: 'article-journal' as const }),
    year: yearOf(...all('DP', 'DEP', 'EDAT')),
    keywords: [...all('MH').filter(heading => heading.includes('*')), ...all('OT')].map(keywordOf),
    // The paper itself; its notice is a "Retraction of Publication". https://www.nlm.nih.gov/mesh/pubtypes.html
    withdrawn: all('PT').includes('Retracted Publication') || undefined,
  });
}

/** `van Dijk JA Jr` */
function withInitialsFirst(name: string): string {
  return name.replace(/^(.+?) (\p{Lu}{1,4})( (?:Jr|Sr|2nd|3rd))?$/u, '$2 $1$3');
}

/** Of PubMed's own headings those with a star are what the paper is about: `Coral Reefs/*ecology`. */
function keywordOf(heading: string): string {
  return heading.replace(/^\*/, '').replace(/\/.*$/, '');
}
