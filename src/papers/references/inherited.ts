import type { RawEntry } from './bibtex-scan.ts';

/**
 * Fields that a volume gives its parts (crossref): never what names the volume itself, and not what its parts have of
 * their own.
 */
const OF_VOLUMES = ['year', 'date', 'booktitle', 'journal', 'journaltitle', 'month'];
/** Fields that name one paper: they are never inherited. */
const IDENTIFIERS = new Set([
  'doi',
  'eprint',
  'archiveprefix',
  'eprinttype',
  'primaryclass',
  'url',
  'ee',
  'biburl',
  'arxivid',
  'howpublished',
  'note',
  'title',
  'subtitle',
  'abstract',
]);
/** Chains are two or three long. */
const LONGEST_CHAIN = 5;

/** The fields of each entry with those that it has from others: `crossref` to a volume, `xdata` to shared data. */
export function inherited(entries: readonly RawEntry[]): (entry: RawEntry) => RawEntry['fields'] {
  const byKey = new Map<string, RawEntry>();
  for (const entry of entries)
    if (entry.key !== '' && !byKey.has(entry.key.toLowerCase())) byKey.set(entry.key.toLowerCase(), entry);

  const withParents = (entry: RawEntry, chain: number): RawEntry['fields'] => {
    const named = (field: string) =>
      (entry.fields.get(field) ?? '')
        .split(',')
        .flatMap(key => byKey.get(key.replace(/[{}]/g, '').trim().toLowerCase()) ?? [])
        .filter(parent => parent !== entry);
    const [volumes, data] = [named('crossref'), named('xdata')];
    if (chain >= LONGEST_CHAIN || volumes.length + data.length === 0) return entry.fields;
    const fields = new Map(entry.fields);
    const give = (name: string, value: string | undefined) => {
      if (value !== undefined && value !== '' && !fields.get(name)) fields.set(name, value);
    };
    for (const parent of data) {
      for (const [name, value] of withParents(parent, chain + 1)) if (!IDENTIFIERS.has(name)) give(name, value);
    }
    for (const parent of volumes) {
      const of = withParents(parent, chain + 1);
      // A date of the part's own beats every form of the volume's.
      const dated = Boolean(fields.get('year') || fields.get('date'));
      for (const name of OF_VOLUMES) if (!(dated && /^(?:year|date|month)$/.test(name))) give(name, of.get(name));
      if (!fields.get('journal') && !fields.get('journaltitle'))
        give(parent.type === 'periodical' ? 'journal' : 'booktitle', of.get('title'));
      if (entry.type === 'inbook') give('author', of.get('author'));
    }
    return fields;
  };
  return entry => withParents(entry, 0);
}
