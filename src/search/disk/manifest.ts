import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { writeWhole } from '../../platform/write-whole.ts';
import { BrokenIndexError } from './broken.ts';

/** Raised when files are written in another way than before: those of the earlier version are then built again. */
const FORMAT = 5;

const count = z.int().min(0);
const manifestSchema = z.object({
  format: z.int(),
  /** How texts were analysed when the index was built. */
  analysis: z.string(),
  /** Of which collection it is. */
  collection: z.string(),
  /** What state of the collection the index has; missing while it is built for the first time. */
  revision: count.optional(),
  /** How much of the log of words is valid, its CRC-32, and the file of the tables of words. */
  lexicon: z.object({
    bytes: count,
    words: count,
    crc: count,
    tables: z
      .string()
      .regex(/^\w+\.words$/)
      .optional(),
  }),
  /** The file of the latent space, and how many papers there were when it was made. */
  space: z.object({ file: z.string().regex(/^\w+\.space$/), papers: count }).optional(),
  /** In the order of the collection. */
  segments: z.array(z.object({ name: z.string().regex(/^\w+$/), papers: count, dead: z.array(count) })),
  /** What each of these files ends with, which is a checksum over all of it; the log of words has its own. */
  sums: z.record(z.string(), count),
  /** Number of the next segment. */
  next: count,
});
/** As it is on the disk, with its checksum. */
const sealedSchema = z.looseObject({ crc: count });
export type Manifest = z.infer<typeof manifestSchema>;

export interface Kind {
  directory: string;
  /** How texts are analysed. */
  analysis: string;
  collection: string;
}

export function emptyManifest({ analysis, collection }: Kind): Manifest {
  return {
    format: FORMAT,
    analysis,
    collection,
    lexicon: { bytes: 0, words: 1, crc: 0 },
    segments: [],
    sums: {},
    next: 1,
  };
}

/** The one file that says which others belong to the index: what it does not name is not there. */
const FILE = 'manifest.json';

/**
 * Undefined when there is no index yet.
 * @throws {BrokenIndexError} when it is no manifest, or one of another version or collection.
 */
export async function readManifest({ directory, analysis, collection }: Kind): Promise<Manifest | undefined> {
  const path = join(directory, FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new BrokenIndexError(`${path} cannot be read`, { cause: error });
  }
  const { crc, ...written } = sealedSchema.safeParse(parsed(text)).data ?? {};
  const read = manifestSchema.safeParse(written);
  if (!read.success) throw new BrokenIndexError(`${path} is cut off or was changed`, { cause: read.error });
  if (read.data.format !== FORMAT)
    throw new BrokenIndexError(`${path} is of format ${read.data.format}; this version reads format ${FORMAT}`);
  if (crc !== checksum(written)) throw new BrokenIndexError(`${path} was changed`);
  if (read.data.analysis !== analysis) throw new BrokenIndexError(`${path} is of texts analysed in another way`);
  if (read.data.collection !== collection) throw new BrokenIndexError(`${path} is of another collection`);
  return read.data;
}

/** From then on the index is what the manifest says; all that it names must be on the disk. */
export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  await writeWhole(join(directory, FILE), JSON.stringify({ ...manifest, crc: checksum(manifest) }));
}

/** Over all but itself. */
function checksum(manifest: object): number {
  return crc32(JSON.stringify(manifest));
}

export async function removeManifest(directory: string): Promise<void> {
  await rm(join(directory, FILE), { force: true });
}

/** Moves all files of an index to another folder, the manifest last, and removes the first. */
export async function moveIndex(from: string, to: string): Promise<void> {
  for (const file of (await readdir(from)).filter(name => name !== FILE))
    await rename(join(from, file), join(to, file));
  await rename(join(from, FILE), join(to, FILE));
  await rm(from, { recursive: true });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The file with the vectors of a segment in a space. */
export function vectorsFile(segment: string, space: string): string {
  return `${segment}-${space}.vectors`;
}
