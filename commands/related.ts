import type { App } from '../src/app.ts';
import type { SlashCommand } from '../src/command.ts';
import { requiredText } from '../src/option.ts';
import type { Paper } from '../src/papers/paper.ts';
import type { Reply } from '../src/reply.ts';
import { noSuchPaper } from '../src/views/missing.ts';
import { notInCollection } from '../src/views/not-here.ts';
import { RELATED_SHOWN, relatedReply } from '../src/views/related.ts';
import { suggestPapers } from './options.ts';
import { withPaper } from './paper.ts';

export function related(app: App): SlashCommand {
  const name = requiredText({
    name: 'paper',
    description: 'Title, arXiv id or link, DOI, or Offprint id',
    complete: suggestPapers(app),
  });
  const papersLike = (paper: Paper): Reply => relatedReply(paper, app.index().related(paper.id, RELATED_SHOWN));

  return {
    kind: 'slash',
    name: 'related',
    description: 'Find papers like one that you name',
    options: [name],
    run(call) {
      const text = call.get(name);
      const named = app.index().resolve(text);
      if (named.kind === 'unknown') return notInCollection(named.unknown);
      return named.kind === 'none' ? noSuchPaper(text) : papersLike(named.paper);
    },
    presses: {
      show: ({ args: [id] }) => withPaper(app, id, paper => ({ ...papersLike(paper), private: true })),
    },
  };
}
