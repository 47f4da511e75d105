import type { Call } from '../../src/interactions/command.ts';
import { type Option, optionalText } from '../../src/interactions/option.ts';
import type { Outcome, Reply } from '../../src/interactions/reply.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import { notInCollection } from '../../src/messages/not-in-collection.ts';
import { type Deed, didYouMean, noSuchPaper, whichPaper } from '../../src/messages/paper-not-found.ts';
import type { Paper } from '../../src/papers/paper.ts';
import type { App } from '../services.ts';
import { offerToAdd } from './add-paper.ts';
import { suggestPapers } from './options.ts';

/** The paper that a command is about; in a paper's own thread it can be left out. */
export function paperOption(app: App): Option<string | undefined> {
  return optionalText({
    name: 'paper',
    description: 'Title, arXiv id or link, DOI, Offprint id; in a paper’s own thread leave it out',
    complete: suggestPapers(app),
  });
}

/** What somebody typed for a paper, or where they left it out. */
export type Named =
  | { kind: 'paper'; paper: Paper }
  /** None was named; these come closest. */
  | { kind: 'guess'; text: string; papers: readonly Paper[] }
  | { kind: 'refusal'; reply: Reply };

/** The paper that a command names: what was typed, else the one whose thread the command was used in. */
export async function readPaper(app: App, { asker }: Pick<Call, 'asker'>, typed: string | undefined): Promise<Named> {
  const text = typed?.trim() ?? '';
  if (text === '') {
    const discussed = await app.store.discussions.ofThread(asker.channelId);
    const paper = discussed && app.index().get(discussed.paperId);
    return paper ? { kind: 'paper', paper } : { kind: 'refusal', reply: whichPaper() };
  }
  const turn = app.limits.take('search', asker.userId);
  if (!turn.allowed) return { kind: 'refusal', reply: tryAgainAt(turn.againAt) };
  const found = app.index().resolve(text);
  switch (found.kind) {
    case 'exact':
      return { kind: 'paper', paper: found.paper };
    case 'guess':
      return { kind: 'guess', text, papers: found.papers };
    case 'unknown': {
      const offer = await offerToAdd(app, asker, found.unknown);
      return { kind: 'refusal', reply: { ...notInCollection(found.unknown, offer), private: true } };
    }
    case 'none':
      return { kind: 'refusal', reply: noSuchPaper(text) };
  }
}

/**
 * Does something with the paper that a command names. On a guess nothing is done: a button for each paper that may be
 * meant does it.
 */
export async function withNamedPaper(
  app: App,
  call: Pick<Call, 'asker'>,
  typed: string | undefined,
  deed: Deed & { run(paper: Paper): Outcome | Promise<Outcome> },
): Promise<Outcome> {
  const named = await readPaper(app, call, typed);
  if (named.kind === 'refusal') return named.reply;
  return named.kind === 'guess' ? didYouMean(named.text, named.papers, deed) : deed.run(named.paper);
}
