/** A record of a format of tagged lines, such as RIS: its values by tag, in their order. */
export interface TaggedRecord {
  /** Where it begins in the file, from 1. */
  line: number;
  /** What stands there. */
  excerpt: string;
  values: Map<string, string[]>;
}

/**
 * Reads lines of tag and value. A record begins with one of the tags `first` (or, where the end of a record was missed, with the next of
 * them); a line without a tag goes on with the value before. What stands before the first record belongs to none.
 */
export function readTagged(text: string, line: RegExp, first: string, ends: string): TaggedRecord[] {
  const records: TaggedRecord[] = [];
  let record: TaggedRecord | undefined;
  let values: string[] = [];
  for (const [at, written] of text.split(/\r\n?|\n/).entries()) {
    const [, tag, value = ''] = line.exec(written.trimEnd()) ?? [];
    if (tag === first) {
      record = { line: at + 1, excerpt: written.trim(), values: new Map() };
      records.push(record);
      values = [];
    }
    if (!record) continue;
    if (tag === ends) record = undefined;
    else if (tag === undefined) {
      const more = written.trim();
      if (more !== '' && values.length > 0) values.push(`${values.pop()} ${more}`.trim());
    } else {
      values = record.values.get(tag) ?? [];
      values.push(value.trim());
      record.values.set(tag, values);
    }
  }
  return records;
}

/** The values of the first of these tags, then of the next; empty ones say nothing. */
export function valuesOf({ values }: TaggedRecord, tags: readonly string[]): string[] {
  return tags.flatMap(tag => values.get(tag) ?? []).filter(value => value !== '');
}
