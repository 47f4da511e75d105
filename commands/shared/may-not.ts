import { join, Markdown, md } from '../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../src/interactions/reply.ts';
import { RIGHTS } from '../../src/rights/index.ts';

/** The bot does for people only what they could do there themselves. A hidden channel is not spoken of. */
export function mayNotThere(channelId: string, missing: readonly string[]): Reply {
  if (missing.includes(RIGHTS.view.name)) {
    return privately(
      md`You do not see a channel like that in this server, so I do nothing there for you. Nothing was changed.`,
    );
  }
  const named = join(
    missing.map(right => md`**${right}**`),
    ', ',
  );
  return privately(
    md`You may not do that yourself in ${new Markdown(`<#${channelId}>`)}, so I do not do it for you: you lack ${named} there. Someone who manages the server can give you that right, or do it for you. Nothing was changed.`,
  );
}
