import { OperatorError } from '../platform/operator-error.ts';

/** A source that could not be read, in words: what it answered, and what happens now or is to be done. */
export class SourceError extends OperatorError {}

/** An answer that is none: a service that is overloaded, an answer that is cut off or empty. Asking again may help. */
export class TryAgain extends Error {
  override name = 'TryAgain';
}

/**
 * arXiv throttles with plain text, and status 200, in place of what was asked for: “Rate exceeded.” @throws {TryAgain}
 */
export function refuseWords(body: string): void {
  const said = body.trim();
  if (!said.startsWith('<'))
    throw new TryAgain(said === '' ? 'its answer was empty' : `it said “${said.slice(0, 100)}”`);
}
