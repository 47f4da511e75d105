import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { loadCollection } from '../../../src/papers/index.ts';
import { type Paper, paperSchema } from '../../../src/papers/paper.ts';
import type { Feed } from '../../../src/search/index.ts';

const LINES_AT_ONCE = 500;

export async function writePapers(path: string, papers: Iterable<Paper>): Promise<void> {
  await pipeline(Readable.from(chunks(papers)), createWriteStream(path));
}

function* chunks(papers: Iterable<Paper>): Generator<string> {
  let lines: string[] = [];
  for (const paper of papers) {
    lines.push(`${JSON.stringify(paper)}\n`);
    if (lines.length < LINES_AT_ONCE) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

export const readPapers: (path: string) => Promise<Paper[]> = loadCollection;

/** The papers of a file one after the other, never all in memory. */
export async function* papersIn(path: string): AsyncGenerator<Paper> {
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') }))
    yield paperSchema.parse(JSON.parse(line));
}

/** A file as a collection of `count` papers that is read once from the start, or not at all. */
export function feedOf(path: string, count: number): Feed {
  const papers = papersIn(path);
  return {
    name: path,
    revision: async () => count,
    async changes(after, limit) {
      const changes = [];
      for (let revision = after + 1; revision <= Math.min(count, after + limit); revision++) {
        const { value } = await papers.next();
        if (value) changes.push({ id: value.id, paper: value, revision });
      }
      return changes;
    },
  };
}
