import { z } from 'zod';
import { CollectionError, inWords, lineError, parseJsonLine } from './errors.ts';
import { type PageLine, readPage } from './page.ts';
import { type PaperRecord, readRecord } from './record.ts';

export interface Source {
  format: 'page' | 'JSONL';
  records: PaperRecord[];
  /** Lines of a page that belong to no paper. */
  passedOver: PageLine[];
}

/**
 * Reads a file to be imported: JSONL, by its name or because it begins with a brace, else a saved page.
 * @param file its name, for messages
 * @throws {CollectionError} naming file, line and reason.
 */
export function readSource(file: string, text: string): Source {
  const content = text.replace(/^\ufeff/, '');
  const jsonl = /\.(?:jsonl|ndjson|json)$/i.test(file) || content.trimStart().startsWith('{');
  return jsonl ? readJsonl(file, content) : readSavedPage(file, content);
}

function readJsonl(file: string, text: string): Source {
  const records: PaperRecord[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const value = parseJsonLine(file, at + 1, line);
    try {
      records.push(readRecord(value));
    } catch (error) {
      if (error instanceof z.ZodError) throw lineError(file, at + 1, inWords(error));
      throw error;
    }
  }
  if (records.length === 0) throw new CollectionError(`${file} holds no papers: it has no line with one.`);
  return { format: 'JSONL', records, passedOver: [] };
}

function readSavedPage(file: string, text: string): Source {
  const { entries, passedOver } = readPage(text);
  if (entries.length === 0) {
    throw new CollectionError(
      `${file} holds no papers. A saved page has a line with each paper's title and, below it, one with its abstract; a JSONL file has one paper in braces a line.`,
    );
  }
  return {
    format: 'page',
    records: entries.map(({ title, abstract }) => ({ title, abstract, own: false })),
    passedOver,
  };
}
