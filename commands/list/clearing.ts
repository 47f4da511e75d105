import type { Call, Press } from '../../src/interactions/command.ts';
import type { Reply } from '../../src/interactions/reply.ts';
import { needsManager } from '../../src/messages/settings.ts';
import { notUndone } from '../../src/messages/undo.ts';
import type { App } from '../services.ts';
import { byAsker } from '../shared/by.ts';
import { needIndex } from '../shared/need-index.ts';
import { listEntries } from './entries.ts';
import type { Owned } from './owner.ts';
import { cleared, confirmClearing, listReply } from './replies.ts';

type By = Pick<Call | Press, 'asker' | 'mention'>;

/** A server's list is emptied by people who manage the server; asked at the command and at each press. */
function mayClear({ which }: Owned, { asker }: By): boolean {
  return which === 'mine' || asker.canManage;
}

export async function askToClear(app: App, list: Owned, { asker, mention }: By): Promise<Reply> {
  if (!mayClear(list, { asker, mention })) return needsManager();
  const { total } = await app.store.lists.page(list.owner, { offset: 0, limit: 1, reader: asker.userId });
  if (total === 0) return listReply({ which: list.which, entries: [], total, page: 0, mention });
  return confirmClearing(list.which, total);
}

export async function clearList(app: App, list: Owned, press: Press): Promise<Reply> {
  if (!mayClear(list, press)) return needsManager();
  const done = await app.store.lists.clear(list.owner, byAsker(app, press.asker));
  if (!done) return listReply({ which: list.which, entries: [], total: 0, page: 0, mention: press.mention });
  return { ...cleared(list.which, done.count, done.step), update: press.message?.private === true };
}

export async function restoreList(app: App, list: Owned, press: Press, step: string): Promise<Reply> {
  if (!mayClear(list, press)) return needsManager();
  needIndex(app);
  const outcome = await app.store.lists.restore(list.owner, step, byAsker(app, press.asker));
  if (outcome !== 'done') return notUndone(outcome);
  return listEntries(app).page(list, 0, press.asker, press.mention);
}
