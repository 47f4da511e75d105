import { excerptOf } from '../../papers/references/entry.ts';
import type { Source } from '../../papers/sources.ts';
import { readElements } from '../xml.ts';
import { paperOf } from './query.ts';

/**
 * Reads an answer of arXiv's query service that was saved as a file.
 * @throws {XmlError} when it is no Atom feed, or is cut off.
 */
export async function readAtomFile(text: string): Promise<Source> {
  const source: Source = { format: 'Atom from arXiv', records: [], rejected: [], passedOver: [] };
  for await (const entry of readElements(text, ['feed'], ['entry'])) {
    const record = paperOf(entry);
    if (record) source.records.push(record);
    else source.rejected.push({ line: 1, excerpt: excerptOf(entry.text), why: 'it has no arXiv id or no title' });
  }
  return source;
}
