import type { App } from '../../src/app.ts';
import type { Outcome } from '../../src/reply.ts';
import { noSuchPaper } from '../../src/views/missing.ts';
import { notInCollection } from '../../src/views/not-here.ts';

/** Answers for the paper that a text names, or comes closest to. */
export function named(
  app: App,
  text: string,
  answer: (paperId: string) => Outcome | Promise<Outcome>,
): Outcome | Promise<Outcome> {
  const found = app.index().resolve(text);
  if (found.kind === 'unknown') return { ...notInCollection(found.unknown), private: true };
  return found.kind === 'none' ? noSuchPaper(text) : answer(found.paper.id);
}
