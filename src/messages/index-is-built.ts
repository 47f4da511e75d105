import { md } from '../interactions/markdown.ts';
import { privately, type Reply } from '../interactions/reply.ts';

/** The answer to whatever needs the search index while that is built. */
export function indexIsBuilt(): Reply {
  return privately(
    md`My search index is being built, so I cannot look anything up yet. Please try again in a few minutes.`,
  );
}
