import { looksLikeBibtex, readBibtexFile } from './bibtex-file.ts';
import { readCslJsonFile } from './csl-json-file.ts';
import type { FileContent } from './entry.ts';
import { looksLikeMedline, readMedlineFile } from './medline-file.ts';
import { looksLikeRis, readRisFile } from './ris-file.ts';

export { entryRecord, type FileContent, type FileEntry, fileContentSchema, type Rejected } from './entry.ts';

/**
 * Reads BibTeX, RIS, CSL-JSON or MEDLINE; which of them it is tells the content. What is not taken for an entry is
 * listed with a reason. A file of 10,000 entries takes seconds: for a worker thread.
 */
export function readReferences(text: string, mostEntries: number): FileContent {
  if (/^\s*[{[]/.test(text)) return readCslJsonFile(text, mostEntries);
  // XML and HTML may quote references, but are none.
  if (/^\s*</.test(text)) return { kind: 'no-references' };
  // Tagged lines are told from all else by their form; an abstract within may quote BibTeX.
  if (looksLikeRis(text)) return readRisFile(text, mostEntries);
  if (looksLikeMedline(text)) return readMedlineFile(text, mostEntries);
  if (looksLikeBibtex(text)) return readBibtexFile(text, mostEntries);
  return { kind: 'no-references' };
}
