import type { z } from 'zod';
import { OperatorError } from '../platform/operator-error.ts';
import { parseJson } from './bounded-json.ts';

/** A file that cannot be used. The message names the file, the line and the reason, for the operator. */
export class CollectionError extends OperatorError {}

export function lineError(file: string, line: number, reason: string): CollectionError {
  return new CollectionError(`${file}, line ${line}: ${reason}`);
}

/** All that is wrong with a record, in words. */
export function inWords(error: z.ZodError): string {
  return error.issues
    .map(issue => {
      const reason = issue.message.replace(/^Invalid input: /, '');
      return issue.path.length > 0 ? `"${issue.path.join('.')}": ${reason}` : reason;
    })
    .join('; ');
}

/** What a line of JSON holds, or an error in words. */
export function parseJsonLine(file: string, line: number, text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw lineError(file, line, `no valid JSON (${error instanceof Error ? error.message : error})`);
  }
}
