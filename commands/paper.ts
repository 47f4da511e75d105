import type { App } from '../src/app.ts';
import type { Asker } from '../src/asker.ts';
import type { SlashCommand } from '../src/command.ts';
import { cutEscaped } from '../src/cut.ts';
import { cite } from '../src/library/formats/index.ts';
import { md } from '../src/markdown.ts';
import { requiredText } from '../src/option.ts';
import type { Paper } from '../src/papers/paper.ts';
import { privately, type Reply } from '../src/reply.ts';
import { citation } from '../src/views/citation.ts';
import { noSuchPaper, paperGone } from '../src/views/missing.ts';
import { notInCollection } from '../src/views/not-here.ts';
import { addPaper, offerToAdd } from './add-paper.ts';
import { cardFor } from './here.ts';
import { suggestPapers } from './options.ts';

export function paper(app: App): SlashCommand {
  const name = requiredText({
    name: 'paper',
    description: 'Title, arXiv id or link, DOI, or Offprint id',
    complete: suggestPapers(app),
  });

  return {
    kind: 'slash',
    name: 'paper',
    description: 'Show one paper: abstract, authors, links',
    options: [name],
    run: call => showPaper(app, call.asker, call.get(name)),
    presses: {
      open: ({ asker, values: [id] }) =>
        withPaper(app, id, async found => ({ ...(await cardFor(app, asker, found)), private: true })),
      /** Fetching takes a while: arXiv is asked once in three seconds. */
      add: { run: ({ asker, args: [arxivId] }) => addPaper(app, asker, arxivId), defer: 'private' },
      cite: ({ args: [id] }) => withPaper(app, id, async found => citation(await cite(found))),
    },
  };
}

/** The card of the paper that a text names, or of what comes closest to it. */
async function showPaper(app: App, asker: Asker, text: string): Promise<Reply> {
  const named = app.index().resolve(text);
  switch (named.kind) {
    case 'exact':
      return cardFor(app, asker, named.paper);
    case 'best':
      return {
        ...(await cardFor(app, asker, named.paper)),
        content: md`No paper is called “${cutEscaped(text, 200)}”. This one comes closest:`,
      };
    case 'unknown':
      return notInCollection(named.unknown, await offerToAdd(app, asker, named.unknown));
    case 'none':
      return noSuchPaper(text);
  }
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
