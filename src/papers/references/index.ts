import { looksLikeBibtex, readBibtexFile } from './bibtex-file.ts';
import { looksLikeCslJson, readCslJsonFile } from './csl-json-file.ts';
import type { FileContent } from './entry.ts';
import { looksLikeRis, readRisFile } from './ris-file.ts';

export { type BrokenEntry, entryRecord, type FileContent, type FileEntry, fileContentSchema } from './entry.ts';

/** Reads BibTeX, RIS or CSL-JSON; which of them it is tells the content. A file of 10,000 entries takes seconds: for a worker thread. */
export function readReferences(text: string, mostEntries: number): FileContent {
  if (looksLikeCslJson(text)) return readCslJsonFile(text, mostEntries);
  if (looksLikeBibtex(text)) return readBibtexFile(text, mostEntries);
  if (looksLikeRis(text)) return readRisFile(text, mostEntries);
  return { kind: 'no-references' };
}
