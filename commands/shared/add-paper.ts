import { setTimeout as sleep } from 'node:timers/promises';
import type { Asker } from '../../src/interactions/asker.ts';
import type { Button, Reply } from '../../src/interactions/reply.ts';
import { tryAgainAt } from '../../src/messages/discussion.ts';
import { addButton, addedSoonFound, mayNotAdd, notFetched, notOnArxiv } from '../../src/messages/not-in-collection.ts';
import { findArxivId } from '../../src/papers/identifiers.ts';
import { OperatorError } from '../../src/platform/operator-error.ts';
import type { UnknownIdentifier } from '../../src/search/types.ts';
import type { App } from '../services.ts';
import { cardFor } from './guild-activity.ts';

/** Longer than arXiv takes when it is well. Discord waits for 15 minutes, people do not. */
const PATIENCE_MS = 60_000;
/** The index takes up what this process adds at once. */
const INDEXED_WITHIN_MS = 2_000;
const LOOK_EVERY_MS = 20;

/** *Add it*, for a paper of arXiv's that the collection lacks and an asker who may add it. */
export async function offerToAdd(app: App, asker: Asker, { kind, value }: UnknownIdentifier): Promise<Button[]> {
  const offered = kind === 'arxiv' && app.sources.mayAskArxiv && (await mayAdd(app, asker));
  return offered ? [addButton(value)] : [];
}

/** The collection belongs to whoever runs the bot; managers of a server that has it may add single papers. */
async function mayAdd(app: App, asker: Asker): Promise<boolean> {
  return (asker.botIsMember && asker.canManage) || app.isOwner(asker.userId);
}

/** Fetches a paper from arXiv, and answers with its card. */
export async function addPaper(app: App, asker: Asker, text: string | undefined): Promise<Reply> {
  const arxivId = text === undefined ? undefined : findArxivId(text);
  if (arxivId === undefined) return notOnArxiv(text ?? '');
  const here = app.index().resolve(arxivId);
  if (here.kind === 'exact') return cardFor(app, asker, here.paper, 'asker');
  if (!app.sources.mayAskArxiv || !(await mayAdd(app, asker))) return mayNotAdd();
  const turn = app.limits.take('addPaper', asker.userId);
  if (!turn.allowed) return tryAgainAt(turn.againAt);
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const id = await app.sources.takeFromArxiv(arxivId, patience);
    if (id === undefined) return notOnArxiv(arxivId);
    const paper = await indexed(app, id);
    return paper ? cardFor(app, asker, paper, 'asker') : addedSoonFound();
  } catch (error) {
    if (patience.aborted) return notFetched('arXiv did not answer within a minute');
    if (error instanceof OperatorError) return notFetched(error.message.replace(/\.$/, ''));
    throw error;
  }
}

async function indexed(app: App, id: string) {
  for (let waited = 0; waited < INDEXED_WITHIN_MS; waited += LOOK_EVERY_MS) {
    const paper = app.index().get(id);
    if (paper) return paper;
    await sleep(LOOK_EVERY_MS);
  }
  return undefined;
}
