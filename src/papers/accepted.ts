import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { writeWhole } from '../platform/write-whole.ts';
import { CollectionError } from './errors.ts';

/**
 * So few papers that are gone at once are no sign of damage, whatever the size of the collection; unless none is left.
 */
const FEW = 2;

/** Whether so many papers are gone at once as a file loses that is cut off or empty: more than a third. */
export function losesTooMany({ lost, before }: { lost: number; before: number }): boolean {
  return lost * 3 > before && (lost > FEW || lost === before);
}

/** Where it stands which content of the collection's file is meant, however much it lost: the content's SHA-256. */
export function acceptedPath(collection: string): string {
  return `${collection}.accepted`;
}

/** Says that the file is meant as it is, or as it is about to be written. */
export async function accept(collection: string, content?: string): Promise<void> {
  const hash = content === undefined ? await hashOf(collection) : createHash('sha256').update(content).digest('hex');
  await writeWhole(acceptedPath(collection), `${hash}\n`);
}

/** @throws {CollectionError} when the file lost too much and nobody said that it is meant. */
export async function refuseUnlessAccepted(collection: string, loss: { lost: number; before: number }): Promise<void> {
  if (!losesTooMany(loss)) return;
  const accepted = await readFile(acceptedPath(collection), 'utf8').catch(() => '');
  if (accepted.trim() === (await hashOf(collection))) return;
  throw new CollectionError(
    `${collection} lost ${loss.lost} of its ${loss.before} papers at once, as a file does that is cut off. They stay in the collection, and nothing of the file is taken. If it is meant, run: npm run import -- --accept. If not, put the whole file back.`,
  );
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
