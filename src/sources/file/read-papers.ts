import { decode } from '../../papers/decode.ts';
import { CollectionError, lineError } from '../../papers/errors.ts';
import { excerptOf } from '../../papers/references/entry.ts';
import { entryRecord, readReferences } from '../../papers/references/index.ts';
import { looksLikePage, readJson, readSavedPage, type Source } from '../../papers/sources.ts';
import { readAtomFile } from '../arxiv/atom-file.ts';
import { XmlError } from '../xml.ts';

/** Formats that people have and that are not read, and what to do with them. */
const UNREAD: readonly (readonly [RegExp, string])[] = [
  [/^\s*<(?:!doctype html|html)\b/i, 'a web page in HTML: select what it shows, and save that as text'],
  [/^\s*(?:<\?xml[^>]{0,100}>\s*)?<xml>\s*<records>/i, 'EndNote’s XML: export it as BibTeX or RIS'],
  [/^FN (?:Clarivate|ISI|Thomson)/m, 'Web of Science’s plain text: export it as BibTeX or RIS'],
  [/^%0 [A-Z]/m, 'EndNote’s own format: export it as BibTeX or RIS'],
  [/^\{\\rtf/, 'a document in RTF: save it as plain text'],
  [/^%PDF-/, 'a PDF'],
];
const WHAT_IS_READ = 'BibTeX, RIS, NBIB, CSL-JSON, JSONL, Atom from arXiv, and saved pages of papers are read';

/**
 * Reads a file of papers; what it is tells its content, not its name. Every entry of it is a record, or rejected with a
 * reason.
 * @param file its name, for messages
 * @throws {CollectionError} naming file, line and reason, when nothing in it is a paper.
 */
export async function readPapers(file: string, bytes: Uint8Array): Promise<Source> {
  const text = decode(bytes)?.replace(/^\ufeff/, '');
  if (text === undefined) throw new CollectionError(`${file} is no text. ${WHAT_IS_READ}.`);
  if (text.trim() === '') throw new CollectionError(`${file} is empty.`);
  const source = (await readAs(text)) ?? refuse(file, text);
  const [first, ...others] = source.rejected;
  if (source.records.length === 0) {
    if (!first) throw new CollectionError(`${file} holds no papers, though it looks like ${source.format}.`);
    throw lineError(file, first.line, `${first.why}${others.length > 0 ? ` (and ${others.length} more like it)` : ''}`);
  }
  return source;
}

async function readAs(text: string): Promise<Source | undefined> {
  const references = readReferenceFile(text);
  if (references) return references;
  if (/^\s*[{[]/.test(text) && !/^\{\\rtf/.test(text)) return readJson(text);
  if (/^\s*</.test(text)) return readXml(text);
  return looksLikePage(text) ? readSavedPage(text) : undefined;
}

function readReferenceFile(text: string): Source | undefined {
  const content = readReferences(text, Number.POSITIVE_INFINITY);
  if (content.kind !== 'entries') return undefined;
  const source: Source = { format: content.format, records: [], rejected: [...content.rejected], passedOver: [] };
  for (const entry of content.entries) {
    const record = entryRecord(entry);
    if (record) source.records.push(record);
    else source.rejected.push({ line: entry.line, excerpt: excerptOf(entry.names.join(' ')), why: 'it has no title' });
  }
  return source;
}

/** XML of another kind, or cut off, is none of ours. */
async function readXml(text: string): Promise<Source | undefined> {
  try {
    return await readAtomFile(text);
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

function refuse(file: string, text: string): never {
  const unread = UNREAD.find(([form]) => form.test(text))?.[1];
  if (unread) throw new CollectionError(`${file} is ${unread}. ${WHAT_IS_READ}.`);
  const lines = text.split('\n');
  const at = lines.findIndex(line => line.trim() !== '');
  throw lineError(
    file,
    at + 1,
    `“${excerptOf(lines[at] ?? '').slice(0, 60)}” begins nothing that holds papers. ${WHAT_IS_READ}. A saved page keeps the lines around its papers, such as “Submitted by”.`,
  );
}
