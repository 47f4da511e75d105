import { type FileContent, type FileEntry, namesAPaper } from './entry.ts';
import type { TaggedRecord } from './tagged-lines.ts';

type Entries = Extract<FileContent, { kind: 'entries' }>;

/** What a file of tagged records holds; a record that names no paper is rejected. */
export function contentOf(
  format: Entries['format'],
  records: readonly TaggedRecord[],
  toEntry: (record: TaggedRecord) => FileEntry,
  mostEntries: number,
): FileContent {
  if (records.length > mostEntries) return { kind: 'too-many', count: records.length };
  const content: Entries = { kind: 'entries', format, entries: [], rejected: [] };
  for (const record of records) {
    const entry = toEntry(record);
    if (namesAPaper(entry)) content.entries.push(entry);
    else content.rejected.push({ line: record.line, excerpt: record.excerpt, why: 'it has no title' });
  }
  return content;
}
