import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../papers/bounded-json.ts';
import { inWords } from '../papers/errors.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { type SourceSettings, sourceSettingsSchema } from './settings.ts';

/** The file of sources cannot be used; the message names each source that is wrong, and what to do. */
class SourcesFileError extends OperatorError {}

const fileSchema = z.strictObject(
  { sources: z.array(z.unknown(), { error: 'must be a list of sources in square brackets' }) },
  { error: 'must be {"sources": […]}' },
);

/**
 * The sources that a file sets. Their files are named from its folder.
 * @throws {SourcesFileError} naming all that is wrong at once.
 */
export async function readSourcesFile(path: string): Promise<SourceSettings[]> {
  const text = await readFile(path, 'utf8').catch(error => {
    throw refused(path, [`it cannot be read: ${error.message}. SOURCES_PATH must name a file that is there`], error);
  });
  const file = fileSchema.safeParse(jsonIn(path, text));
  if (!file.success) throw refused(path, [inWords(file.error)]);
  const mistakes: string[] = [];
  const sources: SourceSettings[] = [];
  for (const [at, entry] of file.data.sources.entries()) {
    const read = sourceSettingsSchema.safeParse(entry);
    if (!read.success) mistakes.push(`${nameOf(entry, at)}: ${inWords(read.error)}`);
    else if (sources.some(({ name }) => name === read.data.name)) {
      mistakes.push(`${nameOf(entry, at)}: the name is taken by one above; each source needs its own`);
    } else sources.push(withWholePath(read.data, path));
  }
  if (mistakes.length > 0) throw refused(path, mistakes);
  return sources;
}

function jsonIn(path: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw refused(path, [`it is no JSON: ${error instanceof Error ? error.message : error}`], error);
  }
}

function nameOf(entry: unknown, at: number): string {
  const named = z.object({ name: z.string() }).safeParse(entry).data;
  return `source ${at + 1}${named ? ` (“${named.name}”)` : ''}`;
}

function withWholePath(source: SourceSettings, file: string): SourceSettings {
  return source.kind === 'file' ? { ...source, path: resolve(dirname(file), source.path) } : source;
}

function refused(path: string, mistakes: readonly string[], cause?: unknown): SourcesFileError {
  const lines = mistakes.map(mistake => `  ${mistake}.`).join('\n');
  return new SourcesFileError(
    `The sources in ${path} cannot be used.\n${lines}\ndocs/sources.md explains each field.`,
    cause,
  );
}
