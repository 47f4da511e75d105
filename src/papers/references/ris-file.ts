import { compact, type FileContent, type FileEntry, inReadingOrder, yearOf } from './entry.ts';

/** Written with one space or two around the hyphen, by various programs. */
const LINE = /^([A-Z][A-Z0-9]) {0,2}- ?(.*)$/;
const TITLE_TAGS = ['TI', 'T1', 'CT', 'BT'];
const AUTHOR_TAGS = ['AU', 'A1'];
const ABSTRACT_TAGS = ['AB', 'N2'];
const VENUE_TAGS = ['JO', 'JF', 'T2', 'JA'];
const YEAR_TAGS = ['PY', 'Y1', 'DA'];
const NAMING_TAGS = ['DO', 'DI', 'UR', 'L1', 'L2', 'L3', 'LK', 'AN', 'M1', 'M3', 'C7', 'ID', 'JO', 'T2'];

export function looksLikeRis(text: string): boolean {
  return /^TY {0,2}- ?\S/m.test(text);
}

/** Reads RIS: lines of tag and value; a line without a tag goes on with the value before. A record without its end is read too. */
export function readRisFile(text: string, mostEntries: number): FileContent {
  const records: Map<string, string[]>[] = [];
  let values: string[] = [];
  for (const line of text.split(/\r\n?|\n/)) {
    const [, tag, value = ''] = LINE.exec(line.trimEnd()) ?? [];
    if (tag === 'TY') records.push(new Map());
    const record = records.at(-1);
    if (!record) continue;
    if (tag === undefined) {
      if (values.length > 0 && line.trim() !== '') values.push(`${values.pop()} ${line.trim()}`);
      continue;
    }
    values = record.get(tag) ?? [];
    values.push(value.trim());
    record.set(tag, values);
  }
  if (records.length > mostEntries) return { kind: 'too-many', count: records.length };
  return { kind: 'entries', entries: records.map(toEntry), broken: [] };
}

function toEntry(record: ReadonlyMap<string, readonly string[]>): FileEntry {
  const all = (tags: readonly string[]) => tags.flatMap(tag => record.get(tag) ?? []).filter(value => value !== '');
  return compact({
    title: all(TITLE_TAGS)[0],
    names: NAMING_TAGS.flatMap(tag => record.get(tag) ?? []),
    authors: all(AUTHOR_TAGS).map(inReadingOrder),
    abstract: all(ABSTRACT_TAGS)[0],
    venue: all(VENUE_TAGS)[0],
    year: yearOf(all(YEAR_TAGS)[0]),
  });
}
