import { createReadStream } from 'node:fs';
import { CollectionError, inWords, lineError, parseJsonLine } from './errors.ts';
import { type Paper, paperSchema } from './paper.ts';

/**
 * Reads a collection file: JSONL, one paper a line. It is read and checked in pieces, so that a large one holds up
 * nothing else.
 * @throws {CollectionError} naming file, line and reason.
 */
export async function loadCollection(path: string): Promise<Paper[]> {
  const papers: Paper[] = [];
  const lineOf = new Map<string, number>();
  let line = 0;
  for await (const text of linesOf(path)) {
    line++;
    if (text.trim() === '') continue;
    const read = paperSchema.safeParse(parseJsonLine(path, line, text));
    if (!read.success) throw lineError(path, line, inWords(read.error));
    const first = lineOf.get(read.data.id);
    if (first !== undefined) throw lineError(path, line, `the id ${read.data.id} stands in line ${first} already`);
    lineOf.set(read.data.id, line);
    papers.push(read.data);
  }
  return papers;
}

/** Chunks of this many bytes take some 10 ms to parse and check; between them the event loop turns. */
const CHUNK_BYTES = 64 * 1024;

/** The lines of a text file. @throws {CollectionError} when it cannot be read. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: CHUNK_BYTES })) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    if (error instanceof CollectionError) throw error;
    throw new CollectionError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`, error);
  }
  yield rest;
}

/** The collection as its file holds it: one paper a line, the fields always in the same order. */
export function serialise(papers: readonly Paper[]): string {
  return papers.map(line).join('');
}

function line({
  id,
  title,
  abstract,
  links,
  arxivId,
  doi,
  authors,
  year,
  venue,
  type,
  date,
  versions,
  withdrawn,
  categories,
  keywords,
  upvotes,
}: Paper): string {
  return `${JSON.stringify({ id, title, abstract, links, arxivId, doi, authors, year, venue, type, date, versions, withdrawn, categories, keywords, upvotes })}\n`;
}
