import type { Asker } from '../../src/interactions/asker.ts';
import type { SlashCommand } from '../../src/interactions/command.ts';
import { cutEscaped } from '../../src/interactions/cut.ts';
import { md } from '../../src/interactions/markdown.ts';
import { privately, type Reply } from '../../src/interactions/reply.ts';
import { cite } from '../../src/library/index.ts';
import { openMenu } from '../../src/messages/open-menu.ts';
import { noSuchPaper, paperGone } from '../../src/messages/paper-not-found.ts';
import type { Paper } from '../../src/papers/paper.ts';
import type { App } from '../services.ts';
import { addPaper } from '../shared/add-paper.ts';
import { cardFor } from '../shared/guild-activity.ts';
import { paperOption, readPaper } from '../shared/named-paper.ts';
import { citation } from './citation.ts';

export function paper(app: App): SlashCommand {
  const name = paperOption(app);

  return {
    kind: 'slash',
    name: 'paper',
    description: 'Show one paper: abstract, authors, links',
    options: [name],
    run: call => showPaper(app, call.asker, call.get(name)),
    presses: {
      open: ({ asker, values: [id] }) =>
        withPaper(app, id, async found => ({ ...(await cardFor(app, asker, found, 'asker')), private: true })),
      /** Fetching takes a while: arXiv is asked once in three seconds. */
      add: { run: ({ asker, args: [arxivId] }) => addPaper(app, asker, arxivId), defer: 'private' },
      cite: ({ args: [id] }) => withPaper(app, id, async found => citation(await cite(found))),
    },
  };
}

/** The card of the paper that a text names, or of what comes closest to it. */
async function showPaper(app: App, asker: Asker, typed: string | undefined): Promise<Reply> {
  const named = await readPaper(app, { asker }, typed);
  if (named.kind === 'refusal') return named.reply;
  if (named.kind === 'paper') return cardFor(app, asker, named.paper, 'channel');
  const [closest, ...others] = named.papers;
  if (!closest) return noSuchPaper(named.text);
  const card = await cardFor(app, asker, closest, 'channel');
  return {
    ...card,
    content: md`No paper is called “${cutEscaped(named.text, 200)}”. This one comes closest:`,
    rows: [...(card.rows ?? []), ...(others.length > 0 ? [openMenu(others, 2)] : [])],
  };
}

/** For ids that come back from a component: the paper may have left the collection since. */
export function withPaper(
  app: App,
  id: string | undefined,
  show: (paper: Paper) => Reply | Promise<Reply>,
): Reply | Promise<Reply> {
  const found = id === undefined ? undefined : app.index().get(id);
  return found ? show(found) : privately(paperGone());
}
