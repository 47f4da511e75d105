/** A record of a format of tagged lines, such as RIS: its values by tag, in their order. */
export interface TaggedRecord {
  /** Where it begins in the file, from 1. */
  line: number;
  /** What stands there. */
  excerpt: string;
  values: Map<string, string[]>;
}

export interface Tags {
  /** A record begins with it. */
  first: string;
  /** A record ends with it; in some formats none says so. */
  last?: string;
  /** Where `first` is missing, any tag begins a record, which counts when it has one of these. */
  needed: readonly string[];
}

/**
 * Reads lines of tag and value; a line without a tag goes on with the value before. Lines without a tag before the
 * first record belong to none.
 */
export function readTagged(text: string, line: RegExp, { first, last, needed }: Tags): TaggedRecord[] {
  const records: TaggedRecord[] = [];
  let record: TaggedRecord | undefined;
  let values: string[] = [];
  for (const [at, written] of text.split(/\r\n?|\n/).entries()) {
    const [, tag, value = ''] = line.exec(written.trimEnd()) ?? [];
    const begins = tag === first || (!record && tag !== undefined && tag !== last);
    if (begins) {
      record = { line: at + 1, excerpt: written.trim(), values: new Map() };
      records.push(record);
      values = [];
    }
    if (!record) continue;
    if (tag === last && tag !== undefined) record = undefined;
    else if (tag === undefined) {
      const more = written.trim();
      if (more !== '' && values.length > 0) values.push(`${values.pop()} ${more}`.trim());
    } else {
      values = record.values.get(tag) ?? [];
      values.push(value.trim());
      record.values.set(tag, values);
    }
  }
  return records.filter(({ values: said }) => said.has(first) || needed.some(tag => said.has(tag)));
}

/** The values of the first of these tags, then of the next; empty ones say nothing. */
export function valuesOf({ values }: TaggedRecord, tags: readonly string[]): string[] {
  return tags.flatMap(tag => values.get(tag) ?? []).filter(value => value !== '');
}
