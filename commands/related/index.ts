import type { SlashCommand } from '../../src/interactions/command.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { withPaper } from '../paper/index.ts';
import type { App } from '../services.ts';
import { paperOption, withNamedPaper } from '../shared/named-paper.ts';
import { limitedTo } from '../shared/quota.ts';
import { RELATED_SHOWN, relatedReply } from './replies.ts';

export function related(app: App): SlashCommand {
  const name = paperOption(app);
  const papersLike = (paper: Paper): Reply => relatedReply(paper, app.index().related(paper.id, RELATED_SHOWN));

  return {
    kind: 'slash',
    name: 'related',
    description: 'Find papers like one that you name',
    options: [name],
    run: call =>
      withNamedPaper(app, call, call.get(name), {
        verb: 'Papers like',
        does: ({ id }) => ({ command: 'related', action: 'here', args: [id] }),
        run: papersLike,
      }),
    presses: {
      /** As the command, for everyone to see. */
      here: limitedTo(app, ({ args: [id] }) => withPaper(app, id, papersLike)),
      show: limitedTo(app, ({ args: [id] }) => withPaper(app, id, paper => ({ ...papersLike(paper), private: true }))),
    },
  };
}
