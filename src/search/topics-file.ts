import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseJson } from '../papers/bounded-json.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { type Topic, topicSchema } from './topics.ts';

/**
 * The topics of a group's own field, from a file of the form of `data/topics.json`.
 * @throws {OperatorError} naming everything that is wrong with it.
 */
export async function readTopics(path: string): Promise<Topic[]> {
  const refused = (mistakes: readonly string[], cause?: unknown) =>
    new OperatorError(
      `The topics in ${path} cannot be used:\n${mistakes.map(line => `  ${line}`).join('\n')}\nTOPICS_PATH must name a file like data/topics.json.`,
      cause,
    );
  let written: unknown;
  try {
    written = parseJson(await readFile(path, 'utf8'));
  } catch (error) {
    throw refused([error instanceof Error ? error.message : String(error)], error);
  }
  const parsed = z.array(topicSchema).safeParse(written);
  if (!parsed.success) throw refused(parsed.error.issues.map(issue => placeIn(written, issue)));
  const mistakes = contradictions(parsed.data);
  if (mistakes.length > 0) throw refused(mistakes);
  return parsed.data;
}

function placeIn(written: unknown, { path: [place, ...field], message }: z.core.$ZodIssue): string {
  const id =
    Array.isArray(written) && typeof place === 'number'
      ? z.object({ id: z.string() }).safeParse(written[place])
      : undefined;
  const which = place === undefined ? 'the file' : `topic ${Number(place) + 1}${id?.data ? ` (“${id.data.id}”)` : ''}`;
  return `${which}${field.length > 0 ? `, "${field.join('.')}"` : ''}: ${message}`;
}

function contradictions(topics: readonly Topic[]): string[] {
  const ids = new Set(topics.map(({ id }) => id));
  const twice = topics.flatMap(({ id }, i) =>
    topics.findIndex(other => other.id === id) < i ? [`two topics have the id “${id}”`] : [],
  );
  const orphans = topics.flatMap(({ id, parent }) =>
    parent === undefined || ids.has(parent) ? [] : [`“${id}” belongs to “${parent}”, which is not there`],
  );
  return [...twice, ...orphans];
}
