import { serialise } from '../papers/collection.ts';
import { type Paper, paperSchema } from '../papers/paper.ts';
import { inSlices } from '../platform/slices.ts';
import type { CollectionFile, FileLine, Papers } from '../store/index.ts';
import { parseStored } from '../store/index.ts';

/** Papers taken over at a time: some 50 ms of work. */
const BATCH = 100;

export interface TakenOver {
  /** How many lines are new or different. */
  changed: number;
  /** How many papers were removed, because they are in the file no more. */
  removed: number;
}

/**
 * Brings the collection in step with its file: what is new or different in it since it was last taken over is taken in,
 * what is gone from it is removed. Lines that are as they were say nothing, so that what sources have said since stays.
 * When it is interrupted, the next time goes on: each step leaves every paper whole.
 * @param mayLose Throws when the file lost more papers than it may; nothing is changed then.
 */
export async function takeOver(
  papers: readonly Paper[],
  { papers: collection, collectionFile: file }: { papers: Papers; collectionFile: CollectionFile },
  mayLose: (loss: { lost: number; before: number }) => Promise<void> = async () => {},
): Promise<TakenOver> {
  const known = await file.lines();
  const inFile = new Set(papers.map(({ id }) => id));
  await mayLose({ lost: [...known.keys()].filter(id => !inFile.has(id)).length, before: known.size });
  const fresh: { paper: Paper; line: string }[] = [];
  await inSlices(papers, paper => {
    const line = serialise([paper]).trimEnd();
    if (known.get(paper.id)?.line !== line) fresh.push({ paper, line });
  });
  for (let first = 0; first < fresh.length; first += BATCH) {
    const some = fresh.slice(first, first + BATCH);
    const { ids } = await collection.upsert(
      some.map(({ paper }) => ({ ...paper, own: true, before: paperIn(known.get(paper.id)) })),
      { bringBack: true },
    );
    const lines = some.map(({ paper, line }, i): FileLine => ({ id: paper.id, paperId: ids[i], line }));
    await file.note(lines);
    for (const line of lines) known.set(line.id, line);
  }
  const gone = [...known.values()].filter(({ id }) => !inFile.has(id));
  const kept = new Set([...known.values()].filter(({ id }) => inFile.has(id)).map(({ paperId }) => paperId));
  const goneIds = gone.map(({ paperId }) => paperId).filter(id => id !== undefined);
  const removed = await collection.remove(goneIds.filter(id => !kept.has(id)));
  await file.forget(gone.map(({ id }) => id));
  return { changed: fresh.length, removed: removed.length };
}

/** Fields that a newer program adds are passed over. */
const lineSchema = paperSchema.strip();

function paperIn(line: FileLine | undefined): Paper | undefined {
  return line && parseStored(lineSchema, line.line, 'a line of the collection’s file');
}
